import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { day } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, stored, subjectOf } from './helpers.ts'
import { file, imported, importOf, people, upload } from './imports.ts'
import { everyItem } from './table.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account()
})
afterAll(() => world?.stop())

describe('POST /accounts/{account}/members/import', () => {
  test('a file is taken as a job, which says where it is found', async () => {
    const answer = await upload(world, account, people(3), { dryRun: true })
    expect(answer.status).toBe(202)
    expect(answer.body).toEqual({
      ...{ id: expect.any(String), state: 'running', dryRun: true, by: account.owner.member, partner: null },
      ...{ rows: 3, done: 0, created: 0, updated: 0, unchanged: 0, refused: 0 },
      ...{ createdAt: world.now(), finishedAt: null },
      resultsUntil: new Date(Date.parse(world.now()) + 7 * day).toISOString(),
    })
    const path = `/api/accounts/${account.id}/members/imports/${answer.body.id}`
    expect(answer.headers.get('location')).toBe(path)
    expect((await importOf(world, account, answer.body.id)).body).toEqual({ ...answer.body, items: [] })
  })

  test('a bad file is refused at once, with the line, and nothing of it is kept', async () => {
    const before = await stored()
    for (const [body, line] of [
      ['', 1],
      ['mail,roles\nx@example.com,support', 1],
      ['email,roles\nx@example.com,"support', 2],
      [people(10_001), 10_002],
    ] as const)
      expectRefusal(await upload(world, account, body), 422, 'csv_invalid', `line ${line}`)
    const latin = Buffer.from(people(1).replace('Person', 'Zoë'), 'latin1')
    const path = `${world.stack.origin}/api/accounts/${account.id}/members/import`
    const authorization = `Bearer ${await world.person(account.owner.email)}`
    const headers = { authorization, 'content-type': 'text/csv; charset=iso-8859-1' }
    const { status } = await fetch(path, { method: 'POST', headers, body: latin })
    expect(status).toBe(422)
    expect(await stored()).toEqual(before)
  })

  test('what is no CSV file, or too large, is refused', async () => {
    const before = await stored()
    const as = (type: string) => upload(world, account, people(1), { headers: { 'content-type': type } })
    for (const type of ['application/json', 'text/plain', 'text/csvx', 'multipart/form-data; boundary=x'])
      expectRefusal(await as(type), 400, 'invalid_header', 'Content-Type')
    expectRefusal(await upload(world, account, 'x'.repeat(4_000_001)), 413, 'body_too_large')
    for (const query of ['?dryRun=yes', '?dryRun=', '?dryrun=true'])
      expectRefusal(
        await world.ask('POST', `/accounts/${account.id}/members/import${query}`, {
          as: account.owner.email,
          body: people(1),
          headers: { 'content-type': 'text/csv' },
        }),
        400,
        'invalid_query',
        query.slice(1, query.indexOf('=')),
      )
    expect(await stored()).toEqual(before)
  })

  test('sent again with its key, a file is one import; with another file or for real the key is refused', async () => {
    const headers = { 'idempotency-key': 'first' }
    const [one, two] = await Promise.all([
      upload(world, account, people(2), { dryRun: true, headers }),
      upload(world, account, people(2), { dryRun: true, headers }),
    ])
    expect([one.status, two.status, two.body.id]).toEqual([202, 202, one.body.id])
    await world.stack.settle()
    const again = await upload(world, account, people(2), { dryRun: true, headers })
    expect([again.status, again.body.id, again.body.state]).toEqual([202, one.body.id, 'done'])
    const other = await upload(world, account, people(3), { dryRun: true, headers })
    expectRefusal(other, 422, 'idempotency_key_reused', 'Idempotency-Key')
    const real = await upload(world, account, people(2), { dryRun: false, headers })
    expectRefusal(real, 422, 'idempotency_key_reused', 'Idempotency-Key')
  })

  test('an account runs one import at a time; others do not wait for it', async () => {
    const both = await Promise.all([1, 2].map((count) => upload(world, account, people(count))))
    expect(both.map(({ status }) => status).sort()).toEqual([202, 409])
    expectRefusal(await upload(world, account, people(1)), 409, 'import_running')
    expect((await upload(world, await world.account(), people(1))).status).toBe(202)
    await world.stack.settle()
    expect((await upload(world, account, people(1))).status).toBe(202)
  })

  test('one that is stuck keeps the next from starting for a day only', async () => {
    world.must(await upload(world, account, people(1), { dryRun: true }), 202)
    world.pass(day - 1)
    expectRefusal(await upload(world, account, people(1)), 409, 'import_running')
    world.pass(1)
    const next = world.must(await upload(world, account, people(1)), 202)
    await world.stack.settle()
    expect((await importOf(world, account, next.id)).body.state).toBe('done')
  })

  test('the audit tells who imported how much, without a name or an address', async () => {
    const rows = ['vanessa.kloss@example.com,support,Vanessa Kloss', 'not an address,support,Quentin Oddly']
    const job = await imported(world, account, file('email,roles,name', ...rows))
    const audit = await world.ask('GET', `/accounts/${account.id}/audit`, { as: account.owner.email })
    const actor = { type: 'member', id: account.owner.member }
    const none = { updated: 0, unchanged: 0 }
    const told = { id: expect.any(String), at: world.now(), actor }
    expect(audit.body.items.slice(0, 3)).toEqual([
      {
        ...{ ...told, action: 'members.imported', target: job.id },
        after: { dryRun: false, rows: 2, created: 1, refused: 1, ...none },
      },
      { ...told, action: 'member.invited', target: job.items[0].member, after: expect.any(Object) },
      { ...told, action: 'members.import-started', target: job.id, after: { dryRun: false, rows: 2 } },
    ])
    const lines = (await everyItem()).split('\n').map((line) => JSON.parse(line))
    const kept = lines.filter(({ pk, sk }) => pk.startsWith('AUDIT#') || sk === 'IMPORT')
    expect(kept.length).toBeGreaterThan(3)
    expect(JSON.stringify(kept)).not.toMatch(/vanessa|kloss|quentin|oddly|not an address/i)
  })

  test('rows and results are forgotten after a week, the job after a month', async () => {
    const { id } = await imported(world, account, people(2))
    world.pass(7 * day)
    const { body } = await importOf(world, account, id, '?limit=1')
    expect([body.created, body.items, body.nextCursor]).toEqual([2, [], undefined])
    world.pass(1000)
    await world.stack.expire()
    const left = (await everyItem()).split('\n').filter((line) => line.includes(`IMPORT#${account.id}#${id}`))
    expect(left.map((line) => JSON.parse(line).sk)).toEqual(['IMPORT'])
    world.pass(23 * day)
    await world.stack.expire()
    expectRefusal(await importOf(world, account, id), 404, 'import_unknown')
  })

  test('the uploader is the member, not the person: the subject is nowhere in the job', async () => {
    const { id } = world.must(await upload(world, account, people(1)), 202)
    const lines = (await everyItem()).split('\n').filter((line) => line.includes(id))
    expect(lines.length).toBeGreaterThan(1)
    expect(lines.join()).not.toContain(await subjectOf(world, account.owner.email))
  })

  test('10 000 people are taken at once', async () => {
    // Nothing is settled after this.
    const { rows, done } = world.must(await upload(world, account, people(10_000), { dryRun: true }), 202)
    expect([rows, done]).toEqual([10_000, 0])
  })
})
