/** A node:http request as an HTTP API hands it to a function: payload format 2.0. */
import { randomUUID } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import type { APIGatewayProxyEventV2, APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda'
import { Undecodable } from './answer.ts'
import type { Caller } from './authorizer.ts'
import { encodeBody } from './body.ts'
import type { Match } from './route-table.ts'

export type GatewayEvent = APIGatewayProxyEventV2 | APIGatewayProxyEventV2WithJWTAuthorizer

function decode(text: string): string {
  if (!text.includes('%')) return text
  try {
    return decodeURIComponent(text)
  } catch {
    throw new Undecodable(text)
  }
}

/** Repeated values are joined by commas; only own names, so a header called `__proto__` is a name like any other. */
function collect(): { add(name: string, value: string): void; all: Record<string, string> } {
  const all: Record<string, string> = Object.create(null)
  return {
    add(name, value) {
      const before = all[name]
      all[name] = before === undefined ? value : `${before},${value}`
    },
    all,
  }
}

function readHeaders(raw: readonly string[]) {
  const headers = collect()
  const cookies: string[] = []
  for (let at = 0; at < raw.length; at += 2) {
    const name = (raw[at] ?? '').toLowerCase()
    const value = raw[at + 1] ?? ''
    if (name === 'cookie') cookies.push(...value.split(/; */).filter(Boolean))
    else headers.add(name, value)
  }
  return { headers: headers.all, ...(cookies.length && { cookies }) }
}

function readQuery(query: string) {
  if (!query) return {}
  const found = collect()
  for (const pair of query.split('&')) {
    if (!pair) continue
    const [name = '', ...value] = pair.replaceAll('+', ' ').split('=')
    found.add(decode(name), decode(value.join('=')))
  }
  return { queryStringParameters: found.all }
}

function readParameters({ entry, values }: Match) {
  if (!values.length) return {}
  return { pathParameters: Object.fromEntries(entry.names.map((name, at) => [name, decode(values[at] ?? '')])) }
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `12/Mar/2026:19:03:58 +0000` */
function commonLogTime(at: Date): string {
  const text = at.toISOString()
  return `${text.slice(8, 10)}/${months[at.getUTCMonth()]}/${text.slice(0, 4)}:${text.slice(11, 19)} +0000`
}

const authorizerOf = (caller: Caller | undefined, match: Match) =>
  caller && { authorizer: { jwt: { claims: caller.claims, scopes: match.entry.scope ? caller.scopes : null } } }

interface Asked {
  match: Match
  path: string
  query: string
  caller: Caller | undefined
  body: Buffer | undefined
}

/** As AWS does it: paths and query values decoded, `rawQueryString` not, cookies apart from the headers. */
export function gatewayEvent(req: IncomingMessage, { match, path, query, caller, body }: Asked): GatewayEvent {
  const now = new Date()
  const { routeKey } = match.entry
  const rawPath = decode(path)
  const domainName = req.headers.host ?? 'localhost'
  const http = {
    method: req.method ?? 'GET',
    path: rawPath,
    protocol: `HTTP/${req.httpVersion}`,
    sourceIp: req.socket.remoteAddress ?? '',
    userAgent: req.headers['user-agent'] ?? '',
  }
  const place = {
    accountId: '000000000000',
    apiId: 'local',
    domainName,
    domainPrefix: domainName.split(/[.:]/, 1)[0] ?? '',
  }
  const event = {
    version: '2.0',
    routeKey,
    rawPath,
    rawQueryString: query,
    ...readHeaders(req.rawHeaders),
    ...readQuery(query),
    ...readParameters(match),
    requestContext: {
      ...place,
      ...authorizerOf(caller, match),
      http,
      requestId: randomUUID(),
      routeKey,
      stage: '$default',
      time: commonLogTime(now),
      timeEpoch: now.getTime(),
    },
    ...encodeBody(body, req.headers['content-type']),
  }
  return event as GatewayEvent
}
