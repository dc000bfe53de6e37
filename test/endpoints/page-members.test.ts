import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { expectRefusal, sentDuring } from './helpers.ts'
import { everyPage } from './lists.ts'
import { type Given, populate } from './population.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
  await populate(
    account.id,
    ['Anna', 'Bert', 'Carl', 'Dora'].map((name) => person(name)),
  )
})
afterAll(() => world?.stop())

const person = (name: string, changes: Partial<Given> = {}): Given => ({
  ...{ kind: 'team', status: 'active', name, roles: ['user'], created: start, lastSeen: null, until: null },
  ...changes,
})
const list = (query: Record<string, string> = {}, { id, owner } = account) =>
  world.ask('GET', `/accounts/${id}/members?${new URLSearchParams(query)}`, { as: owner.email })
const names = async (query: Record<string, string> = {}) =>
  world.must(await list(query), 200).items.map(({ name }: { name: string }) => name)

describe('pages of members', () => {
  test('hold everybody once and end, in whatever order', async () => {
    for (const sort of ['name', '-name', 'created', '-created', 'lastSeen', '-lastSeen', 'status'])
      for (const limit of ['1', '2', '5']) {
        const pages = await everyPage((cursor) =>
          world.ask('GET', `/accounts/${account.id}/members?sort=${sort}&limit=${limit}${cursor}`, {
            as: account.owner.email,
          }),
        )
        expect(new Set(pages.flat().map(({ id }) => id)).size).toBe(5)
        expect(pages.flat()).toHaveLength(5)
      }
  })

  test('a cursor is good for the same question in the same account only', async () => {
    const other = await world.account()
    const { nextCursor: cursor } = world.must(await list({ limit: '1', sort: 'name' }), 200)
    expect(await names({ cursor, sort: 'name' })).toHaveLength(4)
    expectRefusal(await list({ cursor, sort: '-name' }), 400, 'invalid_query', 'cursor')
    expectRefusal(await list({ cursor, sort: 'name', search: 'a' }), 400, 'invalid_query', 'cursor')
    expectRefusal(await list({ cursor, sort: 'name' }, other), 400, 'invalid_query', 'cursor')
    const [operation, key] = JSON.parse(Buffer.from(cursor, 'base64url').toString())
    const forged = (sk: string) => Buffer.from(JSON.stringify([operation, { ...key, sk }])).toString('base64url')
    for (const sk of ['', '0', 'x#', '-1#', 'sorted#a', `0#${'x'.repeat(400)}`, '0#\ud800'])
      expectRefusal(await list({ cursor: forged(sk), sort: 'name' }), 400, 'invalid_query', 'cursor')
    expect(await names({ cursor: forged('0#zzz'), sort: 'name' })).toEqual([])
    expect(await names({ cursor: forged('7#'), sort: 'name' })).toEqual([])
    expect(await names({ cursor: forged('0#\u0000'), sort: 'name' })).toHaveLength(5)
  })

  test('however much each member holds, a page is answered', async () => {
    const heavy = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
    const products = Object.fromEntries(Array.from({ length: 1500 }, (_, at) => [`${'p'.repeat(30)}${at}`, 'user']))
    const held = (at: number) => person(`Heavy ${at}`, { levels: { agreement: products } })
    await populate(
      heavy.id,
      Array.from({ length: 70 }, (_, at) => held(at)),
    )
    const answer = await list({ limit: '100' }, heavy)
    expect([answer.status, answer.headers.get('content-encoding')]).toEqual([200, 'gzip'])
    expect(answer.text.length).toBeGreaterThan(4_000_000)
    expect(answer.body.items).toHaveLength(71)
  })

  test('cost the same reads, however many members there are', async () => {
    const [few, many] = await Promise.all(
      [6, 24].map(async (count) => {
        const filled = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
        const named = (at: number) => person(`Anna Number ${at}`, { status: at % 2 ? 'active' : 'inactive' })
        await populate(
          filled.id,
          Array.from({ length: count }, (_, at) => named(at)),
        )
        return filled
      }),
    )
    const reads = async (of: GivenAccount | undefined, query: Record<string, string>) =>
      (await sentDuring(() => list({ limit: '2', ...query }, of))).map(({ name, input }) => [
        name,
        (input as { Limit?: number }).Limit,
      ])
    for (const query of [
      ...[{}, { search: 'anna' }, { status: 'inactive' }, { role: 'user' }, { sort: '-created' }, { sort: 'lastSeen' }],
      ...[{ filter: 'role eq "user" or status eq "inactive"' }, { filter: 'name sw "anna" and role eq "user"' }],
    ] as Record<string, string>[])
      expect(await reads(many, query)).toEqual(await reads(few, query))
  })
})
