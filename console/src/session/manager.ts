/** The client of OpenID Connect (code + PKCE). Tokens live in this tab's sessionStorage and never in an address. */
import { UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { unreachable } from '../api/problem.ts'

interface Settings {
  issuer: string
  clientId: string
  authorizationEndpoint: string
  tokenEndpoint: string
  endSessionEndpoint: string
  scope: string
}

/** Where to sign in: the deployment says so in /config.json. */
async function open(): Promise<UserManager> {
  const answer = await fetch('/config.json', { cache: 'no-store' }).catch(() => undefined)
  if (!answer?.ok) throw unreachable()
  const settings = (await answer.json()) as Settings
  const home = `${location.origin}/`
  return new UserManager({
    authority: settings.issuer,
    // All endpoints are known: nothing is discovered, so the page talks to nobody else.
    metadata: {
      issuer: settings.issuer,
      authorization_endpoint: settings.authorizationEndpoint,
      token_endpoint: settings.tokenEndpoint,
      end_session_endpoint: settings.endSessionEndpoint,
    },
    client_id: settings.clientId,
    redirect_uri: `${location.origin}/callback`,
    post_logout_redirect_uri: home,
    scope: settings.scope,
    loadUserInfo: false,
    automaticSilentRenew: false,
    userStore: new WebStorageStateStore({ store: sessionStorage }),
    stateStore: new WebStorageStateStore({ store: sessionStorage }),
  })
}

let opened: Promise<UserManager> | undefined
export const manager = () => {
  opened ??= open().catch((error) => {
    // Asked for again by whoever needs it next: the server may be back.
    opened = undefined
    throw error
  })
  return opened
}
