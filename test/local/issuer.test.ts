import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { jwtVerify } from 'jose'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { createGateway } from '../../local/gateway/gateway.ts'
import { createIssuer, type Issuer } from '../../local/issuer/issuer.ts'
import { browser, pkce } from './browser.ts'
import { listening } from './listening.ts'
import { form, signingIn } from './signing-in.ts'

const db = new DatabaseSync(':memory:')
let issuer: Issuer
let server: Awaited<ReturnType<typeof listening>>

beforeAll(async () => {
  server = await listening(async (origin) => {
    issuer = await createIssuer({ url: `${origin}/oidc`, db, appOrigin: origin })
    const gateway = createGateway({
      ...issuer,
      invoke: async (_fn, event) => ({ statusCode: 200, body: JSON.stringify(event.requestContext) }),
    })
    return (req, res) => (req.url?.startsWith('/oidc/') ? issuer.listener : gateway)(req, res)
  })
})
afterAll(() => server.close())
afterEach(() => vi.useRealTimers())

const claims = async (token: string) =>
  (await jwtVerify(token, issuer.keys, { issuer: issuer.issuer, audience: 'gatepass' })).payload

const { callback, authorization, post, redeem, renew, begin } = signingIn(() => server.origin)

async function signIn(someone: Record<string, string>, web = browser()) {
  const { answer, tokens } = await (await begin(web)).finish(someone)
  expect(answer?.status).toBe(200)
  return { web, tokens }
}

interface Said {
  authorizer: { jwt: { claims: Record<string, string>; scopes: string[] | null } }
}

const ada = { email: ' Ada@Kaleyra.com', name: 'Ada Lovelace', verified: 'on' }

test('a person who signs in with code and PKCE gets a token that the gateway accepts', async () => {
  const { tokens } = await signIn(ada)
  const answer = await fetch(`${server.origin}/api/me`, { headers: { authorization: `Bearer ${tokens.access_token}` } })
  expect(answer.status).toBe(200)
  const said = ((await answer.json()) as Said).authorizer.jwt
  expect(said.claims).toMatchObject({
    iss: issuer.issuer,
    aud: 'gatepass',
    email: 'ada@kaleyra.com',
    email_verified: 'true',
    name: 'Ada Lovelace',
    client_id: 'console',
    scope: 'openid email profile',
  })
  expect(said.scopes).toBeNull()
})

test('the same email is the same person, however they come', async () => {
  const { tokens } = await signIn(ada)
  const signedIn = await claims(tokens.access_token ?? '')
  const minted = await claims(await issuer.personToken('ADA@kaleyra.com'))
  expect(minted).toMatchObject({ sub: signedIn.sub, name: 'Ada Lovelace', email_verified: true, scope: signedIn.scope })
})

test('an email that is not verified says so in the token', async () => {
  const { tokens } = await signIn({ email: 'new@kaleyra.com', name: '' })
  expect(await claims(tokens.access_token ?? '')).toMatchObject({ email_verified: false, name: 'new' })
})

test('a person asking for a service’s scope does not get it', async () => {
  const { verifier, challenge } = pkce()
  const web = browser()
  const page = await web.follow(authorization(challenge, { scope: 'openid gatepass/operate' }), callback())
  const back = await web.follow(page.url, callback(), form(ada))
  const tokens = (await (await redeem(back.url.searchParams.get('code'), verifier)).json()) as Record<string, string>
  expect((await claims(tokens.access_token ?? '')).scope).toBe('openid')
})

test('the page offers the people it knows, and the invited email first', async () => {
  await issuer.personToken('grace@customer.example', { name: 'Grace <Hopper>' })
  const known = await browser().follow(
    authorization('c'.repeat(43), { login_hint: 'grace@customer.example' }),
    callback(),
  )
  expect(known.html).toContain('Grace &lt;Hopper&gt;')
  expect(known.html).toMatch(/class="person hinted" autofocus><b>Grace/)
  const unknown = await browser().follow(authorization('c'.repeat(43), { login_hint: 'else@kaleyra.com' }), callback())
  expect(unknown.html).toContain('Continue as else@kaleyra.com')
})

test('someone signed in is asked again for another email or for prompt=login, and otherwise not', async () => {
  const { web } = await signIn(ada)
  const where = async (extra: Record<string, string>) =>
    (await web.follow(authorization(pkce().challenge, extra), callback())).url.pathname
  expect(await where({})).toBe('/callback')
  expect(await where({ login_hint: 'ada@kaleyra.com' })).toBe('/callback')
  expect(await where({ login_hint: 'grace@customer.example' })).toContain('/oidc/interaction/')
  expect(await where({ prompt: 'login' })).toContain('/oidc/interaction/')
})

test('after signing in as someone else, the token is theirs', async () => {
  const { web } = await signIn(ada)
  const { verifier, challenge } = pkce()
  const page = await web.follow(authorization(challenge, { prompt: 'login' }), callback())
  const back = await web.follow(page.url, callback(), form({ email: 'grace@customer.example', verified: 'on' }))
  const tokens = (await (await redeem(back.url.searchParams.get('code'), verifier)).json()) as Record<string, string>
  expect((await claims(tokens.access_token ?? '')).email).toBe('grace@customer.example')
})

test('an email that is none is refused on the page, and nobody is created', async () => {
  const web = browser()
  const page = await web.follow(authorization(pkce().challenge), callback())
  const again = await web.follow(page.url, callback(), form({ email: 'nobody' }))
  expect(again.html).toContain('role="alert"')
  expect(again.html).not.toContain('value="nobody"')
})

test('a code without its verifier is worth nothing', async () => {
  const web = browser()
  const page = await web.follow(authorization(pkce().challenge), callback())
  const back = await web.follow(page.url, callback(), form(ada))
  expect((await redeem(back.url.searchParams.get('code'), pkce().verifier)).status).toBe(400)
})

test('a refresh token is good once', async () => {
  const { tokens } = await signIn(ada)
  const renewed = await renew(tokens.refresh_token)
  expect(renewed.status).toBe(200)
  const fresh = (await renewed.json()) as Record<string, string>
  expect((await claims(fresh.access_token ?? '')).email).toBe('ada@kaleyra.com')
  expect(fresh.refresh_token).not.toBe(tokens.refresh_token)
  expect((await renew(tokens.refresh_token)).status).toBe(400)
})

test('a redirect to elsewhere is refused', async () => {
  const answer = await fetch(authorization(pkce().challenge, { redirect_uri: 'https://evil.example/' }), {
    redirect: 'manual',
  })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toContain('redirect_uri')
})

test.each([
  ['operator', 'gatepass/operate'],
  ['decide', 'gatepass/decide'],
  ['record', 'gatepass/record'],
] as const)('the service %s gets %s with its secret, and nothing without', async (client, scope) => {
  const basic = (secret: string) => ({
    authorization: `Basic ${Buffer.from(`${client}:${secret}`).toString('base64')}`,
  })
  const ask = async (secret: string, fields: Record<string, string> = {}) =>
    post('token', { grant_type: 'client_credentials', ...fields }, basic(secret))
  const secret = await issuer.serviceSecret(client)
  for (const fields of [{}, { scope }]) {
    const answer = await ask(secret, fields as Record<string, string>)
    expect(answer.status).toBe(200)
    const { access_token } = (await answer.json()) as { access_token: string }
    expect(await claims(access_token)).toMatchObject({ sub: client, client_id: client, scope })
  }
  expect((await ask('wrong')).status).toBe(401)
  expect(await claims(await issuer.serviceToken(client))).toMatchObject({ sub: client, client_id: client, scope })
})

test('a service asking for another service’s scope does not get it', async () => {
  const secret = await issuer.serviceSecret('record')
  const fields = {
    grant_type: 'client_credentials',
    client_id: 'record',
    client_secret: secret,
    scope: 'gatepass/operate',
  }
  const { access_token } = (await (await post('token', fields)).json()) as { access_token?: string }
  expect(access_token && (await claims(access_token)).scope).toBeFalsy()
})

test('keys, people and secrets outlast a restart', async () => {
  const again = await createIssuer({ url: issuer.issuer, db, appOrigin: server.origin })
  const before = await issuer.personToken('ada@kaleyra.com')
  const { payload } = await jwtVerify(before, again.keys)
  expect((await claims(await again.personToken('ada@kaleyra.com'))).sub).toBe(payload.sub)
  expect(await again.serviceSecret('decide')).toBe(await issuer.serviceSecret('decide'))
})

test('a minted token lasts an hour from the moment it was asked for', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: new Date('2030-05-01T10:00:00Z') })
  const { iat, exp } = await claims(await issuer.personToken('ada@kaleyra.com'))
  expect([iat, exp]).toEqual([Date.UTC(2030, 4, 1, 10) / 1000, Date.UTC(2030, 4, 1, 11) / 1000])
})

test('under another host name it answers nothing, so that no other site can sign in', async () => {
  const port = new URL(server.origin).port
  expect((await fetch(`http://127.0.0.1:${port}/oidc/.well-known/openid-configuration`)).status).toBe(421)
})

test('signing out at the issuer ends the session there', async () => {
  const { web } = await signIn(ada)
  const query = new URLSearchParams({ client_id: 'console', post_logout_redirect_uri: `${server.origin}/` })
  const ask = await web.follow(`${server.origin}/oidc/session/end?${query}`, 'none')
  const xsrf = /name="xsrf" value="([^"]+)"/.exec(ask.html)?.[1] ?? ''
  const back = await web.visit(`${server.origin}/oidc/session/end/confirm`, form({ xsrf, logout: 'yes' }))
  expect(back.headers.get('location')).toBe(`${server.origin}/`)
  const next = await web.follow(authorization(pkce().challenge), callback())
  expect(next.url.pathname).toContain('/oidc/interaction/')
})

test('the command prints a token that the running issuer’s keys verify, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'gatepass-'))
  const running = new DatabaseSync(join(folder, 'local.sqlite'), { timeout: 5000 })
  running.exec('PRAGMA journal_mode = WAL')
  const url = 'http://localhost:3999/oidc'
  const { keys } = await createIssuer({ url, db: running, appOrigin: 'http://localhost:3999' })
  const run = (...words: string[]) =>
    promisify(execFile)(process.execPath, ['local/token.ts', ...words], {
      env: { ...process.env, GATEPASS_DATA: folder, PORT: '3999' },
    })
  const [person, service] = await Promise.all([run('Ada@kaleyra.com', 'Ada'), run('--client', 'record')])
  const read = async ({ stdout }: { stdout: string }) =>
    (await jwtVerify(stdout.trimEnd(), keys, { issuer: url })).payload
  expect(await read(person)).toMatchObject({ email: 'ada@kaleyra.com', name: 'Ada' })
  expect(await read(service)).toMatchObject({ sub: 'record', scope: 'gatepass/record' })
  await expect(run('--client', 'nobody')).rejects.toMatchObject({ code: 2, stdout: '' })
  running.close()
  await rm(folder, { recursive: true })
})
