import { readdir } from 'node:fs/promises'
import { get } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildConsole } from '../../console/build.ts'
import { createSite } from '../../local/site.ts'
import { listening } from './listening.ts'

let server: Awaited<ReturnType<typeof listening>>

beforeAll(async () => {
  await buildConsole()
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

const built = new URL('../../console/dist/', import.meta.url)

test.each([
  '/',
  '/callback?code=1',
  '/invitations/some-token',
  '/accounts/an-id',
  '/accounts/an-id/team?search=x',
  '/partner/accounts',
])('%s is the console', async (path) => {
  const answer = await page(path)
  expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(await answer.text()).toMatch(/src="\/assets\/index-[\w-]+\.js"/)
})

test('every answer forbids framing, sniffing and referrers, and no page is kept', async () => {
  for (const path of ['/', '/icon.svg', '/config.json', '/nothing']) {
    const { headers } = await page(path)
    expect(headers.get('content-security-policy')).toMatch(
      /^default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$/,
    )
    expect(headers.get('x-content-type-options')).toBe('nosniff')
    expect(headers.get('referrer-policy')).toBe('no-referrer')
    expect(headers.get('cache-control')).toBe('no-store')
  }
})

test('every file of the console is served with its type; what is named by its content may be kept', async () => {
  const types = {
    js: 'text/javascript; charset=utf-8',
    css: 'text/css; charset=utf-8',
    html: 'text/html; charset=utf-8',
    svg: 'image/svg+xml',
  }
  const names = (await readdir(built, { recursive: true, withFileTypes: true })).filter(
    (one) => one.isFile() && !one.parentPath.includes('.vite'),
  )
  expect(names.length).toBeGreaterThan(5)
  for (const { name, parentPath } of names) {
    const isAsset = parentPath.replace(/\/$/, '').endsWith('assets')
    const answer = await page(isAsset ? `/assets/${name}` : `/${name}`)
    const type = types[name.split('.').pop() as keyof typeof types]
    expect([name, answer.status, answer.headers.get('content-type')]).toEqual([name, 200, type])
    if (isAsset) expect(answer.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
  }
})

test('what is large travels compressed, and arrives whole', async () => {
  const [script = ''] = (await readdir(new URL('assets/', built))).filter((name) => /^index-.*\.js$/.test(name))
  const asked = (encoding: string) => page(`/assets/${script}`, { headers: { 'accept-encoding': encoding } })
  const [zipped, plain] = [await asked('gzip'), await asked('identity')]
  expect([zipped.headers.get('content-encoding'), plain.headers.get('content-encoding')]).toEqual(['gzip', null])
  expect(await zipped.text()).toBe(await plain.text())
})

test('no file of the console has a name that belongs to another part of the origin', async () => {
  const taken = (await readdir(built)).filter((name) => /^(api|oidc|inbox|config)/.test(name))
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
  '/invitations/..%2f..',
  '/assets/../index.html',
  '/assets/',
  '/assets/x/y.js',
  '/icon.svg/',
  '/icon.svg%00',
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
