/** What a page of the member list costs in an account of 100 members and in one of 100,000: the same handler, side by side. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { handler } from '../functions/members/index.ts'
import { startStack } from '../local/stack.ts'
import { client } from '../shared/table.ts'
import { printTable, ratios, spread } from './figures.ts'
import { type Filled, fill, owner } from './members/fill.ts'

const sizes = [100, 100_000]
const limit = '20'
const rounds = 25
const perRound = 4

type Query = Record<string, string>

/** In both accounts a quarter is called Anna, is an admin, or is inactive. */
const questions: [string, Query, far?: true][] = [
  ['by name, the first page', {}],
  ['by name, far into it', {}, true],
  ['the newest first', { sort: '-created' }],
  ['the last seen first', { sort: '-lastSeen' }],
  ['a search: a quarter matches', { search: 'ánna' }],
  ['a search: one matches', { search: 'member41@' }],
  ['a role: a quarter holds it', { role: 'admin' }],
  ['a role, far into it', { role: 'admin' }, true],
  ['a status: a quarter has it', { status: 'inactive' }],
  ['two conditions joined by and', { filter: 'name sw "anna" and kind eq "team"' }],
  ['two conditions joined by or', { filter: 'role eq "admin" or status eq "inactive"' }],
  ['a search that is sorted: one matches', { search: 'member41@', sort: '-created' }],
]

interface Page {
  items: { name: string }[]
  nextCursor?: string
}

async function ask({ account }: Filled, query: Query): Promise<Page> {
  const event = {
    routeKey: 'GET /api/accounts/{account}/members',
    pathParameters: { account },
    queryStringParameters: query,
    headers: {},
    requestContext: { requestId: 'bench', authorizer: { jwt: { claims: { client_id: 'console', sub: owner } } } },
  }
  const { statusCode, body = '' } = await handler(event as never, {} as never)
  if (statusCode !== 200) throw new Error(`${JSON.stringify(query)} was answered with ${statusCode}: ${body}`)
  return JSON.parse(body)
}

type Ask = () => Promise<Page>

export async function members(): Promise<void> {
  const directory = mkdtempSync(join(tmpdir(), 'gatepass-bench-'))
  process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
  const [few, many] = fill(directory, sizes, new Date().toISOString()) as [Filled, Filled]
  const stack = await startStack({ dataDir: directory, port: 0, timers: false })
  try {
    const rows: string[][] = []
    for (const [name, query, far] of questions)
      rows.push([name, ...(await measure(await asking(few, query, far), await asking(many, query, far)))])
    console.log(
      `\nA page of ${limit} of the member list in milliseconds, median of ${rounds} interleaved rounds [quartiles]\n`,
    )
    printTable(['', '100 members', '100,000 members', 'x', 'calls of the table'], rows)
    await unanswerable(few, many)
  } finally {
    await stack.stop()
  }
}

async function asking(of: Filled, query: Query, far: true | undefined): Promise<Ask> {
  const cursor = far && (await cursorFurtherOn(of, query))
  return () => ask(of, { limit, ...query, ...(cursor && { cursor }) })
}

async function measure(few: Ask, many: Ask): Promise<string[]> {
  const [one, other] = [await few(), await many()]
  if (one.items.length !== other.items.length) throw new Error(`${one.items.length} and ${other.items.length} found`)
  const calls = [await callsOf(few), await callsOf(many)]
  const [ofFew, ofMany]: [number[], number[]] = [[], []]
  for (let round = 0; round < rounds; round++) {
    ofFew.push(await timed(few))
    ofMany.push(await timed(many))
  }
  return [spread(ofFew, 1), spread(ofMany, 1), spread(ratios(ofMany, ofFew), 2), calls.join(' and ')]
}

async function timed(act: () => Promise<unknown>): Promise<number> {
  const before = performance.now()
  for (let count = 0; count < perRound; count++) await act()
  return (performance.now() - before) / perRound
}

/** How often an answer asks the table. */
async function callsOf(act: () => Promise<unknown>): Promise<number> {
  const send = client.send.bind(client)
  let count = 0
  client.send = ((...sent: Parameters<typeof send>) => {
    count++
    return send(...sent)
  }) as typeof client.send
  await act()
  client.send = send
  return count
}

/** An eighth of the account further on; in the small one, where that leaves no full page, five members. */
async function cursorFurtherOn(of: Filled, query: Query): Promise<string> {
  const [limit, pages] = of.size > 100 ? ['100', of.size / 800] : ['5', 1]
  let cursor: string | undefined
  for (let at = 0; at < pages; at++) cursor = (await ask(of, { ...query, limit, ...(cursor && { cursor }) })).nextCursor
  if (!cursor) throw new Error('The list ends too soon')
  return cursor
}

/** Whoever asks for what no key knows walks: each request a bounded way. */
async function unanswerable(few: Filled, many: Filled): Promise<void> {
  const query = { limit, filter: 'email ew "@nowhere.example"' }
  const [one, other] = [await timed(() => ask(few, query)), await timed(() => ask(many, query))]
  let requests = 1
  let { nextCursor } = await ask(many, query)
  for (; nextCursor; requests++) nextCursor = (await ask(many, { ...query, cursor: nextCursor })).nextCursor
  console.log(
    `\nA filter that no key helps with and nobody matches: ${one.toFixed(0)} ms of 100 members; of 100,000 members ` +
      `${requests} requests, the first of ${other.toFixed(0)} ms.`,
  )
}
