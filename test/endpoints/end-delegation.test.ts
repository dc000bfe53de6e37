import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type GivenAccount, givenWorld, type World } from '../given.ts'
import { acting, decisionOn, path, started } from './delegations.ts'
import { expectRefusal, nobody, teamMember } from './helpers.ts'
import { everyPage } from './lists.ts'
import { engage, type GivenAgent, givenAgent, partnered } from './partners.ts'

let world: World
let account: GivenAccount
let agent: GivenAgent
let colleague: GivenAgent
beforeAll(async () => {
  world = await givenWorld()
  ;({ account, agent } = await partnered(world, 'implementation-partner'))
  colleague = await givenAgent(world, 'reseller')
  await engage(world, colleague, account)
})
afterAll(() => world?.stop())

const read = (id: string, as = account.owner.email) => world.ask('GET', path(account, id), { as })
const end = (id: string, as = account.owner.email, headers = {}) =>
  world.ask('DELETE', path(account, id), { as, headers })
const list = (query = '', as = account.owner.email): Promise<Answer> =>
  world.ask('GET', `${path(account)}${query}`, { as })
const ids = async (query = '', as?: string): Promise<string[]> =>
  world.must(await list(query, as), 200).items.map(({ id }: { id: string }) => id)

describe('ending', () => {
  test.each(['the agent who acts', 'the account', 'the platform'] as const)(
    'talkdesk.r13: by %s: from then on nothing is permitted, and who did it stays on record',
    async (who) => {
      const { id } = await started(world, account, agent)
      const ask = { as: acting(agent.subject, id), permission: 'accounts.account.view' }
      expect(await decisionOn(world, account, ask.as, ask.permission)).toBe('permitted')
      const operator = await world.service('operator')
      const as = { 'the agent who acts': agent.email, 'the account': account.owner.email, 'the platform': operator }[
        who
      ]
      const view = world.must(await end(id, as), 200)
      expect(view).toMatchObject({ status: 'ended', endedAt: world.now(), version: 2 })
      expect(view.endedBy).toEqual(
        {
          'the agent who acts': { type: 'agent', id: agent.id, partner: agent.partner },
          'the account': { type: 'member', id: account.owner.member },
          'the platform': { type: 'service', id: 'operator' },
        }[who],
      )
      expect(world.must(await read(id), 200)).toEqual(view)
      expect(await decisionOn(world, account, ask.as, ask.permission)).toBe('status revoked')
      expectRefusal(await end(id, as), 409, 'already_ended')
    },
  )

  test('what time has ended shows as expired at its deadline, and cannot be ended again', async () => {
    const { id, until } = await started(world, account, agent)
    world.setNow(until)
    expect((await read(id)).body).toMatchObject({ status: 'expired', endedAt: until, endedBy: null })
    expectRefusal(await end(id), 409, 'already_ended')
  })

  test('over the version that was read; of many at once one ends it', async () => {
    const { id } = await started(world, account, agent)
    expectRefusal(await end(id, account.owner.email, { 'if-match': '2' }), 409, 'version_conflict', 'If-Match')
    const answers = await Promise.all(Array.from({ length: 20 }, () => end(id)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) expectRefusal(answer, 409, 'already_ended')
    const audit = await world.ask('GET', `/accounts/${account.id}/audit?action=delegation.ended`, {
      as: account.owner.email,
    })
    const about = audit.body.items.filter(({ after }: { after: { delegation: string } }) => after.delegation === id)
    expect(about).toHaveLength(1)
  })
})

describe('who sees which', () => {
  test('the account’s people all of them, an agent only their own', async () => {
    const [mine, theirs] = [await started(world, account, agent), await started(world, account, colleague)]
    expect((await ids()).slice(0, 2)).toEqual([theirs.id, mine.id])
    expect(await ids('', agent.email)).toContain(mine.id)
    expect(await ids('', agent.email)).not.toContain(theirs.id)
    expect(await ids('', colleague.email)).toEqual([theirs.id])
    expect((await read(mine.id, agent.email)).status).toBe(200)
    expectRefusal(await read(mine.id, colleague.email), 404, 'delegation_unknown')
    expectRefusal(await end(mine.id, colleague.email), 404, 'delegation_unknown')
    for (const id of [nobody, 'x']) expectRefusal(await read(id), 404, 'delegation_unknown')
    const { email } = await teamMember(world, account, { roles: ['agent'] })
    for (const answer of [await list('', email), await read(mine.id, email), await end(mine.id, email)])
      expectRefusal(answer, 403, 'not_permitted')
    const other = await partnered(world, 'reseller')
    expectRefusal(
      await world.ask('GET', path(other.account, mine.id), { as: other.account.owner.email }),
      404,
      'delegation_unknown',
    )
  })

  test('by status as of now, newest first, page by page', async () => {
    const running = await ids('?status=active')
    const shown = await everyPage((cursor) => list(`?limit=2${cursor}`))
    expect(shown.flat().map(({ id }) => id)).toEqual(await ids())
    const { id } = await started(world, account, agent)
    expect(await ids('?status=active')).toEqual([id, ...running])
    world.must(await end(id), 200)
    expect(await ids('?status=active')).toEqual(running)
    expect(await ids('?status=ended')).toContain(id)
    expectRefusal(await list('?status=over'), 400, 'invalid_query', 'status')
  })
})

test('an agent lists on whose behalf they act just now, in all accounts, and nobody else’s', async () => {
  const { account: other, agent: busy } = await partnered(world, 'implementation-partner')
  await engage(world, busy, account)
  const [first, second] = [await started(world, other, busy), await started(world, account, busy)]
  await started(world, account, colleague)
  const own = async (as: string, query = '') =>
    world.must(await world.ask('GET', `/partner/delegations${query}`, { as }), 200)
  const { items, nextCursor } = await own(busy.email, '?limit=1')
  const rest = await own(busy.email, `?limit=1&cursor=${nextCursor}`)
  const all = [...items, ...rest.items]
  expect(all).toMatchObject([
    { id: first.id, account: other.id, onBehalfOf: other.owner.member },
    { id: second.id, account: account.id, onBehalfOf: account.owner.member },
  ])
  world.must(await end(second.id), 200)
  expect((await own(busy.email)).items).toMatchObject([{ id: first.id }])
  world.pass(2 * 60 * 60_000)
  expect((await own(busy.email)).items).toEqual([])
  expectRefusal(await world.ask('GET', '/partner/delegations', { as: account.owner.email }), 404, 'partner_unknown')
})
