/** What an agent of a partner is permitted on accounts: as of this moment, through the API. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import talkdesk from '../access/presets/facts/talkdesk-partner.json' with { type: 'json' }
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, subjectOf } from './helpers.ts'
import { engage, givenAgent, partnered } from './partners.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const grants = talkdesk.grants as Record<string, string[]>

/** Of these permissions those the agent is permitted, asked by the issuer's `sub` as a platform does. */
async function permitted(account: { id: string }, subject: string, permissions: string[]): Promise<string[]> {
  const evaluations = permissions.map((permission) => {
    const dot = permission.lastIndexOf('.')
    return { action: { name: permission.slice(dot + 1) }, resource: { type: permission.slice(0, dot), id: 'one' } }
  })
  const body = { subject: { type: 'user', id: subject }, evaluations }
  const path = `/accounts/${account.id}/access/v1/evaluations`
  const answers = world.must(await world.ask('POST', path, { as: await world.service('decide'), body }), 200)
  return permissions.filter((_, at) => answers.evaluations[at].decision)
}

describe.each(['reseller', 'implementation-partner'] as const)('an agent of a partner: %s', (role) => {
  test('talkdesk.r01: holds exactly the marked cells on an account that is theirs', async () => {
    const { account, agent } = await partnered(world, role)
    const ids = Object.keys(grants)
    expect(ids).toHaveLength(95)
    const marked = ids.filter((id) => grants[id]?.includes(role))
    expect(await permitted(account, agent.subject, ids)).toEqual(marked)
  })

  test('holds nothing on an account that is not, and learns nothing of it', async () => {
    const { agent } = await partnered(world, role)
    const { account } = await partnered(world, role)
    expect(await permitted(account, agent.subject, ['accounts.account.view', 'agents.agent.create'])).toEqual([])
    expectRefusal(await world.ask('GET', `/accounts/${account.id}`, { as: agent.email }), 404, 'account_unknown')
  })

  test('reads the account that is theirs', async () => {
    const { account, agent } = await partnered(world, role)
    const answer = await world.ask('GET', `/accounts/${account.id}`, { as: agent.email })
    expect(world.must(answer, 200)).toMatchObject({ id: account.id, lifecycle: { status: 'active' } })
    const other = await givenAgent(world, 'implementation-partner')
    await engage(world, other, account)
    const again = world.must(await world.ask('GET', `/accounts/${account.id}`, { as: agent.email }), 200)
    expect(JSON.stringify(again)).not.toContain(other.partner)
  })
})

test('who may is found among the agents too, after the members, and nobody of a partner who is not let in', async () => {
  const { account, agent } = await partnered(world, 'reseller')
  const other = await givenAgent(world, 'implementation-partner')
  await engage(world, other, account)
  await givenAgent(world, 'reseller')
  const as = await world.service('decide')
  const asking = { action: { name: 'update' }, resource: { type: 'agents.email', id: 'one' } }
  const search = async (type: string, page?: object) =>
    world.ask('POST', `/accounts/${account.id}/access/v1/search/subject`, {
      as,
      body: { subject: { type }, ...asking, ...(page && { page }) },
    })
  const everybody = async (type: string): Promise<string[]> => {
    const found: string[] = []
    for (let token: string | undefined; token !== ''; ) {
      const { results, page } = world.must(await search(type, { limit: 1, ...(token && { token }) }), 200)
      found.push(...results.map(({ id }: { id: string }) => id))
      token = page.next_token as string
    }
    return found
  }
  const owner = await subjectOf(world, account.owner.email)
  expect(await everybody('user')).toEqual([owner, other.subject, agent.subject])
  expect(await everybody('member')).toEqual([account.owner.member])
  const foreign = await partnered(world, 'reseller')
  const path = `/accounts/${foreign.account.id}/access/v1/search/subject`
  const first = await world.ask('POST', path, { as, body: { subject: { type: 'user' }, ...asking } })
  expectRefusal(await search('user', { token: first.body.page.next_token }), 400, 'invalid_body', 'page.token')
})
