import { accessToken, forget } from './session.js'

/** A refusal of the API (RFC 9457), or of something on the way to it. */
export class Problem extends Error {
  constructor(code, detail) {
    super(detail)
    this.code = code
  }
}

/** What a gateway says without a problem document. */
const codeOf = { 401: 'unauthenticated', 404: 'not_found', 429: 'too_many_requests' }

async function problem(answer) {
  const said = await answer.json().catch(() => ({}))
  const code = said.code ?? codeOf[answer.status] ?? 'unavailable'
  return new Problem(code, said.detail ?? said.title ?? said.message ?? 'No reason was given.')
}

export async function api(path, { method = 'GET', anonymous = false } = {}) {
  const token = anonymous ? undefined : await accessToken()
  const headers = { accept: 'application/json', ...(token && { authorization: `Bearer ${token}` }) }
  const answer = await fetch(`/api${path}`, { method, headers, cache: 'no-store' }).catch(() => {
    throw new Problem('offline', 'The server cannot be reached.')
  })
  if (answer.ok) return answer.status === 204 ? undefined : answer.json()
  if (answer.status === 401) forget()
  throw await problem(answer)
}
