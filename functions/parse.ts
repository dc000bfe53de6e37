import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { Refusal } from '../shared/errors.ts'
import { wantsCsv } from './csv.ts'
import { readCursor } from './cursor.ts'
import type { Exchange } from './endpoint.ts'
import { routes } from './routes.ts'

/** A Lambda function is given 6 MB, with escapes and headers. */
const formats = {
  json: { type: 'application/json', most: 1_000_000, read: readJson },
  csv: { type: 'text/csv', most: 4_000_000, read: (text: string): unknown => text },
} as const
const mostPerPage = 100
const usualPerPage = 25

/** Body, query and headers into what the endpoint takes. @throws Refusal with the field that is wrong. */
export function parse(exchange: Exchange, event: APIGatewayProxyEventV2): void {
  const { endpoint, caller, params } = exchange
  const { operation } = endpoint
  const query = { ...event.queryStringParameters }
  const { headers } = event
  if (headers.accept !== undefined) exchange.accept = headers.accept
  exchange.page = takePage(query, exchange)
  if (endpoint.query) exchange.query = endpoint.query(query)
  const ifVersion = versionOf(headers['if-match'])
  if (ifVersion !== undefined) exchange.ifVersion = ifVersion

  if (!endpoint.body) return
  const key = routes[operation].method === 'POST' ? headers['idempotency-key'] : undefined
  if (key !== undefined) requireKey(key)
  const { type, most, read } = formats[endpoint.bodyAs ?? 'json']
  const text = bodyText(event, most)
  if (!isEmpty(text)) requireType(type, headers['content-type'])
  exchange.body = endpoint.body(read(text))
  if (key !== undefined) {
    const who = caller?.kind === 'person' ? caller.subject : (caller?.client ?? '')
    const where = params.account ?? params.organization ?? params.partner ?? ''
    exchange.attempt = { scope: `${operation}#${where}#${who}`, key, body: text }
  }
}

function requireKey(key: string): void {
  if (!/^[\x21-\x7e]{1,128}$/.test(key))
    throw new Refusal('invalid_header', 'It has 1 to 128 visible ASCII characters', 'Idempotency-Key')
}

function bodyText({ body = '', isBase64Encoded }: APIGatewayProxyEventV2, most: number): string {
  const text = isBase64Encoded ? Buffer.from(body, 'base64').toString('utf8') : body
  if (text.length > most) throw new Refusal('body_too_large', `A body has at most ${most} characters`)
  return text
}

const isEmpty = (text: string): boolean => text.trim() === ''

function requireType(wanted: string, sent = ''): void {
  if (/^[^;]*/.exec(sent)?.[0].trim().toLowerCase() !== wanted)
    throw new Refusal('invalid_header', `A body is sent as ${wanted}`, 'Content-Type')
}

/** An empty body is an empty object: it then lacks whatever is required, or nothing. */
function readJson(text: string): unknown {
  if (isEmpty(text)) return {}
  try {
    return JSON.parse(text, /\\ud[89a-f]/i.test(text) ? refuseHalves : undefined)
  } catch {
    throw new Refusal('invalid_json', 'The body is not JSON')
  }
}

/** Half of a surrogate pair can be written in JSON, but is not text and cannot be stored. */
function refuseHalves(name: string, value: unknown): unknown {
  if (!name.isWellFormed() || (typeof value === 'string' && !value.isWellFormed())) throw new SyntaxError()
  return value
}

function takePage(query: Record<string, string | undefined>, exchange: Exchange) {
  const { operation, mostAsCsv } = exchange.endpoint
  const { limit, cursor } = query
  delete query.limit
  delete query.cursor
  // A file is fetched whole, so it comes in as few pieces as may be.
  const asCsv = wantsCsv(exchange) ? mostAsCsv : undefined
  const most = asCsv ?? mostPerPage
  const count = limit === undefined ? (asCsv ?? usualPerPage) : /^\d{1,4}$/.test(limit) ? Number(limit) : 0
  if (count < 1 || count > most) throw new Refusal('invalid_query', `It is a whole number from 1 to ${most}`, 'limit')
  return {
    limit: count,
    ...(cursor !== undefined && { after: readCursor(cursor, operation) }),
    ...(limit === undefined && cursor === undefined && { whole: true as const }),
  }
}

/** `If-Match: 3` or `"3"`: the version that was read. */
function versionOf(header: string | undefined): number | undefined {
  if (header === undefined || header === '*') return undefined
  const [, , digits] = /^("?)(\d{1,9})\1$/.exec(header) ?? []
  if (digits === undefined) throw new Refusal('invalid_header', 'It holds the version that was read', 'If-Match')
  return Number(digits)
}
