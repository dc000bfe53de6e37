/** What several endpoint tests need beside the builders of given.ts. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { paginateScan } from '@aws-sdk/lib-dynamodb'
import { expect, vi } from 'vitest'
import { handler as members } from '../../functions/members/index.ts'
import { running } from '../../local/stack/functions.ts'
import { newId, sha256 } from '../../shared/ids.ts'
import { client, tableName } from '../../shared/table.ts'
import type { Answer, GivenAccount, World } from '../given.ts'

/** The `sub` that the issuer knows this person by. */
export async function subjectOf(world: World, email: string): Promise<string> {
  const [, claims = ''] = (await world.person(email)).split('.')
  return JSON.parse(Buffer.from(claims, 'base64url').toString()).sub
}

/** Well-formed, and nothing's. */
export const nobody = '01890000-0000-7000-8000-000000000000'

/** A problem document with this code, at this field. */
export function expectRefusal(answer: Answer, status: number, code: string, field?: string): void {
  expect(answer.body).toEqual(
    expect.objectContaining({
      type: `urn:gatepass:problem:${code}`,
      title: expect.any(String),
      status,
      code,
      detail: expect.any(String),
      instance: expect.stringMatching(/^urn:gatepass:request:/),
      ...(field !== undefined && { field }),
    }),
  )
  expect(answer.status).toBe(status)
  expect(answer.headers.get('content-type')).toBe('application/problem+json')
}

/** The gateway's own answer, before any function runs. */
export const expectGatewayAnswer = (answer: Answer, status: number, message: string) =>
  expect([answer.status, answer.body]).toEqual([status, { message }])

/** Two refusals that nobody can tell apart. */
export function expectSameRefusal(one: Answer, other: Answer): void {
  const { instance: _, ...first } = one.body
  const { instance: __, ...second } = other.body
  expect([one.status, first]).toEqual([other.status, second])
}

const inOrder = (_: string, value: unknown): unknown => {
  if (value instanceof Set) return [...value].sort()
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? Object.fromEntries(Object.entries(value).sort()) : value
}

/** The whole table, a short line for each item: equal before and after where nothing changed. */
export async function stored(): Promise<string[]> {
  const lines: string[] = []
  for await (const { Items = [] } of paginateScan({ client }, { TableName: tableName() }))
    lines.push(...Items.map((item) => `${item.pk} ${item.sk} ${sha256(JSON.stringify(item, inOrder))}`))
  return lines.sort()
}

/** The commands sent to the table while `act` runs. */
export async function sentDuring(act: () => Promise<unknown>) {
  const send = vi.spyOn(client, 'send')
  try {
    await act()
    return send.mock.calls.map(([command]) => ({ name: command.constructor.name, input: command.input }))
  } finally {
    send.mockRestore()
  }
}

/** Lets every command of this name fail while `act` runs, as when the table cannot be reached. */
export const failing = <T>(command: string, act: () => Promise<T>): Promise<T> =>
  instead(command, () => new Error(`${command} cannot be reached at secret-host`), act)

/** Lets the next transactions be cancelled, as DynamoDB does under contention and the local engine never. */
export function colliding<T>(times: number, act: () => Promise<T>, code = 'TransactionConflict'): Promise<T> {
  let left = times
  const collision = () =>
    new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: [{ Code: 'None' }, { Code: code }],
    })
  return instead('TransactWriteCommand', () => (left-- > 0 ? collision() : undefined), act)
}

/** Lets somebody else act between what a call has read and what it is about to commit. */
export async function meanwhile<T>(act: () => Promise<T>, other: () => Promise<unknown>): Promise<T> {
  const real = client.send.bind(client) as (command: object, ...rest: unknown[]) => Promise<unknown>
  const send = vi.spyOn(client, 'send').mockImplementation((async (sent: object, ...rest: unknown[]) => {
    if (sent.constructor.name === 'TransactWriteCommand') {
      send.mockRestore()
      await other()
    }
    return real(sent, ...rest)
  }) as never)
  try {
    return await act()
  } finally {
    send.mockRestore()
  }
}

/** Lets somebody else act after each command that a call sends to the table, as if it had been slow just there. */
export async function interleaved<T>(act: () => Promise<T>, other: (after: number) => Promise<unknown>): Promise<T> {
  const real = client.send.bind(client) as (command: object, ...rest: unknown[]) => Promise<unknown>
  let [count, busy] = [0, false]
  const send = vi.spyOn(client, 'send').mockImplementation((async (sent: object, ...rest: unknown[]) => {
    const answer = await real(sent, ...rest)
    // What the other one sends comes by here, too.
    if (busy) return answer
    busy = true
    // Nor is it the function that is slow here who acts.
    await running.exit(() => other(++count))
    busy = false
    return answer
  }) as never)
  try {
    return await act()
  } finally {
    send.mockRestore()
  }
}

async function instead<T>(command: string, error: () => Error | undefined, act: () => Promise<T>): Promise<T> {
  const real = client.send.bind(client) as (command: object, ...rest: unknown[]) => Promise<unknown>
  const send = vi.spyOn(client, 'send').mockImplementation((async (sent: object, ...rest: unknown[]) => {
    const thrown = sent.constructor.name === command ? error() : undefined
    if (thrown) throw thrown
    return real(sent, ...rest)
  }) as never)
  const logged = vi.spyOn(console, 'error').mockImplementation(() => {})
  try {
    return await act()
  } finally {
    send.mockRestore()
    logged.mockRestore()
  }
}

/** A call by a person whom the gateway let in with these claims, such as one whose address changed at the issuer. */
export async function askWithClaims(routeKey: string, pathParameters: object, claims: Record<string, string>) {
  const requestContext = { requestId: 'direct', authorizer: { jwt: { claims: { client_id: 'console', ...claims } } } }
  const event = { routeKey, pathParameters, headers: {}, requestContext }
  const { statusCode, body = '' } = await members(event as never, {} as never)
  return { status: statusCode, body: JSON.parse(body) }
}

/** A team member beside the owner, as the platform makes one. */
export async function teamMember(
  world: World,
  account: { id: string },
  { roles, status = 'active' }: { roles: string[]; status?: 'active' | 'inactive' },
) {
  const email = `${newId(world.now())}@example.com`
  const subject = await subjectOf(world, email)
  const operator = await world.service('operator')
  const path = `/accounts/${account.id}/members`
  const provision = { subject, name: 'Team', email, roles }
  const { id } = world.must(await world.ask('POST', path, { as: operator, body: { provision } }), 201).items[0]
  if (status === 'inactive') world.must(await world.ask('POST', `${path}/${id}/deactivate`, { as: operator }), 200)
  return { id: id as string, email, subject }
}

interface Joining {
  roles?: string[]
  as?: string
  name?: string
}

/** Invites one person, whose address is new unless given. */
export async function inviteMember(
  world: World,
  { id, owner }: GivenAccount,
  {
    email = `${newId(world.now())}@example.com`,
    roles = ['support'],
    as = owner.email,
    ...more
  }: Joining & { email?: string } = {},
) {
  const members = [{ name: 'Person', email, roles, ...more }]
  const answer = await world.ask('POST', `/accounts/${id}/members`, { as, body: { members } })
  return { email, answer }
}

/** A member who was invited and has accepted. */
export async function joined(world: World, account: GivenAccount, changes: Joining = {}) {
  const { email, answer } = await inviteMember(world, account, changes)
  const { id } = world.must(answer, 201).items[0]
  await world.stack.settle()
  world.must(await world.accept(email), 200)
  return { id: id as string, email }
}
