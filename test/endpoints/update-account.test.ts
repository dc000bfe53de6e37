import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, nobody, stored } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const read = async () => world.must(await world.ask('GET', `/accounts/${account.id}`, { as: account.owner.email }), 200)
const update = async (body: unknown, headers: Record<string, string> = {}) =>
  world.ask('PATCH', `/accounts/${account.id}`, { as: account.owner.email, body, headers })

describe('PATCH /accounts/{account}', () => {
  test('the owner changes name, report address and time zone, each by itself or together', async () => {
    const before = await read()
    const changes = { name: 'New name', reportEmail: 'New@Example.com', timeZone: 'Asia/Kolkata' }
    const after = { ...before, name: 'New name', reportEmail: 'new@example.com', timeZone: 'Asia/Kolkata', version: 2 }
    const answer = await update(changes)
    expect([answer.status, answer.body]).toEqual([200, after])
    expect(await read()).toEqual(after)
    expect((await update({ name: 'Newer name' })).body).toEqual({ ...after, name: 'Newer name', version: 3 })
  })

  test('who changed what is in the audit of the account', async () => {
    const { name } = await read()
    world.must(await update({ name: 'Audited' }), 200)
    const path = `/accounts/${account.id}/audit?member=${account.id}&limit=1`
    const [entry] = world.must(await world.ask('GET', path, { as: account.owner.email }), 200).items
    expect(entry).toEqual({
      id: expect.any(String),
      at: world.now(),
      action: 'account.updated',
      actor: { type: 'member', id: account.owner.member },
      target: account.id,
      before: expect.objectContaining({ name }),
      after: { name: 'Audited' },
    })
  })

  test('an operator may, and is named as the one who did', async () => {
    const as = await world.service('operator')
    world.must(await world.ask('PATCH', `/accounts/${account.id}`, { as, body: { name: 'By operator' } }), 200)
    const path = `/accounts/${account.id}/audit?member=${account.id}&limit=1`
    const [entry] = world.must(await world.ask('GET', path, { as: account.owner.email }), 200).items
    expect(entry.actor).toEqual({ type: 'service', id: 'operator' })
    expectRefusal(
      await world.ask('PATCH', `/accounts/${nobody}`, { as, body: { name: 'None' } }),
      404,
      'account_unknown',
    )
  })

  test('kaleyra.r20: the next report goes to the address that is registered then', async () => {
    const expert = await world.expert(account)
    world.must(await update({ reportEmail: 'moved@example.com' }), 200)
    const path = `/accounts/${account.id}/experts/${expert.id}/revoke`
    world.must(await world.ask('POST', path, { as: account.owner.email }), 200)
    await world.stack.settle()
    expect(world.mailsTo('moved@example.com')).toHaveLength(1)
  })
})

describe('If-Match', () => {
  test('the version that was read lets the change through, quoted or not', async () => {
    const { version } = await read()
    expect((await update({ name: 'One' }, { 'if-match': `"${version}"` })).body.version).toBe(version + 1)
    expect((await update({ name: 'Two' }, { 'if-match': `${version + 1}` })).body.version).toBe(version + 2)
  })

  test('an older version is refused and changes nothing', async () => {
    const { version } = await read()
    const before = await stored()
    for (const stale of [version - 1, version + 1, 0])
      expectRefusal(await update({ name: 'Late' }, { 'if-match': `${stale}` }), 409, 'version_conflict', 'If-Match')
    expect(await stored()).toEqual(before)
  })

  test('of twenty who read the same version one gets through', async () => {
    const { version } = await read()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, at) => update({ name: `Racer ${at}` }, { 'if-match': `${version}` })),
    )
    const [winner, ...more] = answers.filter(({ status }) => status === 200)
    expect(more).toEqual([])
    expect(answers.filter(({ body }) => body.code === 'version_conflict')).toHaveLength(19)
    expect(await read()).toEqual(winner?.body)
  })
})

describe('what is refused', () => {
  test.each([
    ['name', { name: '' }],
    ['name', { name: null }],
    ['reportEmail', { reportEmail: 'nowhere' }],
    ['timeZone', { timeZone: 3 }],
    ['region', { region: 'india' }],
    ['catalog', { name: 'Good', catalog: { id: 'kaleyra' } }],
    ['owner', { owner: nobody }],
    ['version', { version: 9 }],
  ])('a wrong %s, or one that cannot be changed, is named', async (field, changes) => {
    const before = await stored()
    expectRefusal(await update(changes), 400, 'invalid_body', field)
    expect(await stored()).toEqual(before)
  })

  test('a change of nothing is refused', async () => {
    for (const body of [{}, undefined]) expectRefusal(await update(body), 400, 'invalid_body')
  })

  test('a time zone nobody knows is refused at its field', async () => {
    for (const timeZone of ['Nowhere/Land', 'UTC+2', '+01:00', ''])
      expectRefusal(await update({ timeZone }), 422, 'time_zone_unknown', 'timeZone')
  })
})
