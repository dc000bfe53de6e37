/** One harmless request for each row of routes.ts: by whoever may, at things that are there, and changing nothing. */
import { expect } from 'vitest'
import { openApi } from '../../functions/about/document.ts'
import { type Operation, pathOf, type Route, routes } from '../../functions/routes.ts'
import { presets } from '../../shared/catalogs/load.ts'
import { problems } from '../../shared/errors.ts'
import type { Answer, Asked, GivenAccount, Wire, World } from '../given.ts'
import { nobody } from './helpers.ts'

export const rows = Object.entries(routes) as [Operation, Route][]

const described = JSON.parse(JSON.stringify(openApi())).paths
const operation = (row: Route): Wire => described[pathOf(row)][row.method.toLowerCase()]
const parameters = (row: Route, where: string): string[] =>
  (operation(row).parameters ?? []).flatMap((one: Wire) => (one.in === where ? [one.name] : []))

const bodyTypes = (row: Route) => Object.keys(operation(row).requestBody?.content ?? {})
export const takesBody = ([, row]: [Operation, Route]) => bodyTypes(row).includes('application/json')
export const takesFile = ([, row]: [Operation, Route]) => bodyTypes(row).includes('text/csv')
export const takesHeader =
  (header: string) =>
  ([, row]: [Operation, Route]) =>
    parameters(row, 'header').includes(header)
export const takesQuery =
  (name: string) =>
  ([, row]: [Operation, Route]) =>
    parameters(row, 'query').includes(name)
/** AuthZEN demands that its requests may carry more than is known. */
export const ignoresUnknown = ([id, row]: [Operation, Route]) => row.path.includes('/access/v1/') || id === 'explain'
/** Names in these bodies are permissions, roles, restrictions or products. */
export const takesChoices = ([id]: [Operation, Route]) =>
  ['switchRole', 'restrictRole', 'setOptions', 'setLevels'].includes(id)
export const hasFilters = ([, row]: [Operation, Route]) =>
  parameters(row, 'query').some((name) => name !== 'limit' && name !== 'cursor')

/** The names in the path of each row, a pair for each. */
export const pathParts = rows.flatMap(([id, row]) =>
  [...row.path.matchAll(/\{(\w+)\}/g)].map(([, part = '']) => [id, part] as const),
)

const question = { subject: { type: 'user', id: 'x' }, action: { name: 'x' }, resource: { type: 'x', id: 'x' } }

/** Bodies that are well-formed, though what they ask for may be refused. */
export const bodies: Partial<Record<Operation, object>> = {
  createAccount: {
    name: 'Acme',
    region: 'atlantis',
    timeZone: 'Europe/Rome',
    catalog: { id: 'kaleyra' },
    reportEmail: 'reports@example.com',
    owner: { name: 'Ada', email: 'ada@example.com' },
  },
  updateAccount: { timeZone: 'Mars/Base' },
  addMembers: { members: [{ name: 'Mona', email: 'mona@example.com', roles: ['astronaut'] }] },
  updateMember: { name: 'Mona' },
  setPassword: { password: 'Penguin123', repeatedPassword: 'Penguin123' },
  inviteExperts: {
    experts: [{ name: 'Vera', email: 'vera@example.com' }],
    until: null,
    consent: { accepted: true, wordingVersion: '2026-01' },
  },
  updateExpert: { until: '2020-01-01T00:00:00Z' },
  revokeExpert: {},
  evaluate: question,
  evaluations: { evaluations: [question] },
  searchSubjects: { ...question, subject: { type: 'user' } },
  searchResources: { ...question, resource: { type: 'x' } },
  searchActions: { ...question, action: undefined },
  explain: question,
  // The same document again: nothing new.
  registerCatalog: presets.find(({ id }) => id === 'kaleyra') ?? {},
  moveAccount: { id: 'atlantis', version: 1 },
  setOptions: { 'moon.base.enter': true },
  changeLifecycle: { action: 'reactivate' },
  switchRole: { 'moon.base.enter': true },
  restrictRole: { 'moon.hide': true },
  // It is there.
  createAgreement: { id: 'c-1', name: 'Agreement' },
  setLevels: { telephony: 'user' },
  linkMember: {},
  createOrganization: { name: 'Acme Group', reseller: nobody },
  updateOrganization: { name: 'Acme Group' },
  createExpressAccount: {
    name: 'Acme',
    owner: { name: 'Ada', email: 'ada@example.com' },
    reportEmail: 'reports@example.com',
  },
  registerPartner: {
    ...{ name: 'Partner', role: 'reseller', catalog: { id: 'atlantis' }, domains: ['partner.example.com'] },
    agent: { name: 'Ada', email: 'ada@partner.example.com' },
  },
  // As it is.
  updatePartner: { name: 'Partner' },
  inviteAgents: { agents: [{ name: 'Ada', email: 'ada@elsewhere.example' }] },
  updateAgent: { name: 'Ada' },
  startDelegation: { onBehalfOf: nobody, reason: 'Ticket 1234', until: '2020-01-01T00:00:00Z' },
  recordActivity: {
    events: [{ subject: { type: 'user', id: 'x' }, action: { name: 'x' }, resource: { type: 'x' } }],
  },
}

/** The address of a row with the names in its path filled in. */
export function addressOf(row: Route, values: Readonly<Record<string, string>>): string {
  const filled = row.path.replaceAll(/\{(\w+)\}/g, (_, part) => values[part] ?? '')
  return row.path.startsWith('/.well-known') ? `/..${filled}` : filled
}

export interface Change extends Omit<Asked, 'as'> {
  path?: Record<string, string>
  query?: string
}

export interface Harmless {
  ask: (id: Operation, change?: Change) => Promise<Answer>
  /** What the row takes, as text. */
  body: (id: Operation) => string | undefined
}

export interface Targets {
  account: GivenAccount
  /** An expert who has ended and is erased, so that nothing here can be revoked, sent again, moved or erased. */
  ended: string
  /** An account whose catalog lets its owner flip switches. */
  switching: GivenAccount
  /** An account with levels and links, and the agreement c-1. */
  levelled: GivenAccount
  /** An account that lets partners in, an agent of one called Partner, who sells, and one of another, who sets up. */
  partnered: { account: GivenAccount; agent: { email: string; partner: string }; implementer: { email: string } }
}

const switches: readonly Operation[] = ['readRoles', 'switchRole', 'restrictRole']
const ties: readonly Operation[] = ['listAgreements', 'createAgreement', 'setLevels', 'linkMember', 'unlinkMember']
const delegationRows: readonly Operation[] = ['startDelegation', 'listDelegations', 'readDelegation', 'endDelegation']
const partnerRows: readonly Operation[] = [
  ...(['engagePartner', 'disengagePartner', 'listAccountPartners'] as const),
  ...delegationRows,
  ...(['listWaitingChanges', 'withdrawWaitingChange', 'setUpAccount'] as const),
]

export function harmless(world: World, { account, ended, switching, levelled, partnered }: Targets): Harmless {
  const nothing = {
    report: nobody,
    import: nobody,
    token: 'no-such-token',
    agent: nobody,
    organization: nobody,
    delegation: nobody,
    change: nobody,
  }
  const target = { member: ended, ...nothing, catalog: 'kaleyra', version: '1' }
  const body = (id: Operation) => bodies[id] && JSON.stringify(bodies[id])
  const tokens = {
    owner: world.person(account.owner.email),
    switching: world.person(switching.owner.email),
    levelled: world.person(levelled.owner.email),
    partnered: world.person(partnered.account.owner.email),
    agent: world.person(partnered.agent.email),
    implementer: world.person(partnered.implementer.email),
    'gatepass/operate': world.service('operator'),
    'gatepass/decide': world.service('decide'),
    'gatepass/record': world.service('record'),
  }
  const caller = async (id: Operation) => {
    const { needs }: Route = routes[id]
    if ('anyone' in needs) return undefined
    const own = [
      [switches.includes(id), tokens.switching],
      [ties.includes(id), tokens.levelled],
      // Rows with a guard that are for agents alone.
      [id === 'startDelegation', tokens.agent],
      [id === 'setUpAccount', tokens.implementer],
      [partnerRows.includes(id), tokens.partnered],
      // No preset opens these to members.
      ['guard' in needs && needs.guard === 'lifecycle.change', tokens['gatepass/operate']],
      ['agent' in needs && !('scope' in needs), tokens.agent],
    ] as const
    const [, token] = own.find(([isTheirs]) => isTheirs) ?? []
    if (token) return token
    return tokens['scope' in needs && !('guard' in needs) ? needs.scope : 'owner']
  }
  return {
    body,
    async ask(id, { path, query = '', ...asked } = {}) {
      const row: Route = routes[id]
      const special = [switching, levelled, partnered.account]
      const at = [switches, ties, partnerRows].findIndex((rows) => rows.includes(id))
      const where = (special[at] ?? account).id
      const tied = ties.includes(id) && { member: nobody, agreement: 'c-1', type: 'virtual-pbx.subscriber', id: '101' }
      const partner = row.path.startsWith('/partners/') ? partnered.agent.partner : nobody
      const values: Record<string, string> = { ...target, ...tied, partner, account: where, role: 'teammate', ...path }
      return world.ask(row.method, addressOf(row, values) + query, { as: await caller(id), body: body(id), ...asked })
    },
  }
}

/** Never a failure of ours, never a word of our inside, always a document that says what is wrong. */
export function expectTame({ status, headers, body, text }: Answer): void {
  expect(status, text.slice(0, 500)).toBeLessThan(500)
  expect(text).not.toMatch(
    /node_modules|\.ts:\d|\bat .*\(|DynamoDB|ValidationException|SerializationException|ZodError/,
  )
  if (status < 400) return
  expect(text.length).toBeLessThan(100_000)
  if (headers.get('content-type') === 'application/json') expect(body).toEqual({ message: expect.any(String) })
  else
    expect([headers.get('content-type'), problems[body.code as keyof typeof problems]]).toEqual([
      'application/problem+json',
      status,
    ])
}
