/** Members that no endpoint makes yet: people known by a subject of the test's choice, with levels and links. */
import { randomUUID } from 'node:crypto'
import { TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { expect } from 'vitest'
import type { AccessRecord } from '../../shared/access/model.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { newId } from '../../shared/ids.ts'
import type { TeamMember } from '../../shared/members/model.ts'
import { accessItem, memberItems } from '../../shared/members/store.ts'
import { client, tableName } from '../../shared/table.ts'
import type { GivenAccount, World } from '../given.ts'

type Given = Partial<Pick<AccessRecord, 'status' | 'levels' | 'links'>> & { roles: readonly string[]; name?: string }

/** Written as a use case would: the member, and what decisions need of it. */
export async function givenMember(world: World, account: GivenAccount, subject: string, given: Given) {
  const { roles, status = 'active', name = subject, levels, links } = given
  const id = newId(world.now())
  const email = `${id}@example.com`
  const member: TeamMember = {
    ...{ id, account: account.id, kind: 'team', status, name, email, subject, roles, version: 1 },
    ...{ kind: 'team', createdAt: world.now() },
    ...(levels && { levels }),
    ...(links && { links }),
  }
  const items = [...memberItems(member), accessItem(member, subject)]
  const TransactItems = items.map((Item) => ({ Put: { TableName: tableName(), Item } }))
  await client.send(new TransactWriteCommand({ TransactItems }))
  return { id, subject }
}

export async function register(world: World, catalog: Catalog) {
  const path = `/catalogs/${catalog.id}/versions/${catalog.version}`
  return world.ask('PUT', path, { as: await world.service('operator'), body: catalog })
}

/** The platform enables, or disables, some of what the account's catalog has on request. */
export async function setOptions(world: World, { id }: Pick<GivenAccount, 'id'>, options: Record<string, boolean>) {
  const answer = await world.ask('PUT', `/accounts/${id}/options`, {
    as: await world.service('operator'),
    body: options,
  })
  return world.must(answer, 200)
}

const named = (id: string) => ({ id, name: id, description: '' })

/** The least that a catalog is: a record to read, write and delete, and an owner who may do nothing. */
export const small = (changes: Partial<Catalog> = {}): Catalog => ({
  id: 'small',
  version: 1,
  name: 'Small',
  regions: [{ id: 'any', name: 'Any' }],
  permissions: ['read', 'write', 'delete'].map((action) => ({
    ...{ id: `record.${action}`, name: action, module: 'records', changes: action !== 'read' },
  })),
  roles: [{ ...named('owner'), permissions: [] }],
  ownerRole: 'owner',
  members: { roles: 'many', shortestName: 1, invitationDays: 7 },
  guards: {},
  ...changes,
})

/** What the certification scenario of AuthZEN 1.0 wants a decision point to be loaded with (section 1). */
export const certification = small({
  id: 'certification',
  name: 'Certification',
  roles: [
    { ...named('owner'), permissions: [] },
    {
      ...named('writer'),
      permissions: ['record.read'],
      when: {
        'record.write': [{ of: 'resource', property: 'status', not: 'archived' }],
        'record.delete': [{ of: 'action', property: 'soft', is: true }],
      },
    },
    {
      ...named('admin'),
      permissions: ['record.read'],
      when: { 'record.write': [{ of: 'resource', property: 'status', is: 'archived' }] },
    },
  ],
  resources: [
    { type: 'record', id: 'record-1', properties: { status: 'active' } },
    { type: 'record', id: 'record-2', properties: { status: 'archived' } },
  ],
})

/** An account on the certification catalog, where alice and bob are members. */
export async function certified(world: World) {
  // A process keeps what was published for good: each world publishes another.
  const id = `${certification.id}-${randomUUID()}`
  expect((await register(world, { ...certification, id })).status).toBe(201)
  const account = await world.account({ catalog: { id }, region: 'any' })
  const alice = await givenMember(world, account, 'alice', { roles: ['writer'] })
  const bob = await givenMember(world, account, 'bob', { roles: ['admin'] })
  const ask = async (path: string, body: unknown, headers: Record<string, string> = {}) =>
    world.ask('POST', `/accounts/${account.id}/access/v1/${path}`, { as: await world.service('decide'), body, headers })
  return { account, alice, bob, ask }
}
