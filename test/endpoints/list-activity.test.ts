import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { minute, plus } from '../../shared/time.ts'
import { type Answer, type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { expectRefusal, nobody, sentDuring } from './helpers.ts'
import { csvRows, everyPage } from './lists.ts'

let world: World
let account: GivenAccount
let expert: string
const at = (minutes: number) => plus(start, (minutes - 60) * minute)
/** Seven events, a minute apart; the even ones by the owner, two of them in the same millisecond. */
const minutes = [0, 1, 2, 3, 4, 4, 5]

beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
  expert = (await world.expert(account)).id
  const events = minutes.map((minute, index) => ({
    id: `event-${index}`,
    subject: { type: 'member', id: index % 2 ? expert : account.owner.member },
    action: { name: index < 3 ? 'early' : 'late' },
    resource: { type: 'thing', id: `thing-${index}` },
    at: at(minute),
  }))
  await record(account, events)
})
afterAll(() => world?.stop())

const record = async ({ id }: GivenAccount, events: unknown[]) =>
  world.must(
    await world.ask('POST', `/accounts/${id}/activity`, { as: await world.service('record'), body: { events } }),
    201,
  )
const list = (query = '', headers: Record<string, string> = {}): Promise<Answer> =>
  world.ask('GET', `/accounts/${account.id}/activity${query}`, { as: account.owner.email, headers })
const ids = async (query = '') => world.must(await list(query), 200).items.map(({ id }: { id: string }) => id)
const newest = ['event-6', 'event-5', 'event-4', 'event-3', 'event-2', 'event-1', 'event-0']

describe('GET /accounts/{account}/activity', () => {
  test('what was done, newest first, without names', async () => {
    const answer = await list()
    expect(answer.body.items.map(({ id }: { id: string }) => id)).toEqual(newest)
    expect(answer.body.nextCursor).toBeUndefined()
    expect(answer.body.items[6]).toEqual({
      id: 'event-0',
      member: account.owner.member,
      kind: 'event',
      at: at(0),
      recordedAt: start,
      action: 'early',
      resource: { type: 'thing', id: 'thing-0' },
      outcome: 'succeeded',
    })
    expect(answer.text).not.toMatch(/@|Owner|Expert/)
  })

  test.each([1, 2, 3, 6, 7, 100])('by pages of %i it is the same list to the end', async (limit) => {
    const pages = await everyPage((cursor) => list(`?limit=${limit}${cursor}`))
    expect(pages.flat().map(({ id }) => id)).toEqual(newest)
    for (const page of pages) expect(page.length).toBeLessThanOrEqual(limit)
  })

  test('what is recorded meanwhile moves nothing on the pages that follow', async () => {
    const other = await world.account()
    const all = (n: number) => ({
      subject: { type: 'member', id: other.owner.member },
      action: { name: 'a' },
      resource: { type: 'r' },
      id: `n-${n}`,
      at: at(n),
    })
    await record(other, [1, 2, 3].map(all))
    const page = (cursor: string) =>
      world.ask('GET', `/accounts/${other.id}/activity?limit=1${cursor}`, { as: other.owner.email })
    const first = world.must(await page(''), 200)
    await record(other, [all(4)])
    const rest = await everyPage((cursor) => page(cursor || `&cursor=${first.nextCursor}`))
    expect([first.items, ...rest].flat().map(({ id }) => id)).toEqual(['n-3', 'n-2', 'n-1'])
  })
})

describe('what DynamoDB is asked', () => {
  test('no key is compared with an empty text, which the service refuses', async () => {
    for (const query of ['', `?member=${expert}`, `?to=${at(3)}`]) {
      const sent = await sentDuring(() => list(query))
      expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand', 'QueryCommand'])
      expect(JSON.stringify(sent[1]?.input)).not.toContain('""')
    }
  })
})

describe('filters', () => {
  test.each([
    ['member', () => `?member=${expert}`, ['event-5', 'event-3', 'event-1']],
    ['nobody here', () => `?member=${nobody}`, []],
    ['action', () => '?action=early', ['event-2', 'event-1', 'event-0']],
    ['an action nobody took', () => '?action=never', []],
    ['from, itself included', () => `?from=${at(4)}`, ['event-6', 'event-5', 'event-4']],
    ['to, itself included', () => `?to=${at(1)}`, ['event-1', 'event-0']],
    ['from and to', () => `?from=${at(1)}&to=${at(3)}`, ['event-3', 'event-2', 'event-1']],
    ['one millisecond', () => `?from=${at(4)}&to=${at(4)}`, ['event-5', 'event-4']],
    ['a time with another offset', () => '?from=2026-11-21T10:04:30%2B01:00', ['event-6']],
    ['a span that ends before it begins', () => `?from=${at(3)}&to=${at(1)}`, []],
    ['all together', () => `?member=${expert}&action=late&from=${at(3)}&to=${at(9)}`, ['event-5', 'event-3']],
  ] as [string, () => string, string[]][])('by %s', async (_, query, expected) => {
    expect(await ids(query())).toEqual(expected)
  })

  test('a filtered list is whole over its pages', async () => {
    for (const [filter, expected] of [
      ['action=early', newest.slice(4)],
      [`member=${expert}`, ['event-5', 'event-3', 'event-1']],
    ]) {
      const pages = await everyPage((cursor) => list(`?${filter}&limit=2${cursor}`))
      expect(pages.flat().map(({ id }) => id)).toEqual(expected)
    }
  })

  test('a member of another account has done nothing here', async () => {
    const other = await world.account()
    await record(other, [
      { subject: { type: 'member', id: other.owner.member }, action: { name: 'a' }, resource: { type: 'r' } },
    ])
    expect(await ids(`?member=${other.owner.member}`)).toEqual([])
    expect(await ids()).toEqual(newest)
  })

  test.each([
    ['member', '?member=me'],
    ['from', '?from=yesterday'],
    ['to', '?to=2026-11-21'],
    ['action', `?action=${'x'.repeat(257)}`],
    ['actions', '?actions=early'],
    ['limit', '?limit=101'],
    ['cursor', '?cursor=abc'],
  ])('a wrong or unknown %s is refused by name', async (field, query) => {
    expectRefusal(await list(query), 400, 'invalid_query', field)
  })
})

describe('CSV', () => {
  test('asked for, the same list is a file; the rest of it is a header away', async () => {
    const answer = await list('?limit=2', { accept: 'text/csv' })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w.-]+\.csv"$/)
    const [header, ...rows] = csvRows(answer.text)
    const columns = 'at,kind,member,action,resource_type,resource_id,outcome,reason,personal_data,detail,recorded_at,id'
    const acting = ['partner', 'subject', 'delegation']
    expect(header).toEqual([...columns.split(','), ...acting])
    const first = [at(5), 'event', account.owner.member, 'late', 'thing', 'thing-6', 'succeeded', '', 'no', '', start]
    expect(rows).toEqual([[...first, 'event-6', '', '', ''], expect.arrayContaining(['event-5'])])
    const cursor = answer.headers.get('x-next-cursor')
    expect(csvRows((await list(`?cursor=${cursor}`, { accept: 'text/csv' })).text)).toHaveLength(1 + 5)
    expect((await list('', { accept: 'text/csv' })).headers.has('x-next-cursor')).toBe(false)
  })

  test('a text that a spreadsheet would run as a formula stays a text', async () => {
    const other = await world.account()
    const formulas = [
      '=HYPERLINK("http://evil","x")',
      '+1+1',
      '-1+1',
      '@SUM(A1)',
      '\t=1',
      '\r=1',
      '＝1+1',
      'a\n=1+1',
      'a\r=1+1',
      'a;=1+1;b',
      'a;"=1+1";b',
    ]
    const subject = { type: 'member', id: other.owner.member }
    const events = formulas.map((text) => ({
      subject,
      action: { name: text },
      resource: { type: text, id: text },
      detail: text,
    }))
    const plain = { subject, action: { name: 'plain, "quoted"' }, resource: { type: 'r' }, detail: 'two\r\nlines' }
    await record(other, [...events, plain])
    const { text } = await world.ask('GET', `/accounts/${other.id}/activity`, {
      as: other.owner.email,
      headers: { accept: 'text/csv' },
    })
    const rows = csvRows(text)
    expect(rows).toHaveLength(1 + formulas.length + 1)
    for (const cell of rows.flat()) expect(cell).not.toMatch(/^[=+\-@\t\r＝＋－＠]/)
    // As a spreadsheet reads it that takes semicolons for commas.
    for (const cell of text.split(/[;\r\n]/)) expect(cell).not.toMatch(/^"*[=+\-@＝＋－＠]/)
    expect(rows.flat()).toEqual(expect.arrayContaining(['plain, "quoted"', 'two\r\nlines']))
  })
})
