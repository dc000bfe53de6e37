/**
 * The refusal matrix: every row of routes.ts, asked by everybody who has no business there. Who is let in after all
 * follows from the catalog, so a new route cannot be forgotten, nor a guard be left open.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Needs, type Operation, type Route, scopeAlone } from '../../functions/routes.ts'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { hour } from '../../shared/time.ts'
import { type Answer, type GivenAccount, givenWorld, type World } from '../given.ts'
import { addressOf, bodies, rows } from './every-row.ts'
import { expectGatewayAnswer, expectRefusal, inviteMember, nobody, stored, teamMember } from './helpers.ts'
import { engage, givenAgent, organization } from './partners.ts'

const callers = [
  'nobody',
  'a stranger',
  'a member of another account',
  'somebody invited',
  'a service without the scope',
  'an inactive member',
  'an expired expert',
  'a revoked expert',
  'a read-only expert',
  'an expert',
  'the weakest role',
  'an agent of another partner',
  'an agent who was switched off',
  'a reseller',
  'an implementation partner',
] as const
type Caller = (typeof callers)[number]

interface Place {
  catalog: Catalog
  account: GivenAccount
  /** Whose rows are asked about. */
  victim: string
  emails: Partial<Record<Caller, string>>
  /** Whose agent the reseller is, and what it owns. */
  partner?: string
  organization?: string
}

let world: World
let before: string[]
const places = new Map<string, Place>()

/** In each product the role with the fewest rights. */
const weakest: Record<string, string> = {
  kaleyra: 'support',
  interakt: 'teammate',
  kompaas: 'employee',
  'talkdesk-partner': 'agent',
}

async function furnish(id: string): Promise<Place> {
  const catalog = presets.find((preset) => preset.id === id)
  const role = weakest[id]
  if (!catalog || !role) throw new Error(`no preset ${id}`)
  const region = catalog.regions[0]?.id
  const account = await world.account({ catalog: { id }, region })
  const other = await world.account({ catalog: { id }, region })
  const operator = await world.service('operator')
  const member = (roles: string[], status?: 'inactive') =>
    teamMember(world, account, { roles, ...(status && { status }) })
  const weak = await member([role])
  const off = await member([catalog.ownerRole], 'inactive')
  const emails: Place['emails'] = {
    'a stranger': 'stranger@example.com',
    'a member of another account': other.owner.email,
    'somebody invited': (await inviteMember(world, account, { roles: [catalog.ownerRole], as: operator })).email,
    'a service without the scope': 'service',
    'an inactive member': off.email,
    'the weakest role': weak.email,
  }
  if (catalog.experts) {
    const expired = await world.expert(account, { until: world.inHours(1) })
    const revoked = await world.expert(account)
    const path = `/accounts/${account.id}/experts/${revoked.id}/revoke`
    world.must(await world.ask('POST', path, { as: account.owner.email }), 200)
    const reading = await world.expert(account, { until: world.inHours(48) })
    const writing = await world.expert(account, { until: world.inHours(48), access: 'limited-write' })
    Object.assign(emails, { 'an expired expert': expired.email, 'a revoked expert': revoked.email })
    Object.assign(emails, { 'a read-only expert': reading.email, 'an expert': writing.email })
  }
  const { emails: ofAgents, ...partners } = catalog.partners ? await furnishPartners(account) : {}
  Object.assign(emails, ofAgents)
  return { catalog, account, victim: (await member([role])).id, emails, ...partners }
}

/** Two partners who are let into the account, one who is not, and one whose agent was switched off. */
async function furnishPartners(account: GivenAccount) {
  const [reseller, implementer, off, other] = [
    await givenAgent(world, 'reseller'),
    await givenAgent(world, 'implementation-partner'),
    await givenAgent(world, 'implementation-partner', { status: 'inactive' }),
    await givenAgent(world, 'implementation-partner'),
  ]
  const owned = await organization(world, reseller, { accounts: [account] })
  await engage(world, implementer, account)
  await engage(world, off, account)
  const emails: Place['emails'] = {
    'an agent of another partner': other.email,
    'an agent who was switched off': off.email,
    'a reseller': reseller.email,
    'an implementation partner': implementer.email,
  }
  return { partner: reseller.partner, organization: owned.id, emails }
}

beforeAll(async () => {
  world = await givenWorld()
  for (const id of Object.keys(weakest)) places.set(id, await furnish(id))
  world.pass(2 * hour)
  before = await withoutActivity()
})
afterAll(() => world?.stop())

/**
 * Kaleyra has experts; what its catalog closes to people altogether is also asked where another opens it, and everything
 * where partners are let in.
 */
function placesFor(needs: Needs): Place[] {
  const all = [...places.values()]
  const partnered = all.filter(({ partner }) => partner !== undefined)
  if ('agent' in needs || 'staff' in needs) return partnered
  if ('letIn' in needs) return all
  if (!('guard' in needs)) return all.slice(0, 1)
  const opened = all.find(({ catalog }) => catalog.guards[needs.guard] !== undefined)
  return [...new Set([...all.slice(0, 1), ...(opened ? [opened] : []), ...partnered])]
}

/** Which of the catalog's roles of partners these callers hold. */
const partnerRoles: Partial<Record<Caller, string>> = {
  'a reseller': 'reseller',
  'an implementation partner': 'implementation-partner',
  'an agent of another partner': 'implementation-partner',
}

/** Whether what the catalog sets before an action of partners is held by this caller's role. */
function letInAsAgent({ catalog }: Place, needs: Needs, caller: Caller): boolean {
  const action = 'guard' in needs ? needs.guard : 'agent' in needs ? needs.agent : undefined
  if ('staff' in needs) return caller === 'a reseller'
  // Beside accounts they go about their own partner's business.
  if (caller === 'an agent of another partner' && !('agent' in needs)) return false
  const role = catalog.partners?.roles.find(({ id }) => id === partnerRoles[caller])
  const opening = action === undefined ? [] : (catalog.partners?.guards[action] ?? [])
  return opening.some((permission) => role?.permissions.includes(permission))
}

/** Who is let into an account at all. */
const insiders = new Set<Caller>([
  'a read-only expert',
  'an expert',
  'the weakest role',
  'a reseller',
  'an implementation partner',
])

/** Whether the catalog itself lets this caller do it. */
function letIn(place: Place, needs: Needs, caller: Caller): boolean {
  const { catalog } = place
  if ('letIn' in needs) return insiders.has(caller)
  if (partnerRoles[caller] !== undefined) return letInAsAgent(place, needs, caller)
  const permission = 'guard' in needs ? catalog.guards[needs.guard] : undefined
  if (permission === undefined) return false
  if (caller === 'a read-only expert') return catalog.experts?.readOnly.includes(permission) === true
  if (caller === 'an expert')
    return [...(catalog.experts?.readOnly ?? []), ...(catalog.experts?.limitedWrite ?? [])].includes(permission)
  const role = catalog.roles.find(({ id }) => id === weakest[catalog.id])
  return caller === 'the weakest role' && !!role?.permissions.includes(permission)
}

/** Who asks, in the words of `world.ask`. */
async function asCaller({ needs }: Route, { emails }: Place, caller: Caller): Promise<string | undefined> {
  if (caller === 'a service without the scope')
    return tokenOf('scope' in needs && needs.scope === 'gatepass/record' ? 'decide' : 'record')
  const email = emails[caller]
  return email === undefined ? undefined : tokenOf(email)
}

const tokens = new Map<string, Promise<string>>()
/** Everybody signs in once: the matrix is wide. */
function tokenOf(who: string): Promise<string> {
  const known = tokens.get(who) ?? (who === 'decide' || who === 'record' ? world.service(who) : world.person(who))
  tokens.set(who, known)
  return known
}

async function ask([id, row]: [Operation, Route], place: Place, caller: Caller): Promise<Answer> {
  const { account, victim, partner = nobody, organization = nobody } = place
  const values = {
    organization,
    account: account.id,
    partner,
    member: victim,
    report: nobody,
    token: 'no-such-token',
    role: 'teammate',
  }
  const rest = {
    catalog: 'kaleyra',
    version: '1',
    agreement: 'a',
    type: 'virtual-pbx.subscriber',
    id: '101',
    import: nobody,
    agent: nobody,
    delegation: nobody,
    change: nobody,
  }
  const as = await asCaller(row, place, caller)
  return world.ask(row.method, addressOf(row, { ...rest, ...values }), {
    ...(as !== undefined && { as }),
    ...(bodies[id] && { body: bodies[id] }),
    headers: { 'if-match': '1' },
  })
}

const isOutside = (caller: Caller): boolean =>
  caller === 'a stranger' ||
  caller === 'a member of another account' ||
  caller === 'somebody invited' ||
  caller === 'an agent of another partner'

/** Strangers learn nothing of a partner; its own agents are told what they lack. */
function expectNotStaff(answer: Answer, needs: Needs, caller: Caller): void {
  const agents: readonly Caller[] = ['an agent of another partner', 'an implementation partner', 'a reseller']
  const isOwn = 'agent' in needs ? [...agents, 'an agent who was switched off'].includes(caller) : false
  if (isOwn) expectRefusal(answer, 403, 'not_permitted')
  else expectRefusal(answer, 404, 'partner_unknown')
}

/** In which words the right refusal comes. */
function expectRefused(answer: Answer, { needs }: Route, caller: Caller): void {
  if (caller === 'nobody') expectGatewayAnswer(answer, 401, 'Unauthorized')
  else if (scopeAlone(needs) !== undefined) expectGatewayAnswer(answer, 403, 'Forbidden')
  else if (caller === 'a service without the scope')
    expectRefusal(answer, 403, 'scope' in needs ? 'scope_missing' : 'person_required')
  else if ('agent' in needs || 'staff' in needs) expectNotStaff(answer, needs, caller)
  else if (isOutside(caller)) expectRefusal(answer, 404, 'account_unknown')
  else expectRefusal(answer, 403, 'not_permitted')
}

/** Rows that anybody, or anybody signed in, may ask about themselves. */
const isOwnAffair = ({ needs, path }: Route, caller: Caller): boolean =>
  'anyone' in needs ||
  ('signedIn' in needs &&
    caller !== 'nobody' &&
    caller !== 'a service without the scope' &&
    !(isOutside(caller) && path.includes('{account}')))

/** What an expert asks is recorded, also what is refused; nothing else may change. */
const withoutActivity = async () => (await stored()).filter((line) => !line.startsWith('ACTIVITY#'))

describe('the refusal matrix', () => {
  test('every row with a guard is asked where a catalog opens it', () => {
    const closed = rows.filter(
      ([, { needs }]) =>
        'guard' in needs &&
        placesFor(needs).every(({ catalog }) => !catalog.guards[needs.guard] && !catalog.partners?.guards[needs.guard]),
    )
    expect(closed.map(([id]) => id)).toEqual([])
  })

  /** Whom the row has to refuse in this account. */
  const refusedIn = (place: Place, row: Route): Caller[] =>
    callers.filter(
      (caller) =>
        (caller === 'nobody' || place.emails[caller] !== undefined) &&
        !isOwnAffair(row, caller) &&
        !letIn(place, row.needs, caller),
    )

  test.each(rows)('%s', async (id, row) => {
    const asked = placesFor(row.needs).flatMap((place) =>
      refusedIn(place, row).map((caller) => [place, caller] as const),
    )
    expect(asked.length > 0 || 'anyone' in row.needs).toBe(true)
    await Promise.all(
      asked.map(async ([place, caller]) => expectRefused(await ask([id, row], place, caller), row, caller)),
    )
  })

  // Once for all of it: reading the whole table after each row would take longer than everything else.
  test('nothing was changed by any of it', async () => {
    expect(await withoutActivity()).toEqual(before)
  })
})
