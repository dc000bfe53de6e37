import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { minute, plus } from '../../shared/time.ts'
import { type Answer, type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { expectRefusal, nobody, sentDuring } from './helpers.ts'
import { csvRows, everyPage } from './lists.ts'

let world: World
let account: GivenAccount
let expert: { id: string; email: string; until: string | null }
const at = (minutes: number) => plus(start, minutes * minute)

/** One thing a minute: invited, accepted, moved, account updated, revoked and erased. */
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
  const as = account.owner.email
  const path = `/accounts/${account.id}`
  world.setNow(at(1))
  const invited = await world.invited(account, { until: world.inHours(2) })
  expert = invited
  world.setNow(at(2))
  world.must(await world.accept(expert.email), 200)
  world.setNow(at(3))
  const until = plus(start, 180 * minute)
  world.must(await world.ask('PATCH', `${path}/experts/${expert.id}`, { as, body: { until } }), 200)
  world.setNow(at(4))
  world.must(await world.ask('PATCH', path, { as, body: { name: 'Renamed' } }), 200)
  world.setNow(at(5))
  world.must(await world.ask('POST', `${path}/experts/${expert.id}/revoke`, { as, body: { erase: true } }), 200)
  await world.stack.settle()
})
afterAll(() => world?.stop())

const list = (query = '', headers: Record<string, string> = {}): Promise<Answer> =>
  world.ask('GET', `/accounts/${account.id}/audit${query}`, { as: account.owner.email, headers })
const named = (items: { action: string }[]) => items.map(({ action }) => action)
const actions = async (query = '') => named(world.must(await list(query), 200).items)

const everything = [
  'expert.revoked',
  'account.updated',
  'expert.window-changed',
  'expert.accepted',
  'expert.invited',
  'member.accepted',
  'member.invited',
  'account.created',
]

describe('GET /accounts/{account}/audit', () => {
  test('what changed, newest first: who, whom, from what to what', async () => {
    const { items, nextCursor } = world.must(await list(), 200)
    expect([named(items), nextCursor]).toEqual([everything, undefined])
    const owner = { type: 'member', id: account.owner.member }
    expect(items.map(({ actor }: { actor: unknown }) => actor)).toEqual([
      ...[owner, owner, owner],
      { type: 'member', id: expert.id },
      owner,
      { type: 'member', id: account.owner.member },
      ...[
        { type: 'service', id: 'operator' },
        { type: 'service', id: 'operator' },
      ],
    ])
    expect(items[2]).toEqual({
      id: expect.any(String),
      at: at(3),
      action: 'expert.window-changed',
      actor: owner,
      target: expert.id,
      before: { until: expert.until, grantVersion: 1 },
      after: { until: at(180), grantVersion: 2 },
    })
  })

  test('kaleyra.r17: no member is in it by name or address, so it stays when details are erased', async () => {
    for (const { text } of [await list(), await list('', { accept: 'text/csv' })])
      for (const detail of [expert.email, account.owner.email, '"Owner"', '"Expert"'])
        expect(text).not.toContain(detail)
    expect(await actions(`?member=${expert.id}`)).toHaveLength(4)
  })

  test.each([1, 3, 8, 100])('by pages of %i it is the same list to the end', async (limit) => {
    const pages = await everyPage((cursor) => list(`?limit=${limit}${cursor}`))
    expect(named(pages.flat())).toEqual(everything)
  })

  test('no key is compared with an empty text, which DynamoDB refuses', async () => {
    for (const query of ['', `?member=${expert.id}`, `?to=${at(3)}`]) {
      const [, asked] = await sentDuring(() => list(query))
      expect(asked?.name).toBe('QueryCommand')
      expect(JSON.stringify(asked?.input)).not.toContain('""')
    }
  })

  test('time running out is on record as done by the system', async () => {
    const other = await world.account()
    const over = await world.expert(other, { until: world.inHours(0.25) })
    world.setNow(over.until ?? '')
    await world.stack.fireDue()
    const path = `/accounts/${other.id}/audit?member=${over.id}&limit=1`
    const { items } = world.must(await world.ask('GET', path, { as: other.owner.email }), 200)
    expect(items).toEqual([
      expect.objectContaining({ action: 'expert.expired', actor: { type: 'system', id: 'schedule' }, target: over.id }),
    ])
  })
})

describe('filters', () => {
  const expertOnly = ['expert.revoked', 'expert.window-changed', 'expert.accepted', 'expert.invited']
  const cases: [string, () => string, string[]][] = [
    ['member', () => `?member=${expert.id}`, expertOnly],
    ['the account as target', () => `?member=${account.id}`, ['account.updated', 'account.created']],
    ['a target that is not here', () => `?member=${nobody}`, []],
    ['action', () => '?action=expert.invited', ['expert.invited']],
    ['from, itself included', () => `?from=${at(4)}`, everything.slice(0, 2)],
    ['to, itself included', () => `?to=${at(1)}`, everything.slice(4)],
    ['from and to', () => `?from=${at(2)}&to=${at(3)}`, everything.slice(2, 4)],
    ['target, from and to', () => `?member=${expert.id}&from=${at(2)}&to=${at(4)}`, everything.slice(2, 4)],
    ['a span that ends before it begins', () => `?from=${at(3)}&to=${at(1)}`, []],
    ['a span before there was time', () => '?to=0001-01-01T00:00:00Z', []],
  ]
  test.each(cases)('by %s', async (_, query, expected) => {
    expect(await actions(query())).toEqual(expected)
  })

  test('a filtered list is whole over its pages', async () => {
    const pages = await everyPage((cursor) => list(`?action=expert.invited&limit=2${cursor}`))
    expect(named(pages.flat())).toEqual(['expert.invited'])
  })

  test.each([
    ['member', '?member=me'],
    ['from', '?from=yesterday'],
    ['to', '?to='],
    ['action', `?action=${'x'.repeat(65)}`],
    ['actor', `?actor=${nobody}`],
    ['limit', '?limit=0'],
    ['cursor', '?cursor=%7B%7D'],
  ])('a wrong or unknown %s is refused by name', async (field, query) => {
    expectRefusal(await list(query), 400, 'invalid_query', field)
  })
})

describe('CSV', () => {
  test('asked for, the same list is a file', async () => {
    const answer = await list('?limit=3', { accept: 'text/csv' })
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.csv"$/)
    const [header, ...rows] = csvRows(answer.text)
    const acting = ['partner', 'subject', 'delegation']
    expect(header).toEqual(['at', 'action', 'target', 'actor_type', 'actor_id', 'before', 'after', 'id', ...acting])
    expect(rows.map(([, action]) => action)).toEqual(everything.slice(0, 3))
    expect(rows[2]?.slice(0, 5)).toEqual([at(3), everything[2], expert.id, 'member', account.owner.member])
    expect(JSON.parse(rows[2]?.[6] ?? '')).toEqual({ until: at(180), grantVersion: 2 })
    const cursor = answer.headers.get('x-next-cursor')
    expect(csvRows((await list(`?cursor=${cursor}`, { accept: 'text/csv' })).text)).toHaveLength(1 + 5)
  })

  test('a name that a spreadsheet would run as a formula stays a text', async () => {
    const other = await world.account({ name: '=cmd()' })
    const as = other.owner.email
    world.must(await world.ask('PATCH', `/accounts/${other.id}`, { as, body: { name: '@SUM(A1)' } }), 200)
    const { text } = await world.ask('GET', `/accounts/${other.id}/audit`, { as, headers: { accept: 'text/csv' } })
    for (const cell of csvRows(text).flat()) expect(cell).not.toMatch(/^[=+\-@\t\r]/)
  })
})
