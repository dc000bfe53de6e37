/** What goes back to the caller: a function's answer, or the gateway's own in AWS's words. */
import type { ServerResponse } from 'node:http'
import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

/** An answer of the gateway itself, before or instead of a function's. */
export class Answer extends Error {
  readonly status: number
  readonly headers: Record<string, string>

  constructor(status: number, message: string, headers: Record<string, string> = {}) {
    super(message)
    this.status = status
    this.headers = headers
  }
}

/** A target that cannot be decoded, such as `%zz`. */
export class Undecodable extends Error {}

/** An answer without a status is a body by itself, as API Gateway infers it. */
function structured(result: unknown): APIGatewayProxyStructuredResultV2 {
  if (typeof result === 'object' && result !== null && 'statusCode' in result)
    return result as APIGatewayProxyStructuredResultV2
  const body = typeof result === 'string' ? result : JSON.stringify(result ?? null)
  return { statusCode: 200, headers: { 'content-type': 'application/json' }, body }
}

export function write(res: ServerResponse, result: unknown): void {
  const { statusCode, headers = {}, cookies, body = '', isBase64Encoded } = structured(result)
  if (!Number.isInteger(statusCode) || Number(statusCode) < 200 || Number(statusCode) > 599 || typeof body !== 'string')
    throw new TypeError(
      `a function answered what API Gateway cannot pass on: status ${statusCode}, ${typeof body} body`,
    )
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) res.setHeader(name, String(value))
  if (cookies?.length) res.setHeader('set-cookie', cookies)
  if (body && !res.hasHeader('content-type')) res.setHeader('content-type', 'text/plain;charset=UTF-8')
  res.statusCode = Number(statusCode)
  // Text as it is: node then sends head and body in one piece.
  res.end(isBase64Encoded ? Buffer.from(body, 'base64') : body)
}

export function refuse(res: ServerResponse, error: unknown): void {
  const answer = error instanceof Answer ? error : new Answer(...unexpected(error))
  if (res.headersSent || res.destroyed) {
    res.destroy()
    return
  }
  for (const name of res.getHeaderNames()) res.removeHeader(name)
  const body = JSON.stringify({ message: answer.message })
  res
    .writeHead(answer.status, { 'content-type': 'application/json', 'content-length': body.length, ...answer.headers })
    .end(body)
}

function unexpected(error: unknown): [number, string] {
  if (error instanceof Undecodable) return [400, 'Bad Request']
  console.error('gateway:', error)
  return [500, 'Internal Server Error']
}
