/** Who is signed in, and with which token. */
import { ErrorResponse, type User } from 'oidc-client-ts'
import { Problem, unreachable } from '../api/problem.ts'
import { actNoMore } from './acting.ts'
import { manager } from './manager.ts'
import { isSignInWindow, remember } from './sign-in-again.ts'

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

/** Comes back from the issuer, where that is where we are. Answers who is signed in. @throws Error in words for people. */
export async function arrive(): Promise<Person | undefined> {
  const users = await manager()
  if (location.pathname !== '/callback') {
    const user = await users.getUser()
    remember(user)
    return personOf(user)
  }
  if (isSignInWindow()) {
    // The page that opened it takes over what the issuer says, and this window closes.
    await users.signinPopupCallback()
    return new Promise(() => undefined)
  }
  try {
    const user = await users.signinRedirectCallback()
    remember(user)
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
