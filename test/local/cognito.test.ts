import {
  AdminCreateUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminUpdateUserAttributesCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  createLogin,
  deleteLogin,
  eraseMfa,
  mailCredentials,
  setPassword,
  signOutEverywhere,
} from '../../shared/identity.ts'
import { givenWorld, type World } from '../given.ts'
import { claimsOf, cognito, password, read, refused, someone, subjectOfNobody, user } from './directory.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world.stop())

describe('credentials by mail', () => {
  const mailed = async (email: string) => {
    const made = await mailCredentials({ email, name: 'Owner' })
    if (made.state !== 'made') throw new Error(`${email} had a login already`)
    return made.subject
  }

  test('interakt.r03: reach the inbox with a temporary password, for a login with that address verified', async () => {
    const subject = await mailed('First@Example.com')
    const [mail, ...more] = world.mailsTo('first@example.com')
    expect(more).toEqual([])
    const { Username, UserStatus } = await read(subject)
    expect(mail?.text).toContain('Email: first@example.com')
    expect(mail?.text).toContain(`User name: ${Username}`)
    expect(mail?.text).toMatch(/Temporary password: \S{10,}/)
    expect(UserStatus).toBe('FORCE_CHANGE_PASSWORD')
    expect(await claimsOf(world, 'first@example.com')).toMatchObject({
      sub: subject,
      email: 'first@example.com',
      email_verified: true,
    })
  })

  test('go to nobody who uses a login with that address', async () => {
    await world.person('third@example.com')
    expect(await mailCredentials({ email: 'third@example.com', name: 'Someone else' })).toEqual({ state: 'exists' })
    expect(world.mailsTo('third@example.com')).toEqual([])
  })

  test('go again to who has not signed in yet: it is the same login, with another password', async () => {
    await mailed('second@example.com')
    const { sub } = await claimsOf(world, 'second@example.com')
    const again = await mailCredentials({ email: 'SECOND@example.com', name: 'Someone else' })
    expect(again).toEqual({ state: 'made', subject: sub })
    const [newest, first, ...more] = world.mailsTo('second@example.com')
    expect([more, newest?.text === first?.text]).toEqual([[], false])
    expect((await claimsOf(world, 'second@example.com')).name).toBe('Owner')
  })

  test('that could not be mailed leave no login behind: the next try mails them', async () => {
    world.stack.cognito.refuseNext('AdminCreateUser', 'CodeDeliveryFailureException', 'late')
    const unlucky = mailCredentials({ email: 'fourth@example.com', name: 'Owner' })
    await expect(unlucky).rejects.toMatchObject({ name: 'CodeDeliveryFailureException' })
    await expect(mailed('fourth@example.com')).resolves.toBeTypeOf('string')
  })

  test('stay with whoever reads the mail: no admin sets their password', async () => {
    const subject = await mailed('fifth@example.com')
    await expect(setPassword(subject, 'Another horse 2')).rejects.toEqual(refused('login_has_email'))
  })
})

describe('by subject', () => {
  const factors = async (name: string) => (await read(name)).UserMFASettingList
  const addFactor = (name: string) => {
    const SoftwareTokenMfaSettings = { Enabled: true, PreferredMfa: true }
    return cognito.send(new AdminSetUserMFAPreferenceCommand({ ...user(name), SoftwareTokenMfaSettings }))
  }

  test('a second factor is erased, and nothing happens where there is none', async () => {
    const { login } = someone()
    const subject = await createLogin({ login, name: 'Agent', password })
    await addFactor(login)
    expect(await factors(login)).toEqual(['SOFTWARE_TOKEN_MFA'])
    await eraseMfa(subject)
    expect(await factors(login)).toEqual([])
    await eraseMfa(subject)
    expect(await factors(login)).toEqual([])
  })

  test('a password is set where it is strong', async () => {
    const subject = await createLogin(someone())
    await setPassword(subject, 'Another horse 2')
    await expect(setPassword(subject, 'weak', 'body.password')).rejects.toEqual(
      refused('password_too_weak', 'body.password'),
    )
  })

  test('a login is deleted, and its name is free', async () => {
    const wish = someone()
    await deleteLogin(await createLogin(wish))
    await expect(read(wish.login)).rejects.toThrow('User does not exist.')
    expect(await createLogin(wish)).toBeTypeOf('string')
  })

  test.each(
    Object.entries({
      eraseMfa,
      signOutEverywhere,
      deleteLogin,
      setPassword: (sub: string) => setPassword(sub, password),
    }),
  )('%s refuses a subject that is nobody’s, or none at all', async (_, act) => {
    for (const subject of [subjectOfNobody, 'agent1', '" or name = "Agent'])
      await expect(act(subject)).rejects.toEqual(refused('login_unknown'))
  })

  test('the right one is found where somebody chose another’s subject for a user name', async () => {
    const { login } = someone()
    const subject = await createLogin({ login, name: 'Agent', password })
    await cognito.send(new AdminCreateUserCommand({ ...user(subject), MessageAction: 'SUPPRESS' }))
    await addFactor(login)
    await addFactor(subject)
    await eraseMfa(subject)
    expect(await factors(login)).toEqual([])
    expect(await factors(subject)).toEqual(['SOFTWARE_TOKEN_MFA'])
  })
})

describe('the stand-in', () => {
  test('knows no other pool, no other operation and no other parameter, and says so as Cognito does', async () => {
    const elsewhere = new AdminGetUserCommand({ UserPoolId: 'eu-central-1_other', Username: 'x' })
    await expect(cognito.send(elsewhere)).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    const unknown = new AdminUpdateUserAttributesCommand({ ...user('x'), UserAttributes: [] })
    await expect(cognito.send(unknown)).rejects.toMatchObject({ name: 'UnknownOperationException' })
    const unused = new AdminCreateUserCommand({ ...user('x'), ForceAliasCreation: true })
    await expect(cognito.send(unused)).rejects.toMatchObject({ name: 'InvalidParameterException' })
    const address = new AdminCreateUserCommand({ ...user('x@example.com'), MessageAction: 'SUPPRESS' })
    await expect(cognito.send(address)).rejects.toThrow('Username cannot be of email format')
  })
})

test('a deployment with an issuer of its own has no directory, whatever is asked', async () => {
  vi.stubEnv('USER_POOL_ID', '')
  const calls = [
    () => createLogin(someone()),
    () => mailCredentials({ email: 'sixth@example.com', name: 'Owner' }),
    () => setPassword(subjectOfNobody, password),
    ...[eraseMfa, signOutEverywhere, deleteLogin].map((act) => () => act(subjectOfNobody)),
  ]
  for (const call of calls) await expect(call()).rejects.toEqual(refused('no_directory'))
  vi.unstubAllEnvs()
})
