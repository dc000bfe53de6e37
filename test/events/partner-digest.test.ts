import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenPartnered } from '../endpoints/partner-changes.ts'
import { givenWorld, type World } from '../given.ts'
import { digestsTo, toMonday } from './digests.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

test('the week’s digest names the partner whose agent changed something', async () => {
  const given = await givenPartnered(world, 'reseller')
  const { id } = await given.person(['agent'], 'Rita')
  world.must(await given.ask('PATCH', `/members/${id}`, { roles: ['administrator'] }), 200)
  await toMonday(world)
  const [digest] = digestsTo(world, given.account.owner.email)
  expect(digest?.text).toMatch(/Rita[^\n]*Agent → Administrator[^\n]*Partner/)
})
