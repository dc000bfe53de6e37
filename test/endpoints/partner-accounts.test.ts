/** The accounts that agents see: exactly those of their partner, found by name or id. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Account } from '../../shared/accounts/model.ts'
import { accountItem } from '../../shared/accounts/store.ts'
import { newId } from '../../shared/ids.ts'
import { listPartnerAccounts } from '../../shared/partners/list-partner-accounts.ts'
import type { Organization } from '../../shared/partners/model.ts'
import { givenWorld, type Wire, type World } from '../given.ts'
import { expectRefusal, nobody } from './helpers.ts'
import { engage, type GivenAgent, givenAgent, organization, put } from './partners.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

/** Accounts as they are stored; nobody is invited. */
async function named(...names: string[]): Promise<Account[]> {
  const accounts = names.map((name): Account => {
    const id = newId(world.now())
    return {
      ...{ id, name, region: 'any', timeZone: 'Europe/Lisbon', catalog: { id: 'talkdesk-partner', version: 1 } },
      ...{ reportEmail: 'r@example.com', owner: nobody, createdAt: world.now(), policyVersion: 1, version: 1 },
    }
  })
  for (const account of accounts) await put(accountItem(account))
  return accounts
}

const list = ({ email }: GivenAgent, query = '') => world.ask('GET', `/partner/accounts${query}`, { as: email })

/** All pages, by name. */
async function names(agent: GivenAgent, query = '', limit = 100): Promise<string[]> {
  const seen: string[] = []
  for (let cursor: string | undefined = ''; cursor !== undefined; ) {
    const asked: string = `?limit=${limit}${query}${cursor && `&cursor=${cursor}`}`
    const { items, nextCursor }: Wire = world.must(await list(agent, asked), 200)
    seen.push(...items.map(({ name }: Wire) => name))
    cursor = nextCursor
  }
  return seen
}

describe('GET /partner/accounts', () => {
  test('talkdesk.r04: both roles list their accounts, and find them by id or by a part of the name', async () => {
    for (const role of ['reseller', 'implementation-partner']) {
      const agent = await givenAgent(world, role)
      const accounts = await named('Ácme Berlin', 'Globex', 'acme Lisbon')
      await named('Acme of somebody else')
      if (role === 'reseller') await organization(world, agent, { accounts })
      else for (const account of accounts) await engage(world, agent, account)
      expect((await names(agent)).sort()).toEqual(['Globex', 'acme Lisbon', 'Ácme Berlin'])
      expect((await names(agent, '&search=ACME')).sort()).toEqual(['acme Lisbon', 'Ácme Berlin'])
      expect(await names(agent, '&search=lob')).toEqual(['Globex'])
      expect(await names(agent, `&search=${accounts[1]?.id}`)).toEqual(['Globex'])
      expect(await names(agent, '&search=nowhere')).toEqual([])
    }
  })

  test('talkdesk.r04: an id of an account that is not theirs finds nothing', async () => {
    const [account] = await named('Other')
    for (const role of ['reseller', 'implementation-partner'])
      expect(await names(await givenAgent(world, role), `&search=${account?.id}`)).toEqual([])
  })

  test('shows an account with its standing, and the organization only to whom it belongs', async () => {
    const [reseller, engaged] = [await givenAgent(world, 'reseller'), await givenAgent(world, 'implementation-partner')]
    const [account] = (await named('Acme')) as [Account]
    const { id, name } = await organization(world, reseller, { accounts: [account] })
    await engage(world, engaged, account)
    const view = {
      ...{ id: account.id, name: 'Acme', region: 'any', timeZone: 'Europe/Lisbon', express: false },
      lifecycle: { status: 'active', frozen: false, planned: null },
    }
    expect(world.must(await list(reseller), 200)).toEqual({ items: [{ ...view, organization: { id, name } }] })
    expect(world.must(await list(engaged), 200).items).toEqual([{ ...view, organization: null }])
  })

  test('talkdesk.r05: a reseller narrows the list to one of its organizations, and to no other', async () => {
    const [agent, other] = [await givenAgent(world, 'reseller'), await givenAgent(world, 'reseller')]
    const [one, two, three] = (await named('one', 'two', 'three')) as [Account, Account, Account]
    const mine = await organization(world, agent, { accounts: [one, two] })
    const second = await organization(world, agent, { accounts: [three] })
    const foreign = await organization(world, other)
    expect(await names(agent, `&organization=${mine.id}`, 1)).toEqual(['one', 'two'])
    expect(await names(agent, `&organization=${second.id}`)).toEqual(['three'])
    expect(await names(agent, `&organization=${second.id}&search=${one.id}`)).toEqual([])
    for (const id of [foreign.id, nobody, 'x'])
      expectRefusal(await list(agent, `?organization=${id}`), 404, 'organization_unknown')
  })

  test('pages of any size hold each account once, engaged ones too', async () => {
    const agent = await givenAgent(world, 'reseller')
    const accounts = await named('d', 'c', 'b', 'a', '낰'.repeat(200))
    const [both, engaged] = await named('both', 'engaged')
    const organizations: Organization[] = []
    for (const part of [accounts.slice(0, 3), [], accounts.slice(3)])
      organizations.push(await organization(world, agent, { accounts: [...part] }))
    if (!both || !engaged) throw new Error('two accounts were made')
    await organization(world, agent, { accounts: [both] })
    for (const one of [both, engaged]) await engage(world, agent, one)
    const all = await names(agent)
    expect([...all].sort()).toEqual(['a', 'b', 'both', 'c', 'd', 'engaged', '낰'.repeat(200)])
    for (const limit of [1, 2, 3, 4]) expect(await names(agent, '', limit)).toEqual(all)
  })

  test('one request looks at so many accounts, and the next goes on', async () => {
    const agent = await givenAgent(world, 'reseller')
    await organization(world, agent, { accounts: await named(...Array.from({ length: 30 }, (_, at) => `n${at + 10}`)) })
    const asked = { partner: agent.partner, query: { search: 'n39' }, atMost: 40 }
    const first = await listPartnerAccounts({ ...asked, page: { limit: 5 } })
    expect([first.items, first.next]).toEqual([[], expect.anything()])
    const second = await listPartnerAccounts({ ...asked, page: { limit: 5, after: first.next } })
    expect(second.items.map(({ account }) => account.name)).toEqual(['n39'])
  })

  test('an account that is renamed is listed in its new place', async () => {
    const agent = await givenAgent(world, 'reseller')
    const accounts = await named('a', 'b')
    await organization(world, agent, { accounts })
    const [path, as] = [`/accounts/${accounts[0]?.id}`, await world.service('operator')]
    world.must(await world.ask('PATCH', path, { as, body: { name: 'c' } }), 200)
    expect(await names(agent)).toEqual(['b', 'c'])
  })

  test('a cursor leads on in the same list of the same partner only', async () => {
    const [agent, other] = [await givenAgent(world, 'reseller'), await givenAgent(world, 'reseller')]
    for (const one of [agent, other]) await organization(world, one, { accounts: await named('a', 'b', 'c') })
    const { nextCursor } = world.must(await list(agent, '?limit=1'), 200)
    expect((await list(agent, `?cursor=${nextCursor}`)).status).toBe(200)
    for (const [who, query] of [
      [other, ''],
      [agent, '&search=a'],
    ] as const)
      expectRefusal(await list(who, `?cursor=${nextCursor}${query}`), 400, 'invalid_query', 'cursor')
    const [, { pk }] = JSON.parse(Buffer.from(nextCursor, 'base64url').toString())
    for (const sk of ['', 'engaged', 'under\nx', `under\n${'x'.repeat(2000)}\n`, 'under\na\nb\nc']) {
      const forged = Buffer.from(JSON.stringify(['listPartnerAccounts', { pk, sk }])).toString('base64url')
      expectRefusal(await list(agent, `?cursor=${forged}`), 400, 'invalid_query', 'cursor')
    }
    const led = Buffer.from(JSON.stringify(['listPartnerAccounts', { pk, sk: `under\n  ${nobody}\nzz` }]))
    expect(world.must(await list(agent, `?cursor=${led.toString('base64url')}`), 200).items).toHaveLength(3)
  })

  test('is for agents, and for nobody else', async () => {
    expectRefusal(await list({ email: 'stranger@example.com' } as GivenAgent), 404, 'partner_unknown')
    const as = await world.service('operator')
    expectRefusal(await world.ask('GET', '/partner/accounts', { as }), 403, 'person_required')
  })
})
