import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { mostAgreements } from '../../shared/agreements/model.ts'
import { presets } from '../../shared/catalogs/load.ts'
import { givenWorld, type Wire, type World } from '../given.ts'
import { type Cabinet, givenCabinet } from './cabinet.ts'
import { expectRefusal, sentDuring, stored } from './helpers.ts'
import { everyPage } from './lists.ts'

let world: World
let cabinet: Cabinet
beforeAll(async () => {
  world = await givenWorld()
  cabinet = await givenCabinet(world)
})
afterAll(() => world?.stop())

const products = presets.find(({ id }) => id === 'kompaas')?.levels?.products.map(({ id }) => id) ?? []
const everywhere = Object.fromEntries(products.map((product) => [product, 'owner']))
const list = (query = '', as = cabinet.owner.email) => world.ask('GET', `${cabinet.at}/agreements${query}`, { as })
const create = (body: unknown, headers: Record<string, string> = {}, as = cabinet.owner.email) =>
  world.ask('POST', `${cabinet.at}/agreements`, { as, body, headers })

describe('kompaas.r12, kompaas.r21: every owner has the rights of an owner on all products of each agreement', () => {
  const holdsAll = async ({ read, may, at }: Cabinet, member: string, agreements: string[]) => {
    const all = Object.fromEntries(agreements.map((id) => [id, everywhere]))
    expect((await read(member)).levels).toEqual(all)
    const access = await world.ask('GET', `${at}/members/${member}/access`, { as: await world.service('decide') })
    expect(access.body.products).toEqual(all)
    for (const agreement of agreements)
      for (const product of products)
        expect([product, await may(member, `${product}.settings.update`, { agreement })]).toEqual([product, true])
  }

  test('who registered the cabinet, also when the agreement is older than the acceptance', async () => {
    const { email, answer } = await world.createAccount({ catalog: { id: 'kompaas' }, region: 'any' })
    const { id, owner: member } = world.must(answer, 201)
    const operator = await world.service('operator')
    const body = { id: 'first', name: 'Signed before anybody came' }
    world.must(await world.ask('POST', `/accounts/${id}/agreements`, { as: operator, body }), 201)
    await world.stack.settle()
    world.must(await world.accept(email), 200)
    const view = await world.ask('GET', `/accounts/${id}/members/${member}`, { as: email })
    expect(view.body.levels).toEqual({ first: everywhere })
  })

  test('and whoever becomes one later, in agreements from before and after', async () => {
    const own = await givenCabinet(world)
    await holdsAll(own, own.owner.member, ['c-1', 'c-2'])
    const second = await own.employee(undefined, ['owner'])
    expect((await own.agree('c-3')).status).toBe(201)
    for (const member of [own.owner.member, second.id]) await holdsAll(own, member, ['c-1', 'c-2', 'c-3'])
  })

  test('kompaas.r03: in no agreement that is not of this account', async () => {
    const { may, owner } = cabinet
    for (const agreement of ['c-9', '', 'constructor'])
      expect(await may(owner.member, 'telephony.settings.view', { agreement })).toBe(false)
    expect(await may(owner.member, 'telephony.settings.view', {})).toBe(false)
  })

  test('a search finds them, and one read is enough to decide', async () => {
    const { owner, at, may } = cabinet
    const as = await world.service('decide')
    const body = {
      ...{ subject: { type: 'member' }, action: { name: 'update' } },
      resource: { type: 'chatbots.settings', id: 'one', properties: { agreement: 'c-2' } },
    }
    const found = world.must(await world.ask('POST', `${at}/access/v1/search/subject`, { as, body }), 200)
    expect(found.results).toEqual([{ type: 'member', id: owner.member }])
    const sent = await sentDuring(() => may(owner.member, 'chatbots.settings.update', { agreement: 'c-2' }))
    expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand'])
  })
})

describe('POST /accounts/{account}/agreements', () => {
  test('makes one under the id of the platform, or under a new one, and says so in the audit', async () => {
    const named = world.must(await create({ id: '2026.04_a-7', name: 'Telephony 2026' }), 201)
    expect(named).toEqual({ id: '2026.04_a-7', name: 'Telephony 2026', createdAt: world.now() })
    const unnamed = world.must(await create({ name: 'Unnamed' }), 201)
    expect(unnamed.id).toMatch(/^[0-9a-f-]{36}$/)
    const { items } = world.must(await world.ask('GET', `${cabinet.at}/audit`, { as: cabinet.owner.email }), 200)
    expect(items[0]).toEqual(
      expect.objectContaining({
        ...{ action: 'agreement.created', target: cabinet.account.id },
        ...{ actor: { type: 'member', id: cabinet.owner.member }, after: { agreement: unnamed.id, name: 'Unnamed' } },
      }),
    )
  })

  test('an id is taken once', async () => {
    const before = await stored()
    expectRefusal(await create({ id: 'c-1', name: 'Again' }), 409, 'agreement_exists', 'id')
    expect(await stored()).toEqual(before)
  })

  test('sent again under the same key it is answered with the one that was made, also at the same moment', async () => {
    for (const [key, body] of [
      ['named', { id: 'once', name: 'Once' }],
      ['new', { name: 'Once more' }],
    ] as const) {
      const all = await Promise.all([1, 2, 3, 4].map(() => create(body, { 'idempotency-key': key })))
      const [first] = all
      for (const { status, body } of all) expect([status, body]).toEqual([201, first?.body])
    }
    const ids = (await list('?limit=100')).body.items.map(({ name }: Wire) => name)
    expect(ids.filter((name: string) => name.startsWith('Once'))).toHaveLength(2)
    expectRefusal(await create({ name: 'Other' }, { 'idempotency-key': 'new' }), 422, 'idempotency_key_reused')
  })

  test.each(['-x', '.', '..', '__proto__', 'a/b', 'a b', 'ä', 'x'.repeat(65), ''])('refuses the id %j', async (id) => {
    expectRefusal(await create({ id, name: 'Odd' }), 400, 'invalid_body', 'id')
  })

  test('it takes the right in System [CORE]', async () => {
    const administrator = await cabinet.employee({ 'c-1': { core: 'administrator' } })
    const user = await cabinet.employee({ 'c-1': { core: 'user', telephony: 'administrator' } })
    expect((await create({ name: 'By an administrator' }, {}, administrator.email)).status).toBe(201)
    expectRefusal(await create({ name: 'By a user' }, {}, user.email), 403, 'not_permitted')
  })

  test('a catalog without levels has no agreements', async () => {
    const { id } = await world.account()
    const asked = { as: await world.service('operator'), body: { name: 'None' } }
    expectRefusal(await world.ask('POST', `/accounts/${id}/agreements`, asked), 409, 'levels_closed')
  })

  test('made at once, each is there; and there are only so many', { timeout: 60_000 }, async () => {
    const own = await givenCabinet(world)
    const as = await world.service('operator')
    const make = (id: string) => world.ask('POST', `${own.at}/agreements`, { as, body: { id, name: id } })
    const made = new Set(['c-1', 'c-2'])
    const racing = await Promise.all(Array.from({ length: 20 }, (_, at) => make(`racing-${at}`)))
    for (const { status, body } of racing)
      status === 201 ? made.add(body.id) : expect(body.code).toBe('version_conflict')
    for (let at = 0; made.size < mostAgreements; at++) made.add(world.must(await make(`more-${at}`), 201).id)
    expectRefusal(await make('too-many'), 409, 'agreements_too_many')
    expectRefusal(await make('c-1'), 409, 'agreement_exists', 'id')
    expect(Object.keys((await own.read(own.owner.member)).levels).sort()).toEqual([...made].sort())
  })
})

describe('GET /accounts/{account}/agreements', () => {
  test('lists them by id, page by page, and nothing else of the account', async () => {
    const own = await givenCabinet(world)
    for (const id of ['a-1', 'b-1', 'd-1']) world.must(await own.agree(id), 201)
    const path = `${own.at}/agreements`
    const pages = await everyPage((cursor) => world.ask('GET', `${path}?limit=2${cursor}`, { as: own.owner.email }))
    expect(pages.map((page) => page.map(({ id }: Wire) => id))).toEqual([['a-1', 'b-1'], ['c-1', 'c-2'], ['d-1']])
    expect(pages[0]?.[0]).toEqual({ id: 'a-1', name: 'Agreement a-1', createdAt: world.now() })
  })

  test('it takes the right in System [CORE]; to a stranger there is no such account', async () => {
    const user = await cabinet.employee({ 'c-1': { core: 'user', telephony: 'administrator' } })
    const administrator = await cabinet.employee({ 'c-2': { core: 'administrator' } })
    expect((await list('', administrator.email)).status).toBe(200)
    expectRefusal(await list('', user.email), 403, 'not_permitted')
    expectRefusal(await list('', 'stranger@example.com'), 404, 'account_unknown')
    expectRefusal(await list('', await world.service('decide')), 403, 'person_required')
  })
})
