/** The generated client of the API, with this tab's token, and with the delegation under which it acts. */
import createClient, { type Middleware } from 'openapi-fetch'
import { actingIn } from '../session/acting.ts'
import { accessToken } from '../session/session.ts'
import { problemFrom, unreachable } from './problem.ts'
import type { operations, paths } from './schema.ts'
import { askAfter } from './still-acting.ts'

type Json<Responses> = {
  [Status in keyof Responses]: Status extends 200 | 201 | 202
    ? Responses[Status] extends { content: { 'application/json': infer Body } }
      ? Body
      : never
    : never
}[keyof Responses]

/** What a row of the API answers, such as `Answer<'readPlace'>`. */
export type Answer<Operation extends keyof operations> = Json<operations[Operation]['responses']>
/** One of the list that a row answers. */
export type Item<Operation extends keyof operations> =
  Answer<Operation> extends { items: readonly (infer One)[] } ? One : never

/** Agents speak for themselves about delegations: one that only looks could not be ended otherwise. */
const delegable = /^\/api\/accounts\/([^/]+)(\/(?!delegations|leave)|$)/

async function headersFor(url: string, anonymous: boolean): Promise<Record<string, string>> {
  if (anonymous) return {}
  const token = await accessToken()
  const account = delegable.exec(new URL(url, location.origin).pathname)?.[1]
  const delegation = account && actingIn(account)
  return {
    ...(token && { authorization: `Bearer ${token}` }),
    ...(delegation && { 'gatepass-delegation': delegation }),
  }
}

const identify: Middleware = {
  async onRequest({ request }) {
    const anonymous = request.headers.get('x-anonymous') !== null
    request.headers.delete('x-anonymous')
    for (const [name, value] of Object.entries(await headersFor(request.url, anonymous)))
      request.headers.set(name, value)
    return request
  },
  async onResponse({ request, response }) {
    const delegation = request.headers.get('gatepass-delegation')
    const account = delegable.exec(new URL(request.url).pathname)?.[1]
    if (delegation && account && (response.status === 403 || response.status === 404))
      await askAfter(account, delegation, request.headers.get('authorization') ?? '')
  },
  onError: () => unreachable(),
}

export const api = createClient<paths, 'application/json'>({ baseUrl: location.origin, cache: 'no-store' })
api.use(identify)

/** Nobody's token goes with a request that carries these. */
export const anonymous = { 'x-anonymous': 'yes' }

interface Answered<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's body. @throws Problem where it was refused. */
export async function must<T>(call: Promise<Answered<T>>): Promise<T> {
  const { data, error, response } = await call
  if (!response.ok) throw problemFrom(response.status, error)
  return data as T
}

/** The same rows as a file. @throws Problem. */
export async function csv(path: string, query: Record<string, string> = {}): Promise<{ text: string; next?: string }> {
  const url = `${path}?${new URLSearchParams(query)}`
  const headers = { accept: 'text/csv', ...(await headersFor(url, false)) }
  const answer = await fetch(url, { headers, cache: 'no-store' }).catch(() => {
    throw unreachable()
  })
  if (!answer.ok) throw problemFrom(answer.status, await answer.json().catch(() => undefined))
  const next = answer.headers.get('x-next-cursor')
  return { text: await answer.text(), ...(next && { next }) }
}

/** Takes `If-Match`: what was read is what is changed. */
export const ifMatch = (version: number) => ({ 'If-Match': String(version) })
