/** What the platform is answered about an agent who acts on behalf of a member: what both hold, at this moment. */
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { accountItem, loadAccount } from '../../shared/accounts/store.ts'
import { presets } from '../../shared/catalogs/load.ts'
import { agentOfKey, partnerKey } from '../../shared/keys.ts'
import { client, type Item, read, tableName } from '../../shared/table.ts'
import { plus } from '../../shared/time.ts'
import talkdesk from '../access/presets/facts/talkdesk-partner.json' with { type: 'json' }
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { acting, decisionOn, decisionsOn, explained, path, started } from './delegations.ts'
import { nobody, teamMember } from './helpers.ts'
import { engage, type GivenAgent, givenAgent, partnered } from './partners.ts'

let world: World
let account: GivenAccount
let agent: GivenAgent
beforeAll(async () => {
  world = await givenWorld()
  ;({ account, agent } = await partnered(world, 'implementation-partner'))
})
afterAll(() => world?.stop())

const grants = talkdesk.grants as Record<string, string[]>
const preset = presets.find(({ id }) => id === 'talkdesk-partner')
const changing = new Set(preset?.permissions.filter(({ changes }) => changes).map(({ id }) => id))

/** Held by the administrator of the account and by implementation partners; it only looks, it changes. */
const looks = 'accounts.account.view'
const changes = 'agents.agent.create'
const on = (delegation: unknown, permission = looks, who = agent) =>
  decisionOn(world, account, acting(who.subject, delegation), permission)
const put = (Item: Item) =>
  client.send(new TransactWriteCommand({ TransactItems: [{ Put: { TableName: tableName(), Item } }] }))

describe('what both hold', () => {
  const ids = Object.keys(grants)
  /** Every other permission, so that each of the four cases of two sides is there. */
  const ofMembers = ids.filter((_, at) => at % 2 === 0)

  test.each(['reseller', 'implementation-partner'] as const)(
    'talkdesk.r13: a %s is permitted what their role and the member hold, of all 95, and read-only changes nothing',
    async (role) => {
      const catalog = `crossed-${role}`
      const roles = preset?.roles.map((one) => ({ ...one, permissions: ofMembers, inferred: undefined }))
      const body = JSON.parse(JSON.stringify({ ...preset, id: catalog, roles }))
      const operator = await world.service('operator')
      world.must(await world.ask('PUT', `/catalogs/${catalog}/versions/1`, { as: operator, body }), 201)
      const { account, agent } = await partnered(world, role, catalog)
      expect(ids).toHaveLength(95)
      const both = ids.filter((id) => grants[id]?.includes(role) && ofMembers.includes(id))
      expect([both.length > 20, both.some((id) => !changing.has(id))]).toEqual([true, true])
      for (const access of ['read-only', 'write'] as const) {
        const { id } = await started(world, account, agent, { access })
        const answers = await decisionsOn(world, account, acting(agent.subject, id), ids)
        const permitted = ids.filter((_, at) => answers[at]?.decision)
        expect(permitted).toEqual(access === 'write' ? both : both.filter((one) => !changing.has(one)))
      }
    },
  )

  test('the answer says which side it fails at', async () => {
    const { id } = await started(world, account, agent)
    expect(await on(id)).toBe('permitted')
    expect(await on(id, changes)).toBe('delegation read_only')
    const writing = await started(world, account, agent, { access: 'write' })
    expect(await on(writing.id, changes)).toBe('permitted')
    expect(await on(writing.id, 'users.user.export')).toBe('delegation beyond_subject not_granted')
    expect(await on(writing.id, 'moon.base.enter')).toBe('grant permission_unknown')
    // What the agent may without it stays what it was.
    expect(await decisionOn(world, account, { type: 'user', id: agent.subject }, 'users.user.export')).toBe('permitted')
  })

  test('layer by layer, and that it would take another delegation', async () => {
    const { id } = await started(world, account, agent)
    const { decision, layers, flip } = await explained(world, account, acting(agent.subject, id), changes)
    expect(decision).toBe(false)
    expect(layers.filter(({ verdict }: { verdict: string }) => verdict !== 'passes')).toEqual([
      { layer: 'delegation', verdict: 'refuses', reason: 'read_only' },
    ])
    expect(layers).toContainEqual({ layer: 'grant', verdict: 'passes', by: 'implementation-partner' })
    expect(flip).toEqual([{ change: 'delegate' }])
    const open = await explained(world, account, acting(agent.subject, id), looks)
    expect(open.decision).toBe(true)
  })

  test('searches for actions answer for both; what the member can do is not touched by it', async () => {
    const as = await world.service('decide')
    const access = () => world.ask('GET', `/accounts/${account.id}/members/${account.owner.member}/access`, { as })
    const before = world.must(await access(), 200)
    const { id } = await started(world, account, agent, { access: 'write' })
    const body = { subject: acting(agent.subject, id), resource: { type: 'agents.agent', id: 'one' } }
    const found = world.must(
      await world.ask('POST', `/accounts/${account.id}/access/v1/search/action`, { as, body }),
      200,
    )
    expect(found.results.map(({ name }: { name: string }) => name).sort()).toEqual(['create', 'reactivate'])
    expect(world.must(await access(), 200)).toEqual(before)
  })
})

describe('only while it lasts', () => {
  test('talkdesk.r13: to the millisecond, with no schedule fired and nobody tidying up', async () => {
    const { id, until } = await started(world, account, agent)
    world.setNow(plus(until, -1))
    expect(await on(id)).toBe('permitted')
    world.setNow(until)
    expect(await on(id)).toBe('window window_over')
    world.pass(1)
    expect(await on(id)).toBe('window window_over')
    await world.stack.settle()
    world.pass(5000)
    await world.stack.fireDue()
    expect(await on(id)).toBe('status expired')
  })
})

describe('only this agent, this member, this account', () => {
  test('somebody else’s delegation, or none at all, is unknown', async () => {
    const { id } = await started(world, account, agent)
    const colleague = await givenAgent(world, 'reseller')
    await engage(world, colleague, account)
    expect(await on(undefined, looks, colleague)).toBe('permitted')
    expect(await on(id, looks, colleague)).toBe('principal principal_unknown')
    for (const odd of [nobody, 'x', '', null, 7, {}, [id], `${id} `])
      expect([odd, await on(odd)]).toEqual([odd, 'principal principal_unknown'])
    // Asked together with who they are without it, in whichever order, neither is taken for the other.
    const plain = { type: 'user', id: agent.subject }
    for (const odd of ['', null, `${id}/`]) {
      const as = await world.service('decide')
      const asked = [plain, acting(agent.subject, odd), plain].map((subject) => ({ subject }))
      const rest = { action: { name: 'view' }, resource: { type: 'accounts.account', id: 'one' } }
      const at = `/accounts/${account.id}/access/v1/evaluations`
      const answer = await world.ask('POST', at, { as, body: { ...rest, evaluations: asked } })
      const decisions = world.must(answer, 200).evaluations.map(({ decision }: { decision: boolean }) => decision)
      expect([odd, decisions]).toEqual([odd, [true, false, true]])
    }
    const member = { type: 'member', id: account.owner.member, properties: { delegation: id } }
    expect(await decisionOn(world, account, member, looks)).toBe('principal principal_unknown')
    const other = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
    await engage(world, agent, other)
    expect(await decisionOn(world, other, acting(agent.subject, id), looks)).toBe('principal principal_unknown')
  })

  test('a member who is switched off or removed is acted for no more', async () => {
    const { id: acted } = await teamMember(world, account, { roles: ['administrator'] })
    const { id } = await started(world, account, agent, { onBehalfOf: acted })
    const ask = async (method: string, more: string, headers = {}) =>
      world.ask(method, `/accounts/${account.id}/members/${acted}${more}`, { as: account.owner.email, headers })
    world.must(await ask('POST', '/deactivate'), 200)
    expect(await on(id)).toBe('delegation beyond_subject inactive')
    world.must(await ask('POST', '/activate'), 200)
    expect(await on(id)).toBe('permitted')
    world.must(await ask('DELETE', '', { 'if-match': '3' }), 204)
    expect(await on(id)).toBe('delegation beyond_subject revoked')
  })

  test('a member whose role is taken takes it from whoever acts for them', async () => {
    const { id: acted } = await teamMember(world, account, { roles: ['administrator'] })
    const { id } = await started(world, account, agent, { onBehalfOf: acted })
    expect(await on(id)).toBe('permitted')
    const as = account.owner.email
    const body = { roles: ['agent'] }
    world.must(await world.ask('PATCH', `/accounts/${account.id}/members/${acted}`, { as, body }), 200)
    expect(await on(id)).toBe('delegation beyond_subject not_granted')
  })

  test('an agent who is switched off, or whose partner is, is let in no more', async () => {
    const { account, agent } = await partnered(world, 'implementation-partner')
    const { id } = await started(world, account, agent)
    const decision = () => decisionOn(world, account, acting(agent.subject, id), looks)
    const record = await read<object>(agentOfKey(agent.subject))
    await put({ ...agentOfKey(agent.subject), data: { ...record, status: 'inactive' } })
    expect(await decision()).toBe('status inactive')
    await put({ ...agentOfKey(agent.subject), data: record })
    expect(await decision()).toBe('permitted')
    const partner = await read<object>(partnerKey(agent.partner))
    await put({ ...partnerKey(agent.partner), data: { ...partner, status: 'inactive' } })
    expect(await decision()).toBe('status inactive')
  })

  test('an account that is their partner’s no more is closed, also to what runs already', async () => {
    const { account, agent } = await partnered(world, 'implementation-partner')
    const { id } = await started(world, account, agent)
    const { engaged: _, ...now } = await loadAccount(account.id)
    await put(accountItem({ ...now, version: now.version + 1 }))
    expect(await decisionOn(world, account, acting(agent.subject, id), looks)).toBe('principal principal_unknown')
    const headers = { 'gatepass-delegation': id }
    expect((await world.ask('GET', `/accounts/${account.id}`, { as: agent.email, headers })).status).toBe(404)
    // The account still sees it, and may end it.
    const as = account.owner.email
    expect(world.must(await world.ask('DELETE', path(account, id), { as }), 200).status).toBe('ended')
  })
})
