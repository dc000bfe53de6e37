import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { createLogin, setPassword } from '../../shared/identity.ts'
import { givenWorld, type World } from '../given.ts'
import { claimsOf, password, read, refused, someone, subjectOfNobody } from './directory.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world.stop())

describe('a login made by an admin', () => {
  test('is known by the subject that its tokens carry', async () => {
    const wish = someone()
    const sub = await createLogin(wish)
    expect(await claimsOf(world, wish.login)).toMatchObject({ sub, name: 'Agent', client_id: 'console' })
    expect(await read(wish.login)).toMatchObject({ Username: wish.login, UserStatus: 'CONFIRMED', Enabled: true })
  })

  test('carries no email, and so accepts no invitation, whoever it was mailed to', async () => {
    const { login } = someone()
    await createLogin({ login, name: 'Agent', password })
    expect(Object.keys(await claimsOf(world, login)).filter((name) => name.startsWith('email'))).toEqual([])
    const invited = await world.invited(await world.account())
    const as = await world.stack.issuer.loginToken(login)
    const answer = await world.ask('POST', `/invitations/${world.tokenMailedTo(invited.email)}/accept`, { as })
    expect(answer).toMatchObject({ status: 403, body: { code: 'email_unverified' } })
  })

  test('has a name that nobody else has, in capitals or not', async () => {
    const { login } = someone()
    await createLogin({ login, name: 'Agent', password })
    const again = createLogin({ login: login.toUpperCase(), name: 'Agent', password }, { login: 'members[1].login' })
    await expect(again).rejects.toEqual(refused('login_taken', 'members[1].login'))
  })

  test.each(['expert@example.com', subjectOfNobody, '', 'two words', '-', 'x'.repeat(129)])(
    'is no address and no subject: %j is refused',
    async (login) => {
      const wish = createLogin({ login, name: 'Agent', password }, { login: 'login' })
      await expect(wish).rejects.toEqual(refused('login_not_plain', 'login'))
    },
  )

  test.each([
    'Short 1',
    'no digit Here',
    'no capital 1',
    'NO SMALL ONE 1',
    ` ${password}`,
    `${password}${'x'.repeat(256)}`,
  ])('is not made with the weak password %j', async (weak) => {
    const { login } = someone()
    const wish = createLogin({ login, name: 'Agent', password: weak }, { password: 'password' })
    await expect(wish).rejects.toEqual(refused('password_too_weak', 'password'))
    await expect(read(login)).rejects.toThrow('User does not exist.')
  })

  test('is taken away again where its password could not be kept, and can be made after that', async () => {
    const wish = someone()
    world.stack.cognito.refuseNext('AdminSetUserPassword', 'NotAuthorizedException')
    await expect(createLogin(wish)).rejects.toMatchObject({ name: 'NotAuthorizedException' })
    await expect(read(wish.login)).rejects.toThrow('User does not exist.')
    await expect(createLogin(wish)).resolves.toBeTypeOf('string')
  })

  test('that cannot even be taken away is reported with both reasons', async () => {
    const wish = someone()
    world.stack.cognito.refuseNext('AdminSetUserPassword', 'NotAuthorizedException')
    world.stack.cognito.refuseNext('AdminDeleteUser', 'InvalidParameterException')
    const names = ['NotAuthorizedException', 'InvalidParameterException']
    await expect(createLogin(wish)).rejects.toMatchObject({ errors: names.map((name) => ({ name })) })
  })
})

describe('passwords', () => {
  const secrets = ['Never in Plain 1', 'Nor This One 2', 'nor weak one']
  const filesBelow = (folder: string) =>
    readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name)))

  test('are nowhere in the data folder in plain, nor in what is thrown or logged', async () => {
    const logged = (['log', 'error', 'warn', 'info'] as const).map((level) => vi.spyOn(console, level))
    const [first = '', second = '', weak = ''] = secrets
    const wish = { ...someone(), password: first }
    const subject = await createLogin(wish)
    await setPassword(subject, second)
    const thrown = [createLogin(wish), setPassword(subject, weak), createLogin({ ...someone(), password: weak })]
    world.stack.cognito.refuseNext('AdminSetUserPassword', 'NotAuthorizedException')
    thrown.push(createLogin({ ...someone(), password: first }))
    const said = JSON.stringify([
      (await Promise.allSettled(thrown)).map((one) => one.status === 'rejected' && [String(one.reason), one.reason]),
      logged.map(({ mock }) => mock.calls),
    ])
    for (const spy of logged) spy.mockRestore()
    const files = filesBelow(world.dataDir)
    expect(files.some((file) => file.includes(wish.login))).toBe(true)
    for (const secret of secrets) {
      expect(said).not.toContain(secret)
      expect(files.filter((file) => file.includes(secret))).toEqual([])
    }
  })
})
