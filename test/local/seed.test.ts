/** What `npm start` brings along: something to see on each page, made once. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { demoAgent } from '../../local/seed/contact-center.ts'
import { demoOwner } from '../../local/seed/place.ts'
import { seed } from '../../local/seed.ts'
import { stored } from '../endpoints/helpers.ts'
import { givenWorld, type World } from '../given.ts'

let world: World
const at: Record<string, string> = {}
beforeAll(async () => {
  world = await givenWorld()
  expect(await seed(world.stack)).toBe(true)
  await world.stack.settle()
  const { memberships } = world.must(await world.ask('GET', '/me', { as: demoOwner }), 200)
  for (const { account } of memberships) at[account.name] = `/accounts/${account.id}`
})
afterAll(() => world?.stop())

const read = async (account: string, path: string, as = demoOwner) =>
  world.must(await world.ask('GET', `${at[account]}${path}`, { as }), 200)

test('a second start adds nothing, neither to the table nor to the inbox, also where an account was renamed', async () => {
  const renamed = { as: demoOwner, body: { name: 'Ours' } }
  world.must(await world.ask('PATCH', at['Demo Contact Center'] ?? '', renamed), 200)
  await world.stack.settle()
  const [before, mails] = [await stored(), world.stack.mails().length]
  expect(await seed(world.stack)).toBe(false)
  await world.stack.settle()
  expect(await stored()).toEqual(before)
  expect(world.stack.mails()).toHaveLength(mails)
})

test('the owner has an account of each kind, with people in different states', async () => {
  expect(Object.keys(at).sort()).toEqual([
    ...['Demo Contact Center', 'Demo Europe', 'Demo India', 'Demo Interakt', 'Demo Kompaas'],
  ])
  const { items } = await read('Demo Europe', '/members?kind=team')
  expect(items.map(({ status }: { status: string }) => status).sort()).toEqual([
    ...['active', 'active', 'active', 'inactive', 'invited'],
  ])
  const { roles } = await read('Demo Interakt', '/roles')
  const { restrictions } = roles.find(({ id }: { id: string }) => id === 'teammate')
  expect(restrictions).toContainEqual({ id: 'user-details.contact-number.hide', on: true })
  expect((await read('Demo Kompaas', '/agreements')).items).toHaveLength(2)
  const levels = (await read('Demo Kompaas', '/members')).items.filter(({ links }: { links?: object[] }) => links)
  expect(levels).not.toEqual([])
})

test('an expert is at work, one is invited, one has ended and left a report; what was denied is recorded', async () => {
  const { items } = await read('Demo Europe', '/experts')
  expect(items.map(({ status }: { status: string }) => status).sort()).toEqual(['active', 'invited', 'revoked'])
  const { id } = items.find(({ status }: { status: string }) => status === 'revoked')
  expect((await read('Demo Europe', `/experts/${id}/reports`)).items).toHaveLength(1)
  const { items: done } = await read('Demo Europe', '/activity')
  expect(done).toContainEqual(expect.objectContaining({ outcome: 'denied', action: 'billing.billing.manage' }))
  expect(done).toContainEqual(expect.objectContaining({ personalData: true, action: 'report.downloaded' }))
  expect((await read('Demo India', '/experts')).items).toMatchObject([{ status: 'active', until: null }])
})

test('an agent acts on behalf of the owner, of a partner beside the reseller', async () => {
  expect((await read('Demo Contact Center', '/partners')).items).toHaveLength(2)
  const { items } = await read('Demo Contact Center', '/delegations')
  expect(items.map(({ status }: { status: string }) => status).sort()).toEqual(['active', 'ended'])
  expect(items[0].agent.email).toBe(demoAgent)
})
