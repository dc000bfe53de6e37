import { execFile } from 'node:child_process'
import { DatabaseSync } from 'node:sqlite'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createIssuer } from '../../local/issuer/issuer.ts'
import { createLogin, deleteLogin, mailCredentials, setPassword, signOutEverywhere } from '../../shared/identity.ts'
import { givenWorld, type World } from '../given.ts'
import { browser } from './browser.ts'
import { claimsOf, password, read, someone } from './directory.ts'
import { signingIn } from './signing-in.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world.stop())

const { begin, renew } = signingIn(() => world.stack.origin)
const claimsIn = (token = '') => JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString())
const attempt = async (fields: Record<string, string>) => (await begin()).finish(fields)
const alert = (html: string) => /role="alert"[^>]*>([^<]*)</.exec(html)?.[1]

describe('who has a password', () => {
  test('is not signed in by being chosen, and is by typing it', async () => {
    const { login } = someone()
    const sub = await createLogin({ login, name: 'Agent', password })
    const { page, submit, finish } = await begin()
    expect(page.html).toContain(`value="${sub}"`)
    const asked = await submit({ sub })
    expect(asked.html).toContain(`value="${login}"`)
    expect(asked.html).toContain('type="password"')
    const { tokens } = await finish({ login, password })
    const claims = claimsIn(tokens.access_token)
    expect(claims).toMatchObject({ sub, name: 'Agent', scope: 'openid email profile' })
    expect(claims).not.toHaveProperty('email')
    expect(claims).not.toHaveProperty('email_verified')
  })

  test('types the login in capitals or not', async () => {
    const { login } = someone()
    await createLogin({ login, name: 'Agent', password })
    expect((await attempt({ login: ` ${login.toUpperCase()} `, password })).tokens).toHaveProperty('access_token')
  })

  test('is refused for a wrong one in the words that meet a login nobody has', async () => {
    const { login } = someone()
    await createLogin({ login, name: 'Agent', password })
    await world.person('open@example.com')
    const wrong = await Promise.all([
      attempt({ login, password: 'Wrong horse 1' }),
      attempt({ login: 'nobody', password }),
      attempt({ login: 'open@example.com', password }),
      attempt({ login: 'open@example.com', password: '' }),
    ])
    expect(wrong.map(({ html }) => alert(html))).toEqual(wrong.map(() => 'Login or password is wrong.'))
    expect(wrong.map(({ tokens }) => tokens)).toEqual(wrong.map(() => ({})))
    const [first, second] = wrong.map(({ html }) => html)
    expect(first?.replaceAll(login, 'nobody')).toBe(second)
  })

  test('signs in with the new one, and not with the old one, once an admin has set it', async () => {
    const { login } = someone()
    await setPassword(await createLogin({ login, name: 'Agent', password }), 'Another horse 2')
    expect((await attempt({ login, password })).tokens).toEqual({})
    expect((await attempt({ login, password: 'Another horse 2' })).tokens).toHaveProperty('access_token')
  })
})

describe('a temporary password', () => {
  const mailed = async (email: string) => {
    await mailCredentials({ email, name: 'Owner' })
    return /Temporary password: (\S+)/.exec(world.mailsTo(email)[0]?.text ?? '')?.[1] ?? ''
  }

  test('interakt.r03: the mailed credentials sign in, with the address verified, after a choice of one’s own', async () => {
    const [email, own] = ['mailed1@example.com', 'Chosen horse 3']
    const temporary = await mailed(email)
    const { submit, finish } = await begin()
    expect((await submit({ login: email, password: temporary })).html).toContain('name="new"')
    expect(alert((await submit({ new: 'weak' })).html)).toContain('At least 10 characters')
    const { tokens } = await finish({ new: own })
    expect(claimsIn(tokens.access_token)).toMatchObject({ email, email_verified: true })
    expect(await read(email)).toMatchObject({ UserStatus: 'CONFIRMED' })
    expect((await attempt({ login: email, password: temporary })).tokens).toEqual({})
    expect((await attempt({ login: email, password: own })).tokens).toHaveProperty('access_token')
  })

  test('is not changed by anybody who has not typed it', async () => {
    const email = 'mailed2@example.com'
    const temporary = await mailed(email)
    expect((await attempt({ new: 'Chosen horse 3' })).tokens).toEqual({})
    expect((await (await begin()).submit({ login: email, password: temporary })).html).toContain('name="new"')
  })

  test('cannot be gone round by typing the address, which changes nothing about its owner', async () => {
    const email = 'mailed3@example.com'
    await mailed(email)
    const { html, tokens } = await attempt({ email, name: 'Somebody else' })
    expect(tokens).toEqual({})
    expect(html).toContain('type="password"')
    expect(await claimsOf(world, email)).toMatchObject({ name: 'Owner', email_verified: true })
  })
})

describe('signing out everywhere', () => {
  const signedIn = async () => {
    const wish = someone()
    const sub = await createLogin(wish)
    const web = browser()
    const { tokens } = await (await begin(web)).finish(wish)
    const isIn = async () => (await begin(web)).page.url.pathname === '/callback'
    return { wish, sub, tokens, isIn }
  }

  const halfIn = async (wish: Record<string, string>) => {
    const { submit, take } = await begin()
    const { url } = await submit(wish)
    return () => take(url)
  }

  test('ends the session and the refresh token, also of a sign-in that is under way, and nobody else’s', async () => {
    const [one, other] = [await signedIn(), await signedIn()]
    const [half, otherHalf] = [await halfIn(one.wish), await halfIn(other.wish)]
    expect([await one.isIn(), await other.isIn()]).toEqual([true, true])
    await signOutEverywhere(one.sub)
    expect([await one.isIn(), await other.isIn()]).toEqual([false, true])
    expect((await renew(one.tokens.refresh_token)).status).toBe(400)
    expect((await renew(other.tokens.refresh_token)).status).toBe(200)
    expect([(await half()).status, (await otherHalf()).status]).toEqual([400, 200])
    expect((await attempt(one.wish)).tokens).toHaveProperty('access_token')
  })

  test('is part of being deleted', async () => {
    const { sub, tokens, isIn, wish } = await signedIn()
    await deleteLogin(sub)
    expect(await isIn()).toBe(false)
    expect((await renew(tokens.refresh_token)).status).toBe(400)
    expect((await attempt(wish)).tokens).toEqual({})
  })
})

test('a login without an address is asked again where somebody with one is meant', async () => {
  const wish = someone()
  await createLogin(wish)
  const web = browser()
  await (await begin(web)).finish(wish)
  const where = async (login_hint: string) => (await begin(web, { login_hint })).page.url.pathname
  expect(await where(wish.login)).toBe('/callback')
  expect(await where('owner@example.com')).toContain('/oidc/interaction/')
})

test('the command prints a token for a login too, and names one that nobody has', async () => {
  const { login } = someone()
  const sub = await createLogin({ login, name: 'Agent', password })
  const run = (name: string) =>
    promisify(execFile)(process.execPath, ['local/token.ts', name], {
      env: { ...process.env, GATEPASS_DATA: world.dataDir },
    })
  expect(claimsIn((await run(login)).stdout)).toMatchObject({ sub, name: 'Agent' })
  await expect(run('nobody')).rejects.toMatchObject({ code: 1, stdout: '', stderr: 'There is no login nobody\n' })
})

test('people kept by a version without passwords are still known, by the same subject', async () => {
  const db = new DatabaseSync(':memory:')
  db.exec(`CREATE TABLE people (
    sub TEXT PRIMARY KEY, email TEXT NOT NULL UNIQUE, name TEXT NOT NULL, email_verified INTEGER NOT NULL) STRICT;
    INSERT INTO people VALUES ('a-subject', 'owner@example.com', 'Owner', 1)`)
  const { personToken } = await createIssuer({ url: 'http://localhost/oidc', db, appOrigin: 'http://localhost' })
  expect(claimsIn(await personToken('owner@example.com'))).toMatchObject({ sub: 'a-subject', name: 'Owner' })
  expect(claimsIn(await personToken('new@example.com')).email).toBe('new@example.com')
  db.close()
})
