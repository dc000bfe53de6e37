import type { Policy } from '../shared/access/compile.ts'
import type { AccessRecord } from '../shared/access/model.ts'
import type { Account } from '../shared/accounts/model.ts'
import type { Actor } from '../shared/audit/model.ts'
import type { Catalog } from '../shared/catalogs/schema.ts'
import type { Instant } from '../shared/clock.ts'
import { Refusal } from '../shared/errors.ts'
import type { Attempt } from '../shared/idempotency.ts'
import type { Key } from '../shared/keys.ts'
import type { SignedIn } from '../shared/members/rules.ts'
import type { AgentRecord, Partner } from '../shared/partners/model.ts'
import type { Operation } from './routes.ts'

/** Who calls, as their token says. */
export type Caller =
  | { kind: 'service'; client: string; scopes: readonly string[] }
  /** With the delegation under which an agent acts, if the request names one. */
  | ({ kind: 'person'; delegation?: string } & SignedIn)

/** The account a person acts in, read once together with what they may do there. */
export interface Inside {
  account: Account
  catalog: Catalog
  policy: Policy
  access: AccessRecord
}

/** The partner whose agent a person acts as, where no account is concerned. */
export interface Staff {
  partner: Partner
  agent: AgentRecord
  catalog: Catalog
}

/** One request on its way through the chain. */
export interface Exchange {
  endpoint: AnyEndpoint
  params: Readonly<Record<string, string | undefined>>
  now: Instant
  caller?: Caller
  inside?: Inside
  staff?: Staff
  body?: unknown
  query?: unknown
  page?: PageAsked
  ifVersion?: number
  attempt?: Attempt
  accept?: string
}

export interface PageAsked {
  limit: number
  after?: Key
  /** Nobody asked for a page: a file may hold it all. */
  whole?: true
}

export interface Answer {
  status: number
  body?: unknown
  /** Instead of a JSON body; its content type is among the headers. */
  text?: string
  /** Likewise, for what is not text. */
  bytes?: Buffer
  headers?: Record<string, string>
}

/** Turns what came over the wire into what a use case takes. @throws Refusal. */
export type Read<T> = (raw: unknown) => T

export type BodyFormat = 'json' | 'csv'

/** What a handler is given: everything checked, nothing left to guess. */
export type Request<Body, Query> = Omit<Exchange, 'body' | 'query'> & { body: Body; query: Query; page: PageAsked }

export interface Endpoint<Body = undefined, Query = undefined> {
  operation: Operation
  /** What a body is sent as: JSON unless told. A file reaches its reader as text. */
  bodyAs?: BodyFormat
  body?: Read<Body>
  query?: Read<Query>
  /** How many rows a page holds as CSV, where that may be more than as JSON. */
  mostAsCsv?: number
  handle: (request: Request<NoInfer<Body>, NoInfer<Query>>) => Promise<Answer>
}

// biome-ignore lint/suspicious/noExplicitAny: a list of endpoints holds each with its own body and query
export type AnyEndpoint = Endpoint<any, any>

/** Lets the compiler infer an endpoint's body and query from their readers. */
export const endpoint = <Body, Query>(of: Endpoint<Body, Query>): Endpoint<Body, Query> => of

/** The account and membership of a row with a guard. */
export function inside({ inside }: Pick<Exchange, 'inside'>): Inside & { actor: Actor } {
  if (!inside) throw new Refusal('person_required', 'This takes a signed-in member of the account')
  return { ...inside, actor: actorOfAccess(inside.access) }
}

/** An agent is recorded with the partner, and with the member on whose behalf they act. */
function actorOfAccess({ kind, member: id, partner, delegation }: AccessRecord): Actor {
  if (kind !== 'partner') return { type: 'member', id }
  return {
    ...{ type: 'agent', id },
    ...(partner !== undefined && { partner }),
    ...(delegation && { subject: delegation.subject.member, delegation: delegation.id }),
  }
}

const agentActor = ({ partner, agent }: Staff): Actor => ({ type: 'agent', id: agent.agent, partner: partner.id })

/** The partner and agent of a row for partner staff. */
export function staffOf({ staff }: Pick<Exchange, 'staff'>): Staff & { actor: Actor } {
  if (!staff) throw new Refusal('person_required', 'This takes a signed-in agent of a partner')
  return { ...staff, actor: agentActor(staff) }
}

/** Who is recorded as having done it. */
export function actorOf({ inside, staff, caller }: Pick<Exchange, 'inside' | 'staff' | 'caller'>): Actor {
  if (inside) return actorOfAccess(inside.access)
  if (staff) return agentActor(staff)
  if (caller?.kind === 'service') return { type: 'service', id: caller.client }
  throw new Refusal('person_required', 'This takes a service or a member of the account')
}

/** The signed-in person of a row that asks for one. */
export function person({ caller }: Pick<Exchange, 'caller'>): SignedIn {
  if (caller?.kind !== 'person') throw new Refusal('person_required', 'This takes a signed-in person')
  return caller
}

/** A segment of the path that the route declares. */
export function param({ params }: Pick<Exchange, 'params'>, name: string): string {
  const value = params[name]
  if (value === undefined) throw new Error(`The route has no {${name}}`)
  return value
}
