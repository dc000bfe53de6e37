/** Signing in with OpenID Connect (code + PKCE). Tokens live in this tab's sessionStorage and never in an address. */

const sessionKey = 'gatepass.session'
const startedKey = 'gatepass.signing-in'

let settings
/** Where to sign in: the deployment says so in /config.json. */
function config() {
  settings ??= fetch('/config.json').then((answer) => answer.json())
  return settings
}

const load = (key) => JSON.parse(sessionStorage.getItem(key) ?? 'null')
const store = (key, value) => sessionStorage.setItem(key, JSON.stringify(value))

const base64url = (bytes) =>
  btoa(String.fromCharCode(...new Uint8Array(bytes)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)))
const redirectUri = () => `${location.origin}/callback`

/** Leaves for the issuer and comes back to this page. `fresh` asks who it is even when the issuer knows. */
export async function signIn({ hint, fresh } = {}) {
  const { authorizationEndpoint, clientId, scope } = await config()
  const started = { state: random(), verifier: random(), returnTo: location.pathname }
  store(startedKey, started)
  const challenge = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(started.verifier))
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: clientId,
    redirect_uri: redirectUri(),
    scope,
    state: started.state,
    code_challenge: base64url(challenge),
    code_challenge_method: 'S256',
    ...(hint && { login_hint: hint }),
    ...(fresh && { prompt: 'login' }),
  })
  location.assign(`${authorizationEndpoint}?${query}`)
}

function claimsOf(idToken) {
  const bytes = Uint8Array.from(atob(idToken.split('.')[1].replaceAll('-', '+').replaceAll('_', '/')), (c) =>
    c.charCodeAt(0),
  )
  const { email, name } = JSON.parse(new TextDecoder().decode(bytes))
  return { email, name }
}

async function exchange(fields) {
  const { tokenEndpoint, clientId } = await config()
  const body = new URLSearchParams({ client_id: clientId, ...fields })
  const answer = await fetch(tokenEndpoint, { method: 'POST', body })
  if (!answer.ok) throw new Error('The sign-in was not completed')
  const { access_token, refresh_token, id_token, expires_in } = await answer.json()
  const before = load(sessionKey)
  store(sessionKey, {
    accessToken: access_token,
    refreshToken: refresh_token ?? before?.refreshToken,
    expiresAt: Date.now() + expires_in * 1000,
    person: id_token ? claimsOf(id_token) : before?.person,
  })
}

/** Ends the trip to the issuer: the code becomes a session, and the address is the page that asked. */
export async function finishSignIn() {
  const answer = new URLSearchParams(location.search)
  const started = load(startedKey)
  sessionStorage.removeItem(startedKey)
  history.replaceState(null, '', started?.returnTo ?? '/')
  if (!started || answer.get('state') !== started.state) throw new Error('This sign-in was not started in this tab')
  if (answer.has('error')) throw new Error(answer.get('error_description') ?? 'The sign-in was cancelled')
  sessionStorage.removeItem(sessionKey)
  await exchange({
    grant_type: 'authorization_code',
    code: answer.get('code'),
    redirect_uri: redirectUri(),
    code_verifier: started.verifier,
  })
}

/** Who is signed in here, as the issuer knows them. */
export const signedIn = () => load(sessionKey)?.person

export const forget = () => sessionStorage.removeItem(sessionKey)

let renewing
/** A token that is good for now, renewed where it is about to end; undefined when nobody is signed in. */
export async function accessToken() {
  const session = load(sessionKey)
  if (!session) return undefined
  if (Date.now() < session.expiresAt - 30_000) return session.accessToken
  if (!session.refreshToken) return session.accessToken
  // A refresh token is good once: two requests at the same moment share one renewal.
  renewing ??= exchange({ grant_type: 'refresh_token', refresh_token: session.refreshToken })
    .catch(forget)
    .finally(() => {
      renewing = undefined
    })
  await renewing
  return load(sessionKey)?.accessToken
}

export async function signOut() {
  const { endSessionEndpoint, clientId } = await config()
  forget()
  const home = `${location.origin}/`
  // Cognito calls the same thing logout_uri.
  const query = new URLSearchParams({ client_id: clientId, post_logout_redirect_uri: home, logout_uri: home })
  location.assign(`${endSessionEndpoint}?${query}`)
}
