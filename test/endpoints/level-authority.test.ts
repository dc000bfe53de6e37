import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { type By, type Cabinet, givenCabinet } from './cabinet.ts'
import { expectRefusal, stored } from './helpers.ts'

let world: World
let cabinet: Cabinet
/** Administrator of System [CORE] in c-1, a user there in c-2. */
let administrator: Awaited<ReturnType<Cabinet['employee']>>
beforeAll(async () => {
  world = await givenWorld()
  cabinet = await givenCabinet(world)
  administrator = await cabinet.employee({ 'c-1': { core: 'administrator' }, 'c-2': { core: 'user' } })
})
afterAll(() => world?.stop())

/** Everything that can be done to a member, but for setting levels and links, which have rules of their own. */
const acts: Record<string, (member: string, by: By) => ReturnType<Cabinet['change']>> = {
  edited: (member, by) => cabinet.change('PATCH', member, { body: { name: 'Renamed' }, ...by }),
  'switched off': (member, by) => cabinet.change('POST', member, { path: '/deactivate', ...by }),
  removed: (member, by) => cabinet.change('DELETE', member, by),
}

describe.each(Object.entries(acts))('somebody is %s', (_, act) => {
  test.each(['without-access', 'user', 'administrator'])(
    'by an administrator of the agreement in which they hold %s',
    async (core) => {
      const { id } = await cabinet.employee({ 'c-1': { core, telephony: 'user' } })
      expect((await act(id, { as: administrator.email, version: 1 })).status).toBeLessThan(300)
    },
  )

  test.each([
    ['somebody whose level is above theirs', { 'c-1': { core: 'owner' } }],
    [
      'somebody who is also in an agreement where they are a user',
      { 'c-1': { core: 'user' }, 'c-2': { core: 'user' } },
    ],
    ['somebody who holds only a product there', { 'c-1': { core: 'user' }, 'c-2': { telephony: 'without-access' } }],
    ['somebody in an agreement where they hold nothing', { 'c-3': { core: 'user' } }],
  ])('but not by an administrator: %s', async (_, levels) => {
    if (Object.hasOwn(levels, 'c-3')) await cabinet.agree('c-3')
    const { id } = await cabinet.employee(levels as Record<string, Record<string, string>>)
    const before = await stored()
    expectRefusal(await act(id, { as: administrator.email, version: 1 }), 403, 'not_permitted')
    expect(await stored()).toEqual(before)
    // The owner of the cabinet stands above all of them, but for the one whose level is Owner.
    const above = !JSON.stringify(levels).includes('owner')
    const answer = await act(id, { as: cabinet.owner.email, version: 1 })
    if (above) expect(answer.status).toBeLessThan(300)
    else expectRefusal(answer, 403, 'not_permitted')
  })

  test('never an owner of the cabinet by anybody else', async () => {
    const second = await cabinet.employee(undefined, ['owner'])
    for (const as of [administrator.email, cabinet.owner.email])
      expectRefusal(await act(second.id, { as, version: 1 }), 403, 'not_permitted')
  })
})

describe('leaving', () => {
  test('kompaas.r23: users cannot delete themselves, whoever they are', async () => {
    const { id, email } = await cabinet.employee({ 'c-1': { core: 'administrator' } })
    const user = await cabinet.employee({ 'c-1': { core: 'user' } })
    const before = await stored()
    expectRefusal(await cabinet.change('DELETE', id, { as: email, version: 1 }), 409, 'not_yourself')
    const { version } = await cabinet.read(cabinet.owner.member)
    expectRefusal(await cabinet.change('DELETE', cabinet.owner.member, { version }), 409, 'not_yourself')
    for (const as of [email, user.email, cabinet.owner.email])
      expectRefusal(await world.ask('POST', `${cabinet.at}/leave`, { as }), 409, 'not_yourself')
    expect(await stored()).toEqual(before)
  })

  test('kompaas.r24: removing asks for confirmation, by the version that was read', async () => {
    const { id } = await cabinet.employee({ 'c-1': { core: 'user' } })
    const before = await stored()
    expectRefusal(await cabinet.change('DELETE', id), 428, 'confirmation_missing', 'If-Match')
    expectRefusal(await cabinet.change('DELETE', id, { version: 2 }), 409, 'version_conflict', 'If-Match')
    expect(await stored()).toEqual(before)
    expect((await cabinet.change('DELETE', id, { version: 1 })).status).toBe(204)
    expect(await cabinet.may(id, 'core.product.use')).toBe(false)
  })
})
