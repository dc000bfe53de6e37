import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { AccessRecord } from '../../shared/access/model.ts'
import { onRequest } from '../../shared/accounts/role-rules.ts'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { accessKey } from '../../shared/keys.ts'
import { client, tableName } from '../../shared/table.ts'
import interakt from '../access/presets/facts/interakt.json' with { type: 'json' }
import jaicp from '../access/presets/facts/jaicp.json' with { type: 'json' }
import kaleyra from '../access/presets/facts/kaleyra.json' with { type: 'json' }
import kompaas from '../access/presets/facts/kompaas.json' with { type: 'json' }
import talkdesk from '../access/presets/facts/talkdesk-partner.json' with { type: 'json' }
import { givenWorld, type World } from '../given.ts'
import { setOptions } from './fixture.ts'

/** The documents' tables, asked cell by cell through the API as a platform would: routes, tokens, table, engine. */
let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const active = { member: 'm', kind: 'team', status: 'active', roles: [] } as const

/** With everything on request enabled: the tables say what holds then. */
async function accountOn(catalog: string): Promise<string> {
  const { answer } = await world.createAccount({
    catalog: { id: catalog },
    region: catalog === 'kaleyra' ? 'india' : 'any',
  })
  const account = world.must(answer, 201)
  const waiting = onRequest(presets.find(({ id }) => id === catalog) as Catalog).map(({ id }) => [id, true])
  if (waiting.length > 0) await setOptions(world, account, Object.fromEntries(waiting))
  return account.id
}

/** Which of these permissions a principal with this record is permitted, in batches as large as the API takes. */
async function permitted(
  account: string,
  access: AccessRecord,
  permissions: string[],
  properties = {},
): Promise<string[]> {
  const Item = { ...accessKey(account, 'somebody'), data: access }
  await client.send(new PutCommand({ TableName: tableName(), Item }))
  const as = await world.service('decide')
  const found: string[] = []
  for (let from = 0; from < permissions.length; from += 100) {
    const batch = permissions.slice(from, from + 100)
    const evaluations = batch.map((permission) => {
      const dot = permission.lastIndexOf('.')
      const resource = { type: permission.slice(0, dot), id: 'one', properties }
      return { action: { name: permission.slice(dot + 1) }, resource }
    })
    const body = { subject: { type: 'user', id: 'somebody' }, evaluations }
    const path = `/accounts/${account}/access/v1/evaluations`
    const answers = world.must(await world.ask('POST', path, { as, body }), 200).evaluations
    found.push(...batch.filter((_, at) => answers[at].decision))
  }
  return found
}

const expected = (grants: Record<string, string[]>, role: string) =>
  Object.keys(grants).filter((permission) => grants[permission]?.includes(role))

describe.each<[string, { roles: string[]; grants: Record<string, string[]> }, 'team' | 'partner']>([
  ['jaicp', jaicp, 'team'],
  ['interakt', interakt, 'team'],
  ['talkdesk-partner', talkdesk, 'partner'],
])('%s: every cell is decided through the API as documented', (catalog, { roles, grants }, kind) => {
  let account: string
  beforeAll(async () => {
    account = await accountOn(catalog)
  })
  const noLogin = ['initial', 'rawlogs-analytic']
  test.each(roles)('%s', async (role) => {
    const found = await permitted(account, { ...active, kind, roles: [role] }, Object.keys(grants))
    const http = (permission: string) => !noLogin.includes(role) || permission === 'analytics.raw-log.download'
    expect(found).toEqual(expected(grants, role).filter(http))
  })
})

describe('kaleyra: every cell is decided through the API as documented', () => {
  let account: string
  beforeAll(async () => {
    account = await accountOn('kaleyra')
  })
  const experts: Record<string, 'read-only' | 'limited-write'> = {
    'kaleyra-expert': 'read-only',
    'kaleyra-expert-write': 'limited-write',
  }
  test.each(kaleyra.roles)('%s', async (role) => {
    const access = experts[role]
    const record: AccessRecord = access
      ? { ...active, kind: 'expert', grant: { access, until: world.inHours(1) } }
      : { ...active, roles: [role] }
    expect(await permitted(account, record, Object.keys(kaleyra.grants))).toEqual(expected(kaleyra.grants, role))
  })
})

describe('kompaas: every level is decided through the API, on its product and inside its agreement', () => {
  let account: string
  beforeAll(async () => {
    account = await accountOn('kompaas')
  })
  const all = Object.keys(kompaas.grants)
  test.each(kompaas.roles.filter((role) => role !== 'linked-subscriber'))('%s', async (level) => {
    const everywhere = Object.fromEntries(kompaas.products.map((product) => [product, level]))
    const access: AccessRecord = { ...active, roles: ['employee'], levels: { signed: everywhere } }
    expect(await permitted(account, access, all, { agreement: 'signed' })).toEqual(expected(kompaas.grants, level))
    expect(await permitted(account, access, all, { agreement: 'another' })).toEqual([])
    expect(await permitted(account, access, all)).toEqual([])
  })
  test('linked-subscriber', async () => {
    const link = { type: 'virtual-pbx.subscriber', id: '101', properties: { sip: true } }
    const access: AccessRecord = { ...active, roles: ['employee'], links: [link] }
    const found = await permitted(account, access, all, { subscriber: '101' })
    expect(found).toEqual(expected(kompaas.grants, 'linked-subscriber'))
    expect(await permitted(account, access, all, { subscriber: '102' })).toEqual([])
  })
})
