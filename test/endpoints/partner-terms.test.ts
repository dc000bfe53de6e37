/** What agents of partners may change of members on terms other than the documented ones. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal } from './helpers.ts'
import { givenPartnered, publish } from './partner-changes.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

test('where a catalog lets agents change names, the owners and the person hear of it', async () => {
  const id = 'talkdesk-names'
  await publish(world, id, { members: { gives: [], fields: { name: 'agents.role.update' }, rows: {} } })
  const given = await givenPartnered(world, 'reseller', id)
  const { id: member, email } = await given.person(['agent'], 'Rita')
  world.must(await given.ask('PATCH', `/members/${member}`, { name: 'Rosa' }), 200)
  const subjects = [...(await given.told(given.account.owner.email)), ...(await given.told(email))]
  expect(subjects.map(({ subject }) => subject)).toEqual([
    expect.stringMatching(/^Partner changed the name of a member to Rosa in /),
    expect.stringMatching(/^Partner changed your name in /),
  ])
})

test('an agent who may not make owners puts none out of being one', async () => {
  const id = 'talkdesk-no-owners'
  await publish(world, id, { members: { gives: ['agent'], fields: { roles: 'agents.role.update' }, rows: {} } })
  const given = await givenPartnered(world, 'reseller', id)
  const owner = await given.person(['administrator'])
  const down = await given.ask('PATCH', `/members/${owner.id}`, { roles: ['agent'] })
  expectRefusal(down, 403, 'not_permitted', 'roles')
  expect((await given.read(owner.id)).body.roles).toEqual(['administrator'])
})
