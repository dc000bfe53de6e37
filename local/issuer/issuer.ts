/** A development issuer: real OpenID Connect (code + PKCE, client credentials, refresh rotation), passwords only where one was set. */
import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import { createLocalJWKSet, type JWK, type JWTVerifyGetKey } from 'jose'
import { Provider } from 'oidc-provider'
import { consoleClient, serviceClient, settings } from './config.ts'
import { createPeople, type People } from './people.ts'
import { createSignIn } from './sign-in.ts'
import { createAdapter, keptSecret, keptSigningKey } from './store.ts'
import { audience, createTokens, type ServiceClient, serviceScopes } from './tokens.ts'

export interface Issuer {
  listener: RequestListener
  issuer: string
  audience: string
  keys: JWTVerifyGetKey
  personToken(email: string, extra?: { name?: string; emailVerified?: boolean }): Promise<string>
  loginToken(login: string): Promise<string>
  serviceToken(client: ServiceClient): Promise<string>
  serviceSecret(client: ServiceClient): Promise<string>
}

interface Place {
  /** `${origin}/oidc`: the issuer's name and where it is mounted. */
  url: string
  db: DatabaseSync
  appOrigin: string
  /** Where a new installation takes its signing key from. */
  newSigningKey?: (() => Promise<string>) | undefined
}

const publicPart = ({ kty, n, e, kid, alg, use }: JWK) => ({ kty, n, e, kid, alg, use }) as JWK

export async function createIssuer({ url, db, appOrigin, newSigningKey }: Place): Promise<Issuer> {
  const tokens = await createTokens({ url, db })
  const people = createPeople(db)
  const key = await keptSigningKey(db, newSigningKey)
  const serviceSecret = (client: ServiceClient) => keptSecret(db, `client-${client}`)
  const services = (Object.keys(serviceScopes) as ServiceClient[]).map(async (name) =>
    serviceClient(name, await serviceSecret(name)),
  )

  const provider = new Provider(url, {
    ...settings(people, appOrigin),
    adapter: createAdapter(db),
    clients: [consoleClient(appOrigin), ...(await Promise.all(services))],
    cookies: { keys: [await keptSecret(db, 'cookies')] },
    jwks: { keys: [key as Required<Pick<JWK, 'kty'>> & JWK] },
  })
  provider.on('server_error', (_ctx, error) => console.error('issuer:', error))

  const keys = createLocalJWKSet({ keys: [publicPart(key)] })
  return {
    listener: mount(provider, people, { url, appOrigin }),
    issuer: url,
    audience,
    keys,
    ...tokens,
    serviceSecret,
  }
}

function mount(provider: Provider, people: People, { url, appOrigin }: Omit<Place, 'db'>): RequestListener {
  const { pathname, host } = new URL(url)
  const callback = provider.callback()
  const signIn = createSignIn(provider, people)
  const fail = (res: ServerResponse) => (error: unknown) => {
    if (!(error instanceof RangeError)) console.error('issuer:', error)
    if (!res.headersSent) res.writeHead(error instanceof RangeError ? 413 : 500)
    res.end()
  }
  return (req: IncomingMessage & { originalUrl?: string }, res) => {
    // Without passwords, a page elsewhere that rebinds its name to this machine could be anyone.
    if (req.headers.host !== host) {
      res.writeHead(421, { 'content-type': 'text/plain' }).end(`This issuer answers at ${url} only.\n`)
      return
    }
    res.setHeader('content-security-policy', policy(appOrigin))
    res.setHeader('referrer-policy', 'no-referrer')
    res.setHeader('x-content-type-options', 'nosniff')
    res.setHeader('cache-control', 'no-store')
    const target = req.url ?? ''
    if (target.startsWith(`${pathname}/interaction/`)) {
      signIn(req, res).catch(fail(res))
      return
    }
    req.originalUrl = target
    req.url = target.slice(pathname.length) || '/'
    callback(req, res)
  }
}

/** Chromium applies form-action to the redirects after a form as well, so the app's origin is named. */
const policy = (appOrigin: string): string =>
  `default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'self' ${appOrigin}; base-uri 'none'; frame-ancestors 'none'`
