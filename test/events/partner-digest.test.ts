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
  const open = await given.invited(['administrator'], 'Olga')
  world.must(await given.ask('PATCH', `/members/${open.id}`, { email: 'elsewhere@example.com' }), 200)
  world.must(await given.ask('POST', `/members/${id}/erase-mfa`), 200)
  await toMonday(world)
  const [digest] = digestsTo(world, given.account.owner.email)
  expect(digest?.text).toMatch(/Rita[^\n]*Agent → Administrator[^\n]*Partner/)
  expect(digest?.text).toMatch(/Olga[^\n]*invitation goes to another address[^\n]*Partner/)
  expect(digest?.text).toMatch(/Rita[^\n]*second factor was removed[^\n]*Partner/)
})
