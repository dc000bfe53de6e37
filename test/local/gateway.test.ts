import { once } from 'node:events'
import { connect } from 'node:net'
import type { APIGatewayProxyEventV2WithJWTAuthorizer, APIGatewayProxyStructuredResultV2 } from 'aws-lambda'
import { createLocalJWKSet, exportJWK, generateKeyPair, SignJWT } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import type { Route } from '../../functions/routes.ts'
import { createGateway } from '../../local/gateway/gateway.ts'
import { createRouteTable } from '../../local/gateway/route-table.ts'
import { createThrottle } from '../../local/gateway/throttle.ts'
import { listening } from './listening.ts'

const issuer = 'https://issuer.example'
const rsa = await generateKeyPair('RS256')
const other = await generateKeyPair('RS256')
const keys = createLocalJWKSet({ keys: [{ ...(await exportJWK(rsa.publicKey)), alg: 'RS256', kid: 'one' }] })
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600

type Claims = Record<string, unknown>
type Result = APIGatewayProxyStructuredResultV2
type Seen = APIGatewayProxyEventV2WithJWTAuthorizer

let seen: Seen[] = []
let result: () => unknown = () => ({ statusCode: 200 })
let server: Awaited<ReturnType<typeof listening>>

const gateway = () =>
  createGateway({
    issuer,
    audience: 'gatepass',
    keys,
    timeoutMillis: 50,
    invoke: async (_fn, event) => {
      seen.push(event as Seen)
      return (await result()) as Result
    },
  })

beforeAll(async () => {
  server = await listening(gateway)
})
afterAll(() => server.close())
afterEach(() => {
  vi.useRealTimers()
  vi.restoreAllMocks()
  seen = []
  result = () => ({ statusCode: 200 })
})

function token(claims: Claims = {}, { key = rsa.privateKey, alg = 'RS256' } = {}): Promise<string> {
  const all = { iss: issuer, aud: 'gatepass', sub: 'ada', exp: inAnHour(), ...claims }
  return new SignJWT(all).setProtectedHeader({ alg, kid: 'one' }).sign(key)
}

const call = (path: string, init?: RequestInit) => fetch(server.origin + path, init)
const as = async (claims: Claims = {}) => ({ authorization: `Bearer ${await token(claims)}` })
const answered = async (answer: Response) => [answer.status, await answer.json()]

/** One request as bytes, for what no well-behaved client sends; answers the bytes that came back. */
async function raw(text: string, { end = true } = {}): Promise<string> {
  const socket = connect(Number(new URL(server.origin).port), '127.0.0.1')
  let back = ''
  socket.setEncoding('utf8').on('data', (chunk: string) => {
    back += chunk
  })
  socket.on('error', () => {})
  socket.write(text)
  if (end) socket.end()
  else socket.destroy()
  await once(socket, 'close')
  return back
}

test('a function sees the request in payload format 2.0', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2026-03-02T09:05:07Z') })
  const path = '/api/accounts/a%20b/experts/m%2F1/reports/r?x=1&y=%C3%BC&x=2&flag&z=a+b'
  const headers = { ...(await as()), cookie: 'one=1; two=2', 'X-Thing': 'Value' }
  await call(path, { headers })
  const routeKey = 'GET /api/accounts/{account}/experts/{member}/reports/{report}'
  expect(seen[0]).toMatchObject({
    version: '2.0',
    routeKey,
    rawPath: '/api/accounts/a b/experts/m/1/reports/r',
    rawQueryString: 'x=1&y=%C3%BC&x=2&flag&z=a+b',
    cookies: ['one=1', 'two=2'],
    headers: { 'x-thing': 'Value' },
    queryStringParameters: { x: '1,2', y: 'ü', flag: '', z: 'a b' },
    pathParameters: { account: 'a b', member: 'm/1', report: 'r' },
    requestContext: {
      http: {
        method: 'GET',
        path: '/api/accounts/a b/experts/m/1/reports/r',
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
      },
      routeKey,
      stage: '$default',
      time: '02/Mar/2026:09:05:07 +0000',
      timeEpoch: Date.UTC(2026, 2, 2, 9, 5, 7),
      authorizer: { jwt: { claims: { sub: 'ada' }, scopes: null } },
    },
    isBase64Encoded: false,
  })
  expect(seen[0]?.headers).not.toHaveProperty('cookie')
  expect(seen[0]).not.toHaveProperty('body')
})

test('what a request does not have, the event does not have', async () => {
  await call('/api/openapi.json')
  for (const name of ['cookies', 'queryStringParameters', 'pathParameters', 'body'])
    expect(seen[0]).not.toHaveProperty(name)
  expect(seen[0]).toMatchObject({ rawQueryString: '' })
  expect(seen[0]?.requestContext).not.toHaveProperty('authorizer')
})

test('repeated headers are one value, joined by commas', async () => {
  await raw(
    'GET /api/openapi.json HTTP/1.1\r\nHost: x\r\nX-A: 1\r\nx-a: 2\r\nAccept: a\r\nACCEPT: b\r\nConnection: close\r\n\r\n',
  )
  expect(seen[0]?.headers).toMatchObject({ 'x-a': '1,2', accept: 'a,b' })
})

test.each([
  ['application/json', '{"a":"ü"}', false],
  ['application/json; charset=utf-8', '{}', false],
  ['text/csv', 'a,b', false],
  ['application/xml', '<a/>', false],
  ['application/x-www-form-urlencoded', 'a=b', true],
  ['application/octet-stream', 'bytes', true],
])('a body of type %s arrives whole', async (type, body, isBase64Encoded) => {
  await call('/api/accounts/a/experts', { method: 'POST', headers: { ...(await as()), 'content-type': type }, body })
  expect(seen[0]).toMatchObject({
    isBase64Encoded,
    body: isBase64Encoded ? Buffer.from(body).toString('base64') : body,
  })
})

test('claims arrive as text, arrays as API Gateway writes them', async () => {
  const headers = await as({ groups: ['a', 'b'], email_verified: true, exp: 4102444800, aud: ['gatepass', 'more'] })
  await call('/api/me', { headers })
  expect(seen[0]?.requestContext.authorizer.jwt.claims).toMatchObject({
    groups: '[a b]',
    email_verified: 'true',
    exp: '4102444800',
    aud: '[gatepass more]',
  })
})

test('an answer goes back as the function gave it', async () => {
  const bytes = Buffer.from([0, 255, 1])
  result = () => ({
    statusCode: 418,
    headers: { 'content-type': 'image/x', 'x-n': 7 },
    cookies: ['a=1', 'b=2; Path=/'],
    body: bytes.toString('base64'),
    isBase64Encoded: true,
  })
  const answer = await call('/api/openapi.json')
  expect([answer.status, answer.headers.get('content-type'), answer.headers.get('x-n')]).toEqual([418, 'image/x', '7'])
  expect(answer.headers.getSetCookie()).toEqual(['a=1', 'b=2; Path=/'])
  expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes)
})

test('an answer without a status is JSON by itself', async () => {
  result = () => ({ hello: 'there' })
  const answer = await call('/api/openapi.json')
  expect(answer.headers.get('content-type')).toBe('application/json')
  expect(await answered(answer)).toEqual([200, { hello: 'there' }])
})

test('no route, no method: 404', async () => {
  const headers = await as()
  for (const path of ['/api', '/api/', '/api/me/', '/api/nothing', '/api/accounts//audit', '/openapi.json'])
    expect(await answered(await call(path, { headers }))).toEqual([404, { message: 'Not Found' }])
  expect((await call('/api/me', { method: 'DELETE', headers })).status).toBe(404)
  expect(seen).toEqual([])
})

test('a literal segment wins over a parameter', () => {
  const row = (path: Route['path']): Route => ({
    method: 'GET',
    path,
    needs: { signedIn: true },
    function: 'about',
    summary: '',
  })
  const find = createRouteTable(
    ['/{a}/x/{b}', '/y/{c}/z', '/y/x/{d}', '/.well-known/{e}'].map((path) => row(path as Route['path'])),
  )
  expect(find('GET', '/api/y/x/z')?.entry.routeKey).toBe('GET /api/y/x/{d}')
  expect(find('GET', '/api/y/w/z')?.entry.routeKey).toBe('GET /api/y/{c}/z')
  expect(find('GET', '/api/w/x/z')).toMatchObject({ entry: { routeKey: 'GET /api/{a}/x/{b}' }, values: ['w', 'z'] })
  expect(find('GET', '/.well-known/1')?.values).toEqual(['1'])
})

test('only a good token opens a route', async () => {
  const past = Math.floor(Date.now() / 1000) - 1
  const bad = {
    missing: undefined,
    'not bearer': 'Basic abc',
    garbage: 'Bearer abc',
    'another key': `Bearer ${await token({}, { key: other.privateKey })}`,
    'another issuer': `Bearer ${await token({ iss: 'https://else.example' })}`,
    'another audience': `Bearer ${await token({ aud: 'console' })}`,
    over: `Bearer ${await token({ exp: past })}`,
    early: `Bearer ${await token({ nbf: past + 3600 })}`,
    endless: `Bearer ${await token({ exp: undefined })}`,
    unsigned: 'Bearer eyJhbGciOiJub25lIn0.eyJpc3MiOiJodHRwczovL2lzc3Vlci5leGFtcGxlIn0.',
    long: `Bearer ${'a'.repeat(9000)}`,
  }
  for (const [why, authorization] of Object.entries(bad)) {
    const answer = await call('/api/me', authorization ? { headers: { authorization } } : {})
    expect([why, ...(await answered(answer))]).toEqual([why, 401, { message: 'Unauthorized' }])
    expect(answer.headers.get('www-authenticate')).toBe('Bearer')
  }
  expect(seen).toEqual([])
})

test('a token without an audience counts by its client', async () => {
  expect((await call('/api/me', { headers: await as({ aud: undefined, client_id: 'gatepass' }) })).status).toBe(200)
  expect((await call('/api/me', { headers: await as({ aud: undefined, client_id: 'other' }) })).status).toBe(401)
})

test('a token that was good a moment ago is refused once it is over', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2030-01-01T00:00:00Z') })
  const headers = await as({ exp: Date.now() / 1000 + 60 })
  expect((await call('/api/me', { headers })).status).toBe(200)
  vi.setSystemTime(Date.now() + 59_999)
  expect((await call('/api/me', { headers })).status).toBe(200)
  vi.setSystemTime(Date.now() + 1)
  expect((await call('/api/me', { headers })).status).toBe(401)
})

test('a route that only a scope opens is closed without it', async () => {
  const create = async (claims: Claims) => call('/api/accounts', { method: 'POST', headers: await as(claims) })
  expect(await answered(await create({ scope: 'gatepass/decide' }))).toEqual([403, { message: 'Forbidden' }])
  expect((await create({ scope: 'openid gatepass/operate' })).status).toBe(200)
  expect(seen[0]?.requestContext.authorizer.jwt.scopes).toEqual(['openid', 'gatepass/operate'])
})

test('a route that a scope or a person opens is left to the function', async () => {
  await call('/api/accounts/a', { headers: await as({ scope: 'openid' }) })
  expect(seen[0]?.requestContext.authorizer.jwt.scopes).toBeNull()
})

test('an open route answers only so many at once', async () => {
  const fresh = await listening(gateway)
  const answers = await Promise.all(Array.from({ length: 60 }, () => fetch(`${fresh.origin}/api/invitations/t`)))
  const refused = answers.filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThan(20)
  expect(await refused[0]?.json()).toEqual({ message: 'Too Many Requests' })
  await fresh.close()
})

test('a throttle fills up again at its pace, and never beyond its burst', () => {
  const mayPass = createThrottle({ perSecond: 2, burst: 3 })
  const at = (millis: number, times: number) =>
    Array.from({ length: times }, () => mayPass(millis)).filter(Boolean).length
  expect([at(0, 5), at(499, 1), at(500, 2), at(60_000, 9), at(59_000, 1)]).toEqual([3, 0, 1, 3, 0])
})

test('a function that throws tells the log, not the caller', async () => {
  const log = vi.spyOn(console, 'error').mockImplementation(() => {})
  result = () => {
    throw new Error('secret detail')
  }
  expect(await answered(await call('/api/openapi.json'))).toEqual([500, { message: 'Internal Server Error' }])
  expect(log).toHaveBeenCalledOnce()
})

test.each([
  ['a status that is none', { statusCode: 'many' }],
  ['a body that is no text', { statusCode: 200, body: { a: 1 } }],
  ['a header that would split the answer', { statusCode: 200, headers: { 'x-a': 'a\r\nset-cookie: b=1' } }],
])('%s becomes a 500', async (_what, wrong) => {
  vi.spyOn(console, 'error').mockImplementation(() => {})
  result = () => wrong
  const answer = await call('/api/openapi.json')
  expect(answer.headers.get('set-cookie')).toBeNull()
  expect(await answered(answer)).toEqual([500, { message: 'Internal Server Error' }])
})

test('a function that does not come back becomes a 503', async () => {
  result = () => new Promise(() => {})
  expect(await answered(await call('/api/openapi.json'))).toEqual([503, { message: 'Service Unavailable' }])
})

test('a path or query that cannot be decoded is a 400', async () => {
  const headers = await as()
  for (const path of ['/api/invitations/%zz', '/api/invitations/%ff', '/api/openapi.json?a=%e0%a4'])
    expect(await answered(await call(path, { headers }))).toEqual([400, { message: 'Bad Request' }])
})

test('a body above 10 MB is a 413, announced or not', async () => {
  const headers = { ...(await as()), 'content-type': 'application/json' }
  const post = (init: RequestInit) => call('/api/accounts/a/experts', { method: 'POST', headers, ...init })
  const large = new Uint8Array(10 * 1024 * 1024 + 1)
  expect((await post({ body: large.subarray(1) })).status).toBe(200)
  const { authorization } = headers
  const head = `POST /api/accounts/a/experts HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\n`
  expect(await raw(`${head}Content-Length: 10485761\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 413 .*"message":"Request Entity Too Large"/s,
  )
  const chunk = `100000\r\n${'a'.repeat(0x100000)}\r\n`
  expect(await raw(`${head}Transfer-Encoding: chunked\r\n\r\n${chunk.repeat(10)}1\r\na\r\n0\r\n\r\n`)).toMatch(
    /^HTTP\/1\.1 413 /,
  )
  expect(seen).toHaveLength(1)
})

test('a caller who leaves in the middle harms nobody', async () => {
  const { authorization } = await as()
  const head = `POST /api/accounts/a/experts HTTP/1.1\r\nHost: x\r\nAuthorization: ${authorization}\r\nContent-Length: 100\r\n\r\n`
  await raw(`${head}{"half":`, { end: false })
  await raw('GARBAGE\r\n\r\n')
  expect((await call('/api/openapi.json')).status).toBe(200)
  expect(seen.map(({ routeKey }) => routeKey)).toEqual(['GET /api/openapi.json'])
})
