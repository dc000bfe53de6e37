/** API Gateway (HTTP API, JWT authorizer, Lambda proxy integration) on one machine; its own answers look like AWS's. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import type { JWTVerifyGetKey } from 'jose'
import type { ApiFunction } from '../../functions/routes.ts'
import { Answer, refuse, write } from './answer.ts'
import { type Caller, createAuthorizer } from './authorizer.ts'
import { readBody } from './body.ts'
import { type GatewayEvent, gatewayEvent } from './event.ts'
import { createRouteTable, type Entry } from './route-table.ts'

interface Gateway {
  issuer: string
  audience: string
  keys: JWTVerifyGetKey
  invoke: (fn: ApiFunction, event: GatewayEvent) => Promise<APIGatewayProxyStructuredResultV2>
  /** How long a function may take; AWS allows 30 seconds at most. */
  timeoutMillis?: number
}

function withinTime<T>(work: Promise<T>, millis: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Answer(503, 'Service Unavailable')), millis)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}

export function createGateway({ invoke, timeoutMillis = 29_000, ...trust }: Gateway): RequestListener {
  const find = createRouteTable()
  const authorize = createAuthorizer(trust)

  async function admit(req: IncomingMessage, entry: Entry): Promise<Caller | undefined> {
    if (entry.mayPass && !entry.mayPass(performance.now())) throw new Answer(429, 'Too Many Requests')
    if (!entry.signedIn) return undefined
    const caller = await authorize(req.headers.authorization)
    if (!caller) throw new Answer(401, 'Unauthorized', { 'www-authenticate': 'Bearer' })
    if (entry.scope && !caller.scopes.includes(entry.scope)) throw new Answer(403, 'Forbidden')
    return caller
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const [path = '', ...rest] = (req.url ?? '').split('?')
    const match = find(req.method ?? '', path)
    if (!match) throw new Answer(404, 'Not Found')
    const caller = await admit(req, match.entry)
    const body = await readBody(req)
    const event = gatewayEvent(req, { match, path, query: rest.join('?'), caller, body })
    write(res, await withinTime(invoke(match.entry.function, event), timeoutMillis))
  }

  return (req, res) => {
    answer(req, res).catch((error) => refuse(res, error))
  }
}
