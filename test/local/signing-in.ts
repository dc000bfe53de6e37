/** Signing in at the development issuer as the console does it, step by step. */
import { browser, pkce } from './browser.ts'

export const form = (fields: Record<string, string>) => ({ method: 'POST', body: new URLSearchParams(fields) })

export function signingIn(origin: () => string) {
  const callback = () => `${origin()}/callback`

  function authorization(challenge: string, extra: Record<string, string> = {}): string {
    const query = new URLSearchParams({
      response_type: 'code',
      client_id: 'console',
      redirect_uri: callback(),
      scope: 'openid email profile',
      state: 'a-state',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      ...extra,
    })
    return `${origin()}/oidc/auth?${query}`
  }

  const post = (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
    fetch(`${origin()}/oidc/${path}`, { method: 'POST', headers, body: new URLSearchParams(fields) })

  async function redeem(code: string | null, verifier: string) {
    const fields = { grant_type: 'authorization_code', client_id: 'console', redirect_uri: callback() }
    // As a page of the app does it: browsers name the origin of every POST.
    return post('token', { ...fields, code: code ?? '', code_verifier: verifier }, { origin: origin() })
  }

  const renew = (token = '') =>
    post('token', { grant_type: 'refresh_token', client_id: 'console', refresh_token: token })

  /** Opens the sign-in page. `submit` sends one form and answers where that led, `take` redeems the code it led to. */
  async function begin(web = browser(), extra: Record<string, string> = {}) {
    const { verifier, challenge } = pkce()
    const page = await web.follow(authorization(challenge, extra), callback())
    const submit = (fields: Record<string, string>) => web.follow(page.url, callback(), form(fields))
    const take = ({ searchParams }: URL) => {
      if (searchParams.get('state') !== 'a-state') throw new Error('The state was lost on the way')
      return redeem(searchParams.get('code'), verifier)
    }
    const finish = async (fields: Record<string, string>) => {
      const { url, html } = await submit(fields)
      if (!url.href.startsWith(callback())) return { html, tokens: {} as Record<string, string> }
      const answer = await take(url)
      return { html, answer, tokens: (await answer.json()) as Record<string, string> }
    }
    return { page, submit, take, finish }
  }

  return { callback, authorization, post, redeem, renew, begin }
}
