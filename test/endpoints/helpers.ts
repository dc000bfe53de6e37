/** What several endpoint tests need beside the builders of given.ts. */
import { TransactionCanceledException } from '@aws-sdk/client-dynamodb'
import { paginateScan } from '@aws-sdk/lib-dynamodb'
import { expect, test, vi } from 'vitest'
import { handler as members } from '../../functions/members/index.ts'
import { newId, sha256 } from '../../shared/ids.ts'
import { client, tableName } from '../../shared/table.ts'
import { hour } from '../../shared/time.ts'
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

/** Lets the next transactions collide with others, as DynamoDB does under contention and the local engine never. */
export function colliding<T>(times: number, act: () => Promise<T>): Promise<T> {
  let left = times
  const collision = () =>
    new TransactionCanceledException({
      message: 'Transaction cancelled',
      $metadata: {},
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
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

interface Guarded {
  world: () => World
  account: () => GivenAccount
  ask: (account: string, as: string | undefined) => Promise<Answer>
  /** Whether experts hold the permission that the catalog sets before it. */
  expertsMay?: boolean
  /** Whether services with a scope of their own may. */
  servicesMay?: boolean
}

/** The refusals that every row with a guard owes to those who are not let in. */
export function refusesOutsiders({ world, account, ask, expertsMay = false, servicesMay = false }: Guarded): void {
  test('without a token it is refused', async () => {
    expectGatewayAnswer(await ask(account().id, undefined), 401, 'Unauthorized')
    expectGatewayAnswer(await ask(account().id, 'not.a.token'), 401, 'Unauthorized')
  })

  test('a service without its scope is refused', async () => {
    for (const client of ['decide', 'record'] as const)
      expectRefusal(
        await ask(account().id, await world().service(client)),
        403,
        servicesMay ? 'scope_missing' : 'person_required',
      )
    if (!servicesMay) expectRefusal(await ask(account().id, await world().service('operator')), 403, 'person_required')
  })

  test('a stranger is answered as if there were no such account', async () => {
    const stranger = 'stranger@example.com'
    const answer = await ask(account().id, stranger)
    expectRefusal(answer, 404, 'account_unknown')
    expectSameRefusal(answer, await ask(nobody, stranger))
    expectRefusal(await ask('not-an-id', stranger), 404, 'account_unknown')
  })

  test('one account never sees another: its owner is a stranger elsewhere', async () => {
    const { owner } = await world().account()
    expectRefusal(await ask(account().id, owner.email), 404, 'account_unknown')
  })

  test('a person who is invited but has not accepted is a stranger', async () => {
    const { email } = await world().invited(account())
    expectRefusal(await ask(account().id, email), 404, 'account_unknown')
  })

  test('a team member without the permission is refused, also one who is switched off', async () => {
    const { email } = await teamMember(world(), account(), { roles: ['support'] })
    expectRefusal(await ask(account().id, email), 403, 'not_permitted')
    const off = await teamMember(world(), account(), { roles: ['admin'], status: 'inactive' })
    expectRefusal(await ask(account().id, off.email), 403, 'not_permitted')
  })

  if (!expertsMay)
    test('kaleyra.r14: an expert is refused, with or without updating', async () => {
      for (const access of ['read-only', 'limited-write']) {
        const { email } = await world().expert(account(), { access })
        expectRefusal(await ask(account().id, email), 403, 'not_permitted')
      }
    })

  test('kaleyra.r19: an expert whose window is over, or who was revoked, is refused', async () => {
    const { id, owner } = account()
    const over = await world().expert(account(), { until: world().inHours(0.5) })
    const revoked = await world().expert(account())
    const path = `/accounts/${id}/experts/${revoked.id}/revoke`
    world().must(await world().ask('POST', path, { as: owner.email }), 200)
    expectRefusal(await ask(id, revoked.email), 403, 'not_permitted')
    world().pass(hour / 2)
    expectRefusal(await ask(id, over.email), 403, 'not_permitted')
  })
}
