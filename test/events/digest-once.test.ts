import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { handler as makeDigests } from '../../functions/events/make-digests.ts'
import { loadDigest } from '../../shared/digests/store.ts'
import { client } from '../../shared/table.ts'
import { day, hour, minute, plus } from '../../shared/time.ts'
import { givenMember } from '../endpoints/fixture.ts'
import { teamMember } from '../endpoints/helpers.ts'
import { type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { digestsTo, isDigest, monday, toMonday } from './digests.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  world.setNow(start)
  account = await world.account()
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => world?.stop())

const digests = () => digestsTo(world, account.owner.email)

/** So many more who get digests; answers the addresses of all. */
async function crowd(size: number): Promise<string[]> {
  const made = []
  for (let at = 0; at < size; at++)
    made.push(await givenMember(world, account, `${account.id} ${at}`, { roles: ['admin'] }))
  return [account.owner.email, ...made.map(({ id }) => `${id}@example.com`)]
}

/** How many digests each of them got. */
function mailed(emails: readonly string[]): number[] {
  const counts = new Map<string, number>()
  for (const { to, subject } of world.stack.mails())
    if (isDigest(subject)) for (const email of to) counts.set(email, (counts.get(email) ?? 0) + 1)
  return emails.map((email) => counts.get(email) ?? 0)
}

/** Lets the table refuse transactions that match; everything else reaches the real engine. */
function refusing(matches: (transaction: string) => boolean) {
  const send = client.send.bind(client)
  vi.spyOn(client, 'send').mockImplementation(((command: never) =>
    (command as object) instanceof TransactWriteCommand && matches(JSON.stringify((command as { input: object }).input))
      ? Promise.reject(new Error('refused on purpose'))
      : send(command)) as typeof client.send)
}

describe('once', () => {
  test('not before Monday, 07:00, when nobody can add to the week any more', async () => {
    world.setNow(plus(monday, 5 * minute - 1))
    expect(await world.stack.makeDigests()).toEqual(expect.objectContaining({ accounts: 0 }))
    world.setNow(plus(monday, 5 * minute))
    expect(await world.stack.makeDigests()).toEqual({ accounts: 1, mails: 1 })
  })

  test('runs at the same time, and one after the other, mail once', async () => {
    const emails = await crowd(4)
    world.setNow(plus(monday, hour))
    await Promise.all([makeDigests(), makeDigests(), makeDigests()])
    await makeDigests()
    await world.stack.settle()
    expect(mailed(emails)).toEqual(emails.map(() => 1))
  })

  test('for more people than a transaction holds: a crash between commits mails nobody twice and loses nobody', {
    timeout: 60_000,
  }, async () => {
    const emails = await crowd(105)
    world.setNow(plus(monday, hour))
    let commits = 0
    refusing((transaction) => transaction.includes('digest.made') && ++commits > 1)
    await expect(world.stack.makeDigests()).rejects.toThrow('refused on purpose')
    vi.restoreAllMocks()
    await world.stack.settle()
    expect(mailed(emails).filter(Boolean)).toHaveLength(99)
    world.pass(day)
    await Promise.all([makeDigests(), makeDigests()])
    await makeDigests()
    await world.stack.settle()
    expect(mailed(emails)).toEqual(emails.map(() => 1))
    const [first, last] = [emails[0], emails.at(-1)].map((email = '') => digestsTo(world, email)[0]?.text)
    expect(first).toBe(last)
  })

  test('late by days it is that week’s; late by weeks it is one, of everything since', async () => {
    world.setNow(plus(monday, 3 * day))
    await teamMember(world, account, { roles: ['support'] })
    await world.stack.makeDigests()
    await world.stack.settle()
    expect(digests().map(({ subject }) => subject)).toEqual([expect.stringContaining('21 Nov to 23 Nov')])
    world.pass(25 * day + hour)
    await world.stack.makeDigests()
    await makeDigests()
    await world.stack.settle()
    const [newest, ...older] = digests()
    expect(older).toHaveLength(1)
    expect(newest?.subject).toContain('23 Nov to 21 Dec 2026')
    expect(newest?.text).toContain('Thu 26 Nov, 07:00 (06:00 UTC) | Team | was added as Support | the platform')
  })

  test('one account whose digest cannot be made does not keep the others waiting', async () => {
    const other = await world.account()
    world.setNow(plus(monday, hour))
    refusing((transaction) => transaction.includes(account.id))
    await expect(world.stack.makeDigests()).rejects.toThrow('refused on purpose')
    vi.restoreAllMocks()
    await world.stack.settle()
    expect([digests().length, digestsTo(world, other.owner.email).length]).toEqual([0, 1])
    await toMonday(world)
    expect(digests()).toHaveLength(1)
  })
})

describe('by the account’s own clocks', () => {
  const moveTo = (timeZone: string) =>
    world.ask('PATCH', `/accounts/${account.id}`, { as: account.owner.email, body: { timeZone } })

  test.each([
    ['Asia/Tokyo', '2026-11-22T22:00:00.000Z'],
    ['America/Los_Angeles', '2026-11-23T15:00:00.000Z'],
  ])('an account that moves to %s keeps its Monday', async (timeZone, next) => {
    world.must(await moveTo(timeZone), 200)
    expect(await loadDigest(account.id)).toEqual(expect.objectContaining({ next, since: start }))
    world.setNow(plus(next, 0))
    await world.stack.makeDigests()
    expect(await loadDigest(account.id)).toEqual(expect.objectContaining({ next }))
    world.pass(hour)
    await world.stack.makeDigests()
    await world.stack.settle()
    expect(digests()).toHaveLength(1)
    expect(digests()[0]?.text).toContain(`Mon, 23 Nov 2026, 07:00 (${timeZone})`)
    expect(await loadDigest(account.id)).toEqual(expect.objectContaining({ since: next, next: plus(next, 7 * day) }))
  })

  test('moving while the digest is made loses and doubles nothing', async () => {
    world.setNow(plus(monday, hour))
    const [moved] = await Promise.all([moveTo('America/Los_Angeles'), makeDigests()])
    expect(moved.status).toBe(200)
    world.pass(day)
    await makeDigests()
    await world.stack.settle()
    expect(digests()).toHaveLength(1)
    expect(await loadDigest(account.id)).toEqual(expect.objectContaining({ next: '2026-11-30T15:00:00.000Z' }))
  })
})
