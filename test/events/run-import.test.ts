import { BatchGetCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import type { DynamoDBRecord } from 'aws-lambda'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { handler } from '../../functions/events/run-import.ts'
import type { AuditEntry } from '../../shared/audit/model.ts'
import { runImport } from '../../shared/imports/run-import.ts'
import { auditKey } from '../../shared/keys.ts'
import { client, query } from '../../shared/table.ts'
import { day, minute, second } from '../../shared/time.ts'
import { colliding, stored, teamMember } from '../endpoints/helpers.ts'
import { importOf, outcomes, people, upload } from '../endpoints/imports.ts'
import { type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'

let world: World
let account: GivenAccount
// A world for each: in one for all, the mails to everybody whom the test before has invited would have to go out first.
beforeEach(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterEach(async () => {
  vi.restoreAllMocks()
  await world.stop()
})

/** Addresses of this test's own account. */
const domain = () => `${account.id}.example.com`

/** Takes a file without working it. */
async function started(count: number, { dryRun = false, as = account.owner.email } = {}): Promise<string> {
  return world.must(await upload(world, account, people(count, domain()), { dryRun, as }), 202).id
}

/** The stream's record of the newest import, as it is delivered to the function that works it: no mail goes out. */
async function deliver(): Promise<unknown> {
  const { pk } = auditKey(account.id, '')
  const { items } = await query<AuditEntry>({ partition: pk }, { limit: 1000, newestFirst: true })
  const sk = items.find(({ action }) => action === 'members.import-started')?.id ?? ''
  const record: DynamoDBRecord = { dynamodb: { Keys: { pk: { S: pk }, sk: { S: sk } }, SequenceNumber: '1' } }
  return handler({ Records: [record] })
}
const delivered = { batchItemFailures: [] }
const again = { batchItemFailures: [{ itemIdentifier: '1' }] }

const job = async (id: string): Promise<Wire> => (await importOf(world, account, id)).body

/** Sees every command before it is sent, and may keep it from the table. */
function watching(see: (input: string, command: unknown) => void | Promise<void>) {
  const send = client.send.bind(client) as (command: unknown) => Promise<unknown>
  vi.spyOn(client, 'send').mockImplementation((async (command: { input: unknown }) => {
    await see(JSON.stringify(command.input), command)
    return send(command)
  }) as never)
  vi.spyOn(console, 'error').mockImplementation(() => {})
}

/** How many people were made: each once, if the numbers agree. */
async function made() {
  const lines = await stored()
  const of = (prefix: string) => lines.filter((line) => line.startsWith(`ACCOUNT#${account.id} ${prefix}`)).length
  const { items } = await query<AuditEntry>({ partition: auditKey(account.id, '').pk }, { limit: 1000 })
  const invited = items.filter(({ action, target }) => action === 'member.invited' && target !== account.owner.member)
  // Without the owner, who was there before.
  return { members: of('MEMBER#') - 1, addresses: of('EMAIL#') - 1, invited: invited.length }
}
const each = (count: number) => ({ members: count, addresses: count, invited: count })

describe('a run takes a slice and hands on', () => {
  test('when its time is over it stops after a part, is put in motion at once, and is no late one', async () => {
    const id = await started(250, { dryRun: true })
    watching((input, command) => {
      if (command instanceof TransactWriteCommand && input.includes('RESULTS#')) world.pass(31 * second)
    })
    expect(await deliver()).toEqual(delivered)
    const sofar = await job(id)
    expect(sofar).toMatchObject({ state: 'running', done: 100, created: 100, finishedAt: null })
    expect([sofar.items.length, sofar.nextCursor]).toEqual([100, undefined])
    world.pass(5 * minute - 1)
    expect(await world.stack.sweep()).toMatchObject({ unsettled: 0 })
    expect(await deliver()).toEqual(delivered)
    expect(await job(id)).toMatchObject({ state: 'running', done: 200 })
    // By itself: nobody but the stream hands it on.
    await world.stack.settle()
    expect(await job(id)).toMatchObject({ state: 'done', done: 250, created: 250 })
  })

  test('a small file is done in one run, and delivered again it does nothing', async () => {
    const id = await started(3)
    expect(await deliver()).toEqual(delivered)
    const before = await stored()
    for (let times = 0; times < 3; times++) expect(await deliver()).toEqual(delivered)
    expect(await stored()).toEqual(before)
    expect(await job(id)).toMatchObject({ state: 'done', created: 3 })
    expect(await made()).toEqual(each(3))
  })
})

describe('whatever dies, a row happens once', () => {
  test('a worker that dies in the middle of a part is followed by another, which finds what was done', async () => {
    const id = await started(130)
    let commits = 0
    // From its 117th commit on nothing of it reaches the table any more, not even that it failed.
    watching((input, command) => {
      if (command instanceof TransactWriteCommand && input.includes('ROW#')) commits++
      if (commits > 117) throw new Error('dead')
    })
    await deliver()
    vi.restoreAllMocks()
    expect(await job(id)).toMatchObject({ state: 'running', done: 100 })
    expect((await made()).members).toBeGreaterThan(100)
    // What it claimed stays claimed for a minute; then the sweep finds it.
    expect(await deliver()).toEqual(delivered)
    expect(await job(id)).toMatchObject({ done: 100 })
    world.pass(6 * minute)
    expect(await world.stack.sweep()).toMatchObject({ unsettled: expect.any(Number) })
    expect(await deliver()).toEqual(delivered)
    expect(await job(id)).toMatchObject({ state: 'done', created: 130, refused: 0, unchanged: 0 })
    expect(await made()).toEqual(each(130))
  })

  test('what is repeated is answered as it was done: created, though the person has joined meanwhile', async () => {
    const id = await started(3)
    watching((input, command) => {
      if (command instanceof TransactWriteCommand && input.includes('RESULTS#')) throw new Error('refused on purpose')
    })
    expect(await world.stack.settle()).toEqual({ failed: 1 })
    world.must(await world.accept(`p1@${domain()}`), 200)
    vi.restoreAllMocks()
    await world.stack.settle()
    expect(outcomes(await job(id))).toEqual(['2 created', '3 created', '4 created'])
    expect(world.mailsTo(`p1@${domain()}`)).toHaveLength(1)
    expect(await made()).toEqual(each(3))
  })

  test('two workers at once make each person once and count each row once', async () => {
    const id = await started(24)
    await Promise.all([1, 2, 3].map(() => runImport(account.id, id, world.now)))
    expect(await job(id)).toMatchObject({ state: 'done', done: 24, created: 24, refused: 0 })
    expect(await made()).toEqual(each(24))
    const { items } = (await world.ask('GET', `/accounts/${account.id}/audit`, { as: account.owner.email })).body
    expect(items.filter(({ action }: { action: string }) => action === 'members.imported')).toHaveLength(1)
  })

  test('a row that the table keeps from happening leaves nothing of itself, and is tried again', async () => {
    const id = await started(7)
    watching((input, command) => {
      if (command instanceof TransactWriteCommand && input.includes('p5@')) throw new Error('unreachable')
    })
    expect(await deliver()).toEqual(again)
    vi.restoreAllMocks()
    expect(await job(id)).toMatchObject({ state: 'running', done: 0, refused: 0 })
    expect((await stored()).filter((line) => line.includes(domain())).join()).not.toContain('p5@')
    expect(await deliver()).toEqual(delivered)
    expect(await job(id)).toMatchObject({ state: 'done', created: 7 })
    expect(await made()).toEqual(each(7))
  })

  test('a table that is too busy slows it down and costs no row', async () => {
    const id = await started(12)
    expect(await colliding(9, deliver, 'ThrottlingError')).toEqual(delivered)
    expect(await job(id)).toMatchObject({ state: 'done', created: 12, refused: 0 })
    const next = await started(20)
    // For longer than anybody waits: then it is tried again from the part that failed.
    expect(await colliding(1000, deliver, 'ProvisionedThroughputExceeded')).toEqual(again)
    expect(await deliver()).toEqual(delivered)
    expect(await job(next)).toMatchObject({ state: 'done', created: 8, unchanged: 12, refused: 0 })
  })

  test('what is left of a file that could not be worked for a week is refused, and the next may start', async () => {
    const id = await started(2)
    watching((_, command) => {
      if (command instanceof TransactWriteCommand) throw new Error('unreachable')
    })
    expect(await deliver()).toEqual(again)
    vi.restoreAllMocks()
    world.pass(7 * day + 2 * second)
    await world.stack.expire()
    await world.stack.sweep()
    await deliver()
    expect(await job(id)).toMatchObject({ state: 'done', done: 2, created: 0, refused: 2, items: [] })
    expect(await made()).toEqual(each(0))
    expect(await started(1)).not.toBe(id)
  })
})

describe('the authority is the uploader’s, as it stands when a row is worked', () => {
  const member = (id: string) => `/accounts/${account.id}/members/${id}`
  const changes: Record<string, (id: string, as: string) => Promise<unknown>> = {
    'switched off': (id, as) => world.ask('POST', `${member(id)}/deactivate`, { as }),
    'given another role': (id, as) => world.ask('PATCH', member(id), { as, body: { roles: ['support'] } }),
    removed: (id, as) => world.ask('DELETE', member(id), { as, headers: { 'if-match': '1' } }),
  }
  test.each(Object.keys(changes))('who is %s in the middle has the rest refused', async (name) => {
    const admin = await teamMember(world, account, { roles: ['admin'] })
    const id = await started(20, { as: admin.email })
    let changed = false
    watching(async (input, command) => {
      if (changed || !(command instanceof BatchGetCommand) || !input.includes('ROW#000012')) return
      changed = true
      await changes[name]?.(admin.id, account.owner.email)
    })
    expect(await deliver()).toEqual(delivered)
    const refused = Array.from({ length: 10 }, (_, at) => `${at + 12} refused not_permitted`)
    expect(outcomes(await job(id))).toEqual([...Array.from({ length: 10 }, (_, at) => `${at + 2} created`), ...refused])
    expect((await made()).invited).toBe(10)
  })
})
