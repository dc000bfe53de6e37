import { type ClientMetadata, type Configuration, interactionPolicy, type KoaContextWithOIDC } from 'oidc-provider'
import { normalEmail, type People } from './people.ts'
import { escapeHtml, page } from './sign-in-page.ts'
import { audience, isServiceClient, personClaims, personScope, serviceScopes, tokenSeconds } from './tokens.ts'

/** Every token is for the one API behind the gateway, whether or not a client names it (RFC 8707 wants a URI). */
const resource = 'urn:gatepass'
const scopeOf = (client: string): string => (isServiceClient(client) ? serviceScopes[client] : personScope)
const day = 24 * 3600

export const consoleClient = (appOrigin: string): ClientMetadata => ({
  client_id: 'console',
  client_name: 'Gatepass',
  application_type: 'web',
  token_endpoint_auth_method: 'none',
  grant_types: ['authorization_code', 'refresh_token'],
  redirect_uris: [`${appOrigin}/`, `${appOrigin}/callback`],
  post_logout_redirect_uris: [`${appOrigin}/`],
})

export const serviceClient = (client: string, secret: string): ClientMetadata => ({
  client_id: client,
  client_secret: secret,
  grant_types: ['client_credentials'],
  response_types: [],
  redirect_uris: [],
})

/** Signs in again when the hint names someone else than the session; nobody is asked for consent. */
function prompts(people: People): interactionPolicy.DefaultPolicy {
  const { Check, base } = interactionPolicy
  const policy = base()
  policy.remove('consent')
  const someoneElse = ({ oidc }: KoaContextWithOIDC): boolean => {
    const hint = oidc.params?.login_hint
    const signedIn = people.bySub(oidc.session?.accountId ?? '')
    if (typeof hint !== 'string' || !signedIn || oidc.result?.login) return false
    return signedIn.email !== normalEmail(hint) && signedIn.login !== hint
  }
  policy.get('login')?.checks.add(new Check('login_hint_differs', 'Someone else is signed in', someoneElse))
  return policy
}

async function grantEverything({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc
  if (!client || !session?.accountId) return undefined
  const known = session.grantIdFor(client.clientId)
  const found = known ? await provider.Grant.find(known) : undefined
  if (found && found.accountId === session.accountId) return found
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId })
  grant.addOIDCScope(personScope)
  grant.addResourceScope(resource, personScope)
  await grant.save()
  return grant
}

const resourceIndicators: NonNullable<Configuration['features']>['resourceIndicators'] = {
  enabled: true,
  defaultResource: () => resource,
  useGrantedResource: () => true,
  getResourceServerInfo({ oidc }, _resource, client) {
    // A service that asks for no scope gets the one it may have, as Cognito does.
    if (oidc.params?.grant_type === 'client_credentials') oidc.params.scope ??= scopeOf(client.clientId)
    const jwt = { sign: { alg: 'RS256' } } as const
    return { audience, scope: scopeOf(client.clientId), accessTokenFormat: 'jwt', accessTokenTTL: tokenSeconds, jwt }
  },
}

export const settings = (people: People, appOrigin: string): Configuration => ({
  interactions: { policy: prompts(people), url: (_ctx, { uid }) => `/oidc/interaction/${uid}` },
  loadExistingGrant: grantEverything,
  findAccount(_ctx, sub) {
    const person = people.bySub(sub)
    return person && { accountId: sub, claims: () => ({ sub, ...personClaims(person) }) }
  },
  extraTokenClaims(_ctx, token) {
    const person = token.kind === 'AccessToken' ? people.bySub(token.accountId) : undefined
    return person && personClaims(person)
  },
  claims: { openid: ['sub'], email: ['email', 'email_verified'], profile: ['name'] },
  conformIdTokenClaims: false,
  responseTypes: ['code'],
  scopes: ['openid', ...Object.values(serviceScopes)],
  issueRefreshToken: (_ctx, client) => client.grantTypeAllowed('refresh_token'),
  rotateRefreshToken: true,
  // A page's own POST to the token endpoint names its origin too, and is refused without this.
  clientBasedCORS: (_ctx, origin) => origin === appOrigin,
  ttl: {
    AccessToken: tokenSeconds,
    ClientCredentials: tokenSeconds,
    IdToken: tokenSeconds,
    Interaction: 3600,
    RefreshToken: day,
    Session: 14 * day,
    Grant: 14 * day,
  },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    userinfo: { enabled: false },
    resourceIndicators,
    rpInitiatedLogout: {
      enabled: true,
      logoutSource(ctx, form) {
        const choices = `<p class="row"><button autofocus form="op.logoutForm" name="logout" value="yes">Sign out</button>
          <button class="quiet" form="op.logoutForm">Stay signed in here</button></p>`
        ctx.body = page('Sign out', `<h1>Sign out of the development issuer?</h1>${form}${choices}`)
      },
      postLogoutSuccessSource(ctx) {
        ctx.body = page('Signed out', '<h1>Signed out</h1>')
      },
    },
  },
  renderError(ctx, out) {
    ctx.type = 'html'
    const reason = escapeHtml(out.error_description ?? out.error)
    ctx.body = page('Sign-in failed', `<h1>Sign-in failed</h1><p>${reason}</p><p><a href="/">Back to Gatepass</a></p>`)
  },
})
