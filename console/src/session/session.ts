/** Signing in with OpenID Connect (code + PKCE). Tokens live in this tab's sessionStorage and never in an address. */
import { ErrorResponse, type User, UserManager, WebStorageStateStore } from 'oidc-client-ts'
import { useSyncExternalStore } from 'react'
import { Problem, unreachable } from '../api/problem.ts'
import { actNoMore } from './acting.ts'

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
const manager = () => {
  opened ??= open().catch((error) => {
    // Asked for again by whoever needs it next: the server may be back.
    opened = undefined
    throw error
  })
  return opened
}

export interface Person {
  name?: string
  email?: string
}

const personOf = (user: User | null): Person | undefined =>
  user
    ? {
        ...(user.profile.name && { name: user.profile.name }),
        ...(user.profile.email && { email: user.profile.email }),
      }
    : undefined

export interface SignInOptions {
  /** The address the issuer is told to expect. */
  hint?: string
  /** Asks who it is even when the issuer knows. */
  fresh?: boolean
}

/** Leaves for the issuer and comes back to this page. */
export async function signIn({ hint, fresh }: SignInOptions = {}): Promise<void> {
  await (await manager()).signinRedirect({
    state: location.pathname + location.search,
    ...(hint && { login_hint: hint }),
    ...(fresh && { prompt: 'login' }),
  })
}

/** Whom this tab shows, also once their tokens are gone. */
let shown: string | undefined
const windowName = 'gatepass-sign-in'

/**
 * Signs in again in a window of its own: this page stays, and what is written on it. Where no window may be opened, leaves
 * for the issuer as `signIn` does.
 * @returns whether somebody signed in.
 */
export async function signInAgain(hint?: string): Promise<boolean> {
  const users = await manager()
  const popup = { popupWindowTarget: windowName, popupAbortOnClose: true, ...(hint && { login_hint: hint }) }
  let user: User
  try {
    user = await users.signinPopup(popup)
  } catch (error) {
    if (error instanceof Error && error.message.includes('disposed window')) await signIn(hint ? { hint } : {})
    return false
  }
  // What is on this page was read by somebody else.
  if (shown !== undefined && user.profile.sub !== shown) location.assign('/')
  shown = user.profile.sub
  signIns++
  for (const listener of listeners) listener()
  return true
}

let signIns = 0
const listeners = new Set<() => void>()

/** How often somebody signed in again on this page: what was refused before that can be tried again. */
export const useSignIns = (): number =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => signIns,
  )

/** In that window: hands over what the issuer says to the page that opened it, which then closes it. */
const isSignInWindow = () => window.name === windowName && window.opener !== null

/** Comes back from the issuer, where that is where we are. Answers who is signed in. @throws Error in words for people. */
export async function arrive(): Promise<Person | undefined> {
  const users = await manager()
  if (location.pathname !== '/callback') {
    const user = await users.getUser()
    shown = user?.profile.sub
    return personOf(user)
  }
  if (isSignInWindow()) {
    await users.signinPopupCallback()
    return new Promise(() => undefined)
  }
  try {
    const user = await users.signinRedirectCallback()
    shown = user.profile.sub
    history.replaceState(null, '', typeof user.state === 'string' && user.state.startsWith('/') ? user.state : '/')
    return personOf(user)
  } catch (error) {
    history.replaceState(null, '', '/')
    const why = error instanceof Error ? error.message : String(error)
    throw error instanceof Problem ? error : new Error(`Signing in did not work: ${why}.`, { cause: error })
  }
}

/** A refresh token is good once: requests at the same moment share one renewal. */
let renewing: Promise<User | null> | undefined

/**
 * A token that is good for now, renewed where it is about to end; undefined when nobody is signed in.
 * @throws Problem where it cannot be renewed at the moment.
 */
export async function accessToken(): Promise<string | undefined> {
  const users = await manager()
  const user = await users.getUser()
  if (!user) return undefined
  if ((user.expires_in ?? 0) > 30 || !user.refresh_token) return user.access_token
  renewing ??= users
    .signinSilent()
    .catch(async (error) => {
      // Nobody is signed out because the issuer could not be asked.
      if (!(error instanceof ErrorResponse)) throw unreachable()
      await users.removeUser()
      return null
    })
    .finally(() => {
      renewing = undefined
    })
  return (await renewing)?.access_token
}

export async function signOut(): Promise<void> {
  const users = await manager()
  const { settings } = users
  await users.removeUser()
  actNoMore()
  // Cognito calls the same thing logout_uri.
  const home = settings.post_logout_redirect_uri ?? '/'
  await users.signoutRedirect({ extraQueryParams: { logout_uri: home } })
}
