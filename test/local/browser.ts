import { createHash, randomBytes } from 'node:crypto'

/** As much of a browser as a sign-in needs: cookies with their paths, and redirects taken one by one. */
export function browser() {
  const jar = new Map<string, { value: string; path: string }>()

  function keep(line: string): void {
    const [pair = '', ...attributes] = line.split(/; */)
    const [name = '', value = ''] = pair.split(/=(.*)/s)
    const path = attributes.find((one) => /^path=/i.test(one))?.slice(5) ?? '/'
    if (value) jar.set(name, { value, path })
    else jar.delete(name)
  }

  async function visit(url: string | URL, init: RequestInit = {}): Promise<Response> {
    const { pathname } = new URL(url)
    const cookie = [...jar]
      .filter(([, one]) => pathname.startsWith(one.path))
      .map(([name, one]) => `${name}=${one.value}`)
    const answer = await fetch(url, { redirect: 'manual', ...init, headers: { cookie: cookie.join('; ') } })
    answer.headers.getSetCookie().forEach(keep)
    return answer
  }

  /** Follows redirects until something is shown, or until they lead to `end`. */
  async function follow(url: string | URL, end: string, init?: RequestInit): Promise<{ url: URL; html: string }> {
    const answer = await visit(url, init)
    const location = answer.headers.get('location')
    if (!location) return { url: new URL(url), html: await answer.text() }
    const next = new URL(location, url)
    return next.href.startsWith(end) ? { url: next, html: '' } : follow(next, end)
  }

  return { visit, follow }
}

export function pkce() {
  const verifier = randomBytes(32).toString('base64url')
  return { verifier, challenge: createHash('sha256').update(verifier).digest('base64url') }
}
