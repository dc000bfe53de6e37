/**
 * The one chain every request passes: who is it, may they, is it well-formed, do it, answer. Refusals become problem
 * documents (RFC 9457) here and nowhere else.
 */
import middy, { type MiddlewareObj } from '@middy/core'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { now } from '../shared/clock.ts'
import { Refusal } from '../shared/errors.ts'
import { authorize } from './authorize.ts'
import type { Answer, AnyEndpoint, Exchange } from './endpoint.ts'
import { identify } from './identify.ts'
import { parse } from './parse.ts'
import { problem } from './problem.ts'
import { pathOf, routes } from './routes.ts'

/** The gateway's event, with the exchange that the steps fill in. */
type Event = APIGatewayProxyEventV2 & { exchange: Exchange }
type Api = MiddlewareObj<Event, APIGatewayProxyStructuredResultV2>

/** One Lambda function that serves these endpoints. */
export function serve(...endpoints: readonly AnyEndpoint[]) {
  const byRoute = new Map(
    endpoints.map((endpoint) => {
      const route = routes[endpoint.operation]
      return [`${route.method} ${pathOf(route)}`, endpoint]
    }),
  )
  const find = (event: Event) => {
    const endpoint = byRoute.get(event.routeKey)
    if (!endpoint) throw new Refusal('not_found', `Nothing is served at ${event.routeKey}`)
    event.exchange = { endpoint, params: event.pathParameters ?? {}, now: now() }
  }
  return middy<Event, APIGatewayProxyStructuredResultV2>()
    .use(requestId())
    .use(refusals())
    .use(step(find))
    .use(step((event) => identify(event.exchange, event)))
    .use(step(({ exchange }) => authorize(exchange)))
    .use(step((event) => parse(event.exchange, event)))
    .handler(async ({ exchange }) => toResult(await exchange.endpoint.handle(exchange as never)))
}

const step = (act: (event: Event) => void | Promise<void>): Api => ({ before: ({ event }) => act(event) })

/** Callers find their request again by their own id, as AuthZEN demands; also when it was refused. */
function requestId(): Api {
  const echo: Api['after'] = ({ event, response }) => {
    const id = event.headers['x-request-id']
    if (response && id !== undefined) response.headers = { ...response.headers, 'x-request-id': id }
  }
  return { after: echo, onError: echo }
}

const refusals = (): Api => ({
  onError: (request) => {
    const { error, event } = request
    const requestId = event.requestContext.requestId
    if (!(error instanceof Refusal))
      console.error({ message: 'Unexpected failure', requestId, route: event.routeKey, error })
    request.response = problem(error instanceof Refusal ? error : undefined, requestId)
  },
})

function toResult({ status, body, text, bytes, headers }: Answer): APIGatewayProxyStructuredResultV2 {
  const common = { 'cache-control': 'no-store', ...headers }
  if (text !== undefined) return { statusCode: status, headers: common, body: text }
  if (bytes !== undefined)
    return { statusCode: status, headers: common, body: bytes.toString('base64'), isBase64Encoded: true }
  if (body === undefined) return { statusCode: status, headers: common }
  return { statusCode: status, headers: { 'content-type': 'application/json', ...common }, body: JSON.stringify(body) }
}
