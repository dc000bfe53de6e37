import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'
import { expectRefusal, nobody } from './helpers.ts'
import { file, imported, importOf, people, upload } from './imports.ts'
import { csvRows, everyPage } from './lists.ts'

let world: World
let account: GivenAccount
let job: Wire
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
  job = await imported(world, account, people(230), { dryRun: true })
})
afterAll(() => world?.stop())

const path = (id: string, import_ = job.id) => `/accounts/${id}/members/imports/${import_}`
const read = (query = '', accept?: string) =>
  world.ask('GET', path(account.id) + query, { as: account.owner.email, ...(accept && { headers: { accept } }) })

describe('GET /accounts/{account}/members/imports/{import}', () => {
  test('an import is found in its own account only', async () => {
    const other = await world.account()
    for (const [id, as, import_] of [
      [other.id, other.owner.email, job.id],
      [account.id, account.owner.email, nobody],
      [account.id, account.owner.email, 'x'],
    ] as const)
      expectRefusal(await world.ask('GET', path(id, import_), { as }), 404, 'import_unknown')
  })

  test('the results are paged in the order of the file', async () => {
    const pages = await everyPage((cursor) => read(`?limit=90${cursor}`))
    expect(pages.map((page) => page.length)).toEqual([90, 90, 50])
    expect(pages.flat().map(({ row, email }) => `${row} ${email}`)).toEqual(
      Array.from({ length: 230 }, (_, at) => `${at + 2} p${at}@example.com`),
    )
    expect((await read()).body.items).toHaveLength(25)
  })

  test('a cursor is good for its own import only', async () => {
    const { nextCursor } = (await read('?limit=1')).body
    const other = await imported(world, account, people(2), { dryRun: true })
    const elsewhere = await world.ask('GET', `${path(account.id, other.id)}?cursor=${nextCursor}`, {
      as: account.owner.email,
    })
    expectRefusal(elsewhere, 400, 'invalid_query', 'cursor')
  })

  test('as CSV the results are one file, or pages of it where pages are asked for', async () => {
    const whole = await read('', 'text/csv')
    expect([whole.status, whole.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
    expect(whole.headers.get('content-disposition')).toBe(`attachment; filename="gatepass-import-${job.id}.csv"`)
    const rows = csvRows(whole.text)
    expect(rows[0]).toEqual(['row', 'email', 'outcome', 'member', 'code', 'field', 'detail'])
    expect(rows).toHaveLength(231)
    const page = await read('?limit=100', 'text/csv')
    expect(csvRows(page.text)).toHaveLength(101)
    const next = await read(`?limit=100&cursor=${page.headers.get('x-next-cursor')}`, 'text/csv')
    expect(csvRows(next.text)[1]?.slice(0, 2)).toEqual(['102', 'p100@example.com'])
  })

  test('a row refused for several reasons is one line, and what it holds is no formula', async () => {
    const body = file('email,roles,name', '=1+1,support,Bo', 'bo@example.com,cook support baker,Bo')
    const { id } = await imported(world, account, body, { dryRun: true })
    const { text } = await world.ask('GET', path(account.id, id), {
      as: account.owner.email,
      headers: { accept: 'text/csv' },
    })
    const [, first, second] = csvRows(text)
    expect(first?.slice(0, 6)).toEqual(['2', "'=1+1", 'refused', '', 'invalid_body', 'email'])
    expect(second?.slice(0, 6)).toEqual([
      ...['3', 'bo@example.com', 'refused', ''],
      'name_too_short; role_not_in_catalog; role_not_in_catalog',
      'name; roles[0]; roles[2]',
    ])
  })

  test('rows as large as they may be, refused for as much as can be, have a result all the same', async () => {
    const roles = Array.from({ length: 40 }, (_, at) => `${at}${'r'.repeat(60)}`).join(' ')
    const long = (at: number) => `${at}${'漢'.repeat(30)}@example.com,${roles},Bo`
    const rows = Array.from({ length: 200 }, (_, at) => long(at))
    const done = await imported(world, account, file('email,roles,name', ...rows), { dryRun: true })
    expect([done.state, done.refused]).toEqual(['done', 200])
    const well = rows.map((row, at) => row.replace(/^[^@]*/, `p${at}`))
    const again = await imported(world, account, file('email,roles,name', ...well), { dryRun: true })
    expect([again.state, again.refused, again.items[0].faults.length]).toEqual(['done', 200, 4])
  })

  test('while it runs it tells what is done so far', async () => {
    const { id } = world.must(await upload(world, account, people(3), { dryRun: true }), 202)
    expect((await importOf(world, account, id)).body).toMatchObject({ state: 'running', done: 0, rows: 3, items: [] })
    await world.stack.settle()
    expect((await importOf(world, account, id)).body).toMatchObject({ state: 'done', done: 3, finishedAt: world.now() })
  })
})
