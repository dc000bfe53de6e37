import { readdir } from 'node:fs/promises'
import { get } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSite } from '../../local/site.ts'
import { listening } from './listening.ts'

let server: Awaited<ReturnType<typeof listening>>

beforeAll(async () => {
  server = await listening((origin) => createSite({ config: { issuer: `${origin}/oidc`, clientId: 'console' } }))
})
afterAll(() => server.close())

const page = (path: string, init?: RequestInit) => fetch(server.origin + path, init)

/** As it stands: fetch would tidy the path up first. */
const statusOf = (path: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port: new URL(server.origin).port, path }, (answer) => {
      answer.resume().on('end', () => resolve(answer.statusCode))
    }).on('error', reject)
  })

test.each(['/', '/callback?code=1', '/invitations/some-token'])('%s is the console', async (path) => {
  const answer = await page(path)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await answer.text()).toContain('src="/app.js"')
})

test('every answer forbids framing, sniffing, referrers and keeping', async () => {
  for (const path of ['/', '/app.js', '/config.json', '/nothing']) {
    const { headers } = await page(path)
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'self'; .*frame-ancestors 'none'$/)
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('every file of the console is served with its type', async () => {
  const types = {
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
    html: 'text/html; charset=utf-8',
    svg: 'image/svg+xml',
  }
  for (const name of await readdir(new URL('../../console/', import.meta.url))) {
    const answer = await page(`/${name}`)
    const type = types[name.split('.').pop() as keyof typeof types]
    expect([name, answer.status, answer.headers.get('content-type')]).toEqual([name, 200, type])
  }
})

test('no file of the console has a name that belongs to another part of the origin', async () => {
  const taken = (await readdir(new URL('../../console/', import.meta.url))).filter((name) =>
    /^(api|oidc|inbox|config)/.test(name),
  )
  expect(taken).toEqual([])
})

test('the settings say where to sign in', async () => {
  expect(await (await page('/config.json')).json()).toEqual({
    issuer: `${server.origin}/oidc`,
    clientId: 'console',
    authorizationEndpoint: `${server.origin}/oidc/auth`,
    tokenEndpoint: `${server.origin}/oidc/token`,
    endSessionEndpoint: `${server.origin}/oidc/session/end`,
    scope: 'openid email profile',
  })
})

test.each([
  '/../package.json',
  '/..%2fpackage.json',
  '/%2e%2e/package.json',
  '/..\\package.json',
  '//etc/passwd',
  '/.git',
  '/invitations/a/b',
  '/app.js/',
  '/app.js%00',
  '/toString',
  '/%zz',
])('%s leads nowhere', async (path) => {
  expect(await statusOf(path)).toBe(404)
})

test('what is not there is told on a page', async () => {
  const answer = await page('/nothing')
  expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('There is nothing here')])
})

test('only reading is allowed', async () => {
  expect((await page('/', { method: 'POST' })).status).toBe(405)
  const head = await page('/', { method: 'HEAD' })
  expect([head.status, await head.text()]).toEqual([200, ''])
})
