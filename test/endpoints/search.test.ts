import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'
import { certified, givenMember } from './fixture.ts'
import { expectGatewayAnswer, expectRefusal, nobody, sentDuring, stored, teamMember } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const ask = async (kind: string, body: unknown, id = account.id) =>
  world.ask('POST', `/accounts/${id}/access/v1/search/${kind}`, { as: await world.service('decide'), body })
const view = { action: { name: 'view' }, resource: { type: 'channels.channel', id: 'one' } }
const who = (page?: object) => ({ subject: { type: 'member' }, ...view, ...(page && { page }) })
const members = async (body: unknown): Promise<string[]> =>
  world.must(await ask('subject', body), 200).results.map(({ id }: Wire) => id)

describe('who may', () => {
  test('are the active members who hold it now; with the deadline an expert is out', async () => {
    const expert = await world.expert(account, { until: world.inHours(0.5) })
    const admin = await teamMember(world, account, { roles: ['admin'] })
    await teamMember(world, account, { roles: ['support'] })
    await teamMember(world, account, { roles: ['admin'], status: 'inactive' })
    await world.invited(account)
    const found = await members(who())
    expect(found).toEqual([account.owner.member, expert.id, admin.id].sort())
    for (const id of found) expect(await world.may(account, id)).toBe(true)
    world.setNow(expert.until ?? '')
    expect(await members(who())).toEqual(found.filter((id) => id !== expert.id))
  })

  test('as users they are named by their subject, and nobody of another account is among them', async () => {
    const other = await world.account()
    const { subject } = await givenMember(world, other, 'somebody', { roles: ['admin'] })
    const found = (id: string) => ask('subject', { ...view, subject: { type: 'user' } }, id)
    const elsewhere = (await found(other.id)).body.results
    expect(elsewhere).toContainEqual({ type: 'user', id: subject })
    expect((await found(account.id)).body.results).not.toContainEqual({ type: 'user', id: subject })
  })

  test('pages are bounded, and the token leads on until everybody was looked at', async () => {
    const own = await world.account()
    for (let at = 0; at < 7; at++) await givenMember(world, own, `s${at}`, { roles: [at % 2 ? 'admin' : 'support'] })
    const seen: string[] = []
    let token = ''
    do {
      const { body } = await ask('subject', who({ limit: 3, ...(token && { token }) }), own.id)
      expect(body.page).toEqual({ next_token: expect.any(String), count: body.results.length })
      expect(body.results.length).toBeLessThanOrEqual(3)
      seen.push(...body.results.map(({ id }: Wire) => id))
      token = body.page.next_token
    } while (token)
    expect(seen).toEqual((await ask('subject', who(), own.id)).body.results.map(({ id }: Wire) => id))
    expect(new Set(seen).size).toBe(4)
  })

  test('however large a limit, one page reads at most 100 members', async () => {
    const sent = await sentDuring(() => ask('subject', who({ limit: 1_000_000 })))
    expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand', 'QueryCommand'])
    expect(sent[1]?.input).toEqual(expect.objectContaining({ Limit: 100 }))
  })

  test('a limit or token that is none is refused at its field', async () => {
    for (const limit of [0, -1, 1.5, '5', null])
      expectRefusal(await ask('subject', who({ limit })), 400, 'invalid_body', 'page.limit')
    const foreign = Buffer.from(JSON.stringify(['listCatalogs', { pk: 'x', sk: 'y' }])).toString('base64url')
    for (const token of [7, 'x', foreign])
      expectRefusal(await ask('subject', who({ token })), 400, 'invalid_body', 'page.token')
  })

  test('a token of one account leads into no other', async () => {
    const other = await world.account()
    await world.invited(other)
    const { body } = await ask('subject', who({ limit: 1 }), other.id)
    expect(body.page.next_token).not.toBe('')
    expect((await ask('subject', who({ token: body.page.next_token }))).status).toBe(400)
  })
})

describe('on what, and what', () => {
  test('kompaas.r18, kompaas.r19: recordings of the subscriber one is linked to, and of no other', async () => {
    const own = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
    const links = [{ type: 'virtual-pbx.subscriber', id: '101' }]
    await givenMember(world, own, 'linked', { roles: ['employee'], links })
    await givenMember(world, own, 'unlinked', { roles: ['employee'] })
    const resource = { type: 'virtual-pbx.recording', id: 'r', properties: { subscriber: '101' } }
    const what = async (subject: string, of: object) =>
      (await ask('action', { subject: { type: 'user', id: subject }, resource: of }, own.id)).body.results
    expect(await what('linked', resource)).toEqual([{ name: 'listen' }])
    expect(await what('linked', { ...resource, properties: { subscriber: '102' } })).toEqual([])
    expect(await what('unlinked', resource)).toEqual([])
  })

  test('instances that the catalog names, where the asked properties weigh more than the known', async () => {
    const { account: own } = await certified(world)
    const where = (properties?: object) => ({
      ...{ subject: { type: 'user', id: 'alice' }, action: { name: 'write' } },
      resource: { type: 'record', ...(properties && { properties }) },
    })
    expect((await ask('resource', where(), own.id)).body.results).toEqual([{ type: 'record', id: 'record-1' }])
    expect((await ask('resource', where({ status: 'draft' }), own.id)).body.results.length).toBe(2)
  })
})

test('a search records nothing and changes nothing, also about an expert', async () => {
  const { id } = await world.expert(account)
  const before = await stored()
  const body = { subject: { type: 'member', id }, ...view }
  for (const kind of ['subject', 'resource', 'action']) world.must(await ask(kind, body), 200)
  expect(await stored()).toEqual(before)
})

test('only a service that may ask for decisions, and only about accounts that exist', async () => {
  const body = { subject: { type: 'member', id: nobody }, ...view }
  for (const kind of ['subject', 'resource', 'action']) {
    const path = `/accounts/${account.id}/access/v1/search/${kind}`
    expectGatewayAnswer(await world.ask('POST', path, { body }), 401, 'Unauthorized')
    expectGatewayAnswer(await world.ask('POST', path, { as: account.owner.email, body }), 403, 'Forbidden')
    for (const id of [nobody, 'no-id']) expectRefusal(await ask(kind, body, id), 404, 'account_unknown')
  }
})
