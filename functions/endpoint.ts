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
import type { Operation } from './routes.ts'

/** Who calls, as their token says. */
export type Caller = { kind: 'service'; client: string; scopes: readonly string[] } | ({ kind: 'person' } & SignedIn)

/** The account a person acts in, read once together with what they may do there. */
export interface Inside {
  account: Account
  catalog: Catalog
  policy: Policy
  access: AccessRecord
}

/** One request on its way through the chain. */
export interface Exchange {
  endpoint: AnyEndpoint
  params: Readonly<Record<string, string | undefined>>
  now: Instant
  caller?: Caller
  inside?: Inside
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
  return { ...inside, actor: { type: 'member', id: inside.access.member } }
}

/** Who is recorded as having done it. */
export function actorOf({ inside, caller }: Pick<Exchange, 'inside' | 'caller'>): Actor {
  if (inside) return { type: 'member', id: inside.access.member }
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
