import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { memberKey } from '../../shared/keys.ts'
import { client, tableName } from '../../shared/table.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { read as inDirectory } from '../local/directory.ts'
import { expectRefusal, failing, inviteMember, joined, stored } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
})
afterAll(() => world?.stop())

let count = 0
const person = (changes = {}) => ({
  firstName: 'Anna',
  lastName: 'Rossi',
  login: `anna.rossi${++count}`,
  roles: ['analyst', 'user'],
  password: 'Correct1horse',
  repeatedPassword: 'Correct1horse',
  ...changes,
})
const create = (body: unknown, headers = {}, at = account) =>
  world.ask('POST', `/accounts/${at.id}/members`, { as: at.owner.email, body: { create: body }, headers })
const created = async (changes = {}) => {
  const wish = person(changes)
  const [member] = world.must(await create(wish), 201).items
  return { ...member, login: wish.login, token: await world.stack.issuer.loginToken(wish.login) }
}
const ask = (method: string, member: string, what: string, body?: unknown, at = account) =>
  world.ask(method, `/accounts/${at.id}/members/${member}/${what}`, {
    as: at.owner.email,
    ...(body !== undefined && { body }),
  })

describe('POST /accounts/{account}/members: with a login', () => {
  test('jaicp.r08: a user needs first name, last name, login, roles and a password typed twice, and is in at once', async () => {
    for (const field of ['firstName', 'lastName', 'login', 'roles', 'password', 'repeatedPassword'])
      expectRefusal(await create(person({ [field]: undefined })), 400, 'invalid_body', `create.${field}`)
    expectRefusal(await create(person({ roles: [] })), 400, 'invalid_body', 'create.roles')
    const { token, ...member } = await created()
    expect(member).toEqual(
      expect.objectContaining({
        ...{ status: 'active', name: 'Anna Rossi', firstName: 'Anna', lastName: 'Rossi', email: null },
        ...{ login: member.login, roles: ['analyst', 'user'], delivery: null, invitedBy: account.owner.member },
      }),
    )
    const { memberships } = world.must(await world.ask('GET', '/me', { as: token }), 200)
    expect(memberships).toEqual([expect.objectContaining({ member: member.id, status: 'active' })])
    expect(await world.may(account, member.id, 'analytics.dialog.view')).toBe(true)
  })

  test('jaicp.r09: two entries that differ, or a weak one, are refused at their fields, and nothing is made', async () => {
    const before = await stored()
    const wish = person({ password: 'weak', repeatedPassword: 'other', login: 'anna@example.com' })
    const answer = await create(wish)
    expect(answer.body.faults.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
      ['login_not_plain', 'create.login'],
      ['password_too_weak', 'create.password'],
      ['password_mismatch', 'create.repeatedPassword'],
    ])
    expect(answer.text).not.toMatch(/"weak"|other/)
    expect(await stored()).toEqual(before)
    await expect(inDirectory(wish.login)).rejects.toThrow()
  })

  test('jaicp.r10: who is made with Active off cannot use the account until switched on', async () => {
    const { id, status, token } = await created({ active: false })
    expect([status, await world.may(account, id, 'analytics.dialog.view')]).toEqual(['inactive', false])
    expectRefusal(await world.ask('GET', `/accounts/${account.id}/roles`, { as: token }), 403, 'not_permitted')
    world.must(await ask('POST', id, 'activate'), 200)
    expect(await world.may(account, id, 'analytics.dialog.view')).toBe(true)
  })

  test('a login that is taken is refused, and whose it is keeps its password', async () => {
    const { login } = await created()
    const before = [await stored(), await inDirectory(login)]
    expectRefusal(
      await create(person({ login, password: 'Another1horse', repeatedPassword: 'Another1horse' })),
      409,
      'login_taken',
      'create.login',
    )
    expect([await stored(), await inDirectory(login)]).toEqual(before)
  })

  test('where the table cannot be written, no login stays behind', async () => {
    const wish = person()
    const answer = await failing('TransactWriteCommand', () => create(wish))
    expect(answer.status).toBe(500)
    await expect(inDirectory(wish.login)).rejects.toThrow()
    expect((await create(wish)).status).toBe(201)
  })

  test('the same call again makes nothing new, and the password is nowhere in the table, not even as a hash', async () => {
    const wish = person()
    const key = { 'idempotency-key': 'create-once' }
    const [first, again] = [await create(wish, key), await create(wish, key)]
    expect([again.status, again.body]).toEqual([201, first.body])
    // Were the password part of what is remembered, another one would be another body.
    const other = { password: 'Another1horse', repeatedPassword: 'Another1horse' }
    expect((await create({ ...wish, ...other }, key)).body).toEqual(first.body)
    expectRefusal(await create({ ...wish, firstName: 'Berta' }, key), 422, 'idempotency_key_reused')
  })

  test('where the catalog invites by mail, there are no such logins', async () => {
    const kaleyra = await world.account()
    expectRefusal(await create(person(), {}, kaleyra), 409, 'logins_closed', 'create')
  })

  test('a deployment with an issuer of its own says so', async () => {
    const { USER_POOL_ID } = process.env
    const { id } = await created()
    delete process.env.USER_POOL_ID
    try {
      expectRefusal(await create(person()), 409, 'no_directory')
      expectRefusal(await ask('POST', id, 'erase-mfa'), 409, 'no_directory')
      expectRefusal(await ask('POST', id, 'sign-out'), 409, 'no_directory')
      const body = { password: 'Another1horse', repeatedPassword: 'Another1horse' }
      expectRefusal(await ask('PUT', id, 'password', body), 409, 'no_directory')
    } finally {
      process.env.USER_POOL_ID = USER_POOL_ID
    }
  })

  test('a removed member’s login goes with the membership it was made for, and its name is free again', async () => {
    const { id, login } = await created()
    const path = `/accounts/${account.id}/members/${id}`
    const headers = { 'if-match': '1' }
    world.must(await world.ask('DELETE', path, { as: account.owner.email, headers }), 204)
    await world.stack.settle()
    await expect(inDirectory(login)).rejects.toThrow()
    expect((await create(person({ login }))).status).toBe(201)
  })

  test('it goes also while the index of memberships has not heard of the removal', async () => {
    const { id, login } = await created()
    const { Item } = await client.send(new GetCommand({ TableName: tableName(), Key: memberKey(account.id, id) }))
    const headers = { 'if-match': '1' }
    const path = `/accounts/${account.id}/members/${id}`
    world.must(await world.ask('DELETE', path, { as: account.owner.email, headers }), 204)
    await client.send(new PutCommand({ TableName: tableName(), Item }))
    await world.stack.settle()
    await expect(inDirectory(login)).rejects.toThrow()
  })
})

describe('keeping logins', () => {
  test('an admin sets the password of a login that was made here, on record and without the password', async () => {
    const { id, login } = await created()
    const body = { password: 'Another1horse', repeatedPassword: 'Another1horse' }
    expectRefusal(
      await ask('PUT', id, 'password', { ...body, repeatedPassword: 'x' }),
      422,
      'password_mismatch',
      'repeatedPassword',
    )
    world.must(await ask('PUT', id, 'password', body), 200)
    expect((await inDirectory(login)).UserStatus).toBe('CONFIRMED')
    const audit = await world.ask('GET', `/accounts/${account.id}/audit?member=${id}&limit=1`, {
      as: account.owner.email,
    })
    expect(audit.body.items[0].action).toBe('member.password-set')
    expect(audit.text).not.toContain('Another1horse')
  })

  test('a password that the directory would refuse is refused before anything is on record', async () => {
    const { id } = await created()
    const before = await stored()
    const body = { password: 'Another1horse ', repeatedPassword: 'Another1horse ' }
    expectRefusal(await ask('PUT', id, 'password', body), 422, 'password_too_weak', 'password')
    expect(await stored()).toEqual(before)
  })

  test('nobody sets the password of somebody who signs in with an address', async () => {
    const { id } = await joined(world, account, { roles: ['user'] })
    const body = { password: 'Another1horse', repeatedPassword: 'Another1horse' }
    expectRefusal(await ask('PUT', id, 'password', body), 409, 'login_has_email')
  })

  test('a lost second factor is switched off, and sessions are ended, after the commit', async () => {
    const { id } = await created()
    for (const [what, action] of [
      ['erase-mfa', 'member.mfa-erased'],
      ['sign-out', 'member.signed-out'],
    ] as const) {
      world.must(await ask('POST', id, what), 200)
      const path = `/accounts/${account.id}/audit?member=${id}&limit=1`
      const audit = world.must(await world.ask('GET', path, { as: account.owner.email }), 200)
      expect(audit.items[0].action).toBe(action)
      expect(await world.stack.settle()).toEqual({ failed: 0 })
    }
  })

  test('who is a member elsewhere too keeps their own login', async () => {
    const other = await world.account()
    const { id, email } = await joined(world, account, { roles: ['user'] })
    await inviteMember(world, other, { email })
    await world.stack.settle()
    world.must(await world.accept(email), 200)
    expectRefusal(await ask('POST', id, 'erase-mfa'), 409, 'login_shared')
    expectRefusal(await ask('POST', id, 'sign-out'), 409, 'login_shared')
  })

  test('who has not accepted has no login here to keep', async () => {
    const { answer } = await inviteMember(world, account, { roles: ['user'] })
    expectRefusal(await ask('POST', answer.body.items[0].id, 'sign-out'), 409, 'not_accepted')
  })
})

describe('interakt.r03: an added member gets an invitation by mail, with login credentials', () => {
  test('who has no login yet is mailed one, and signs in with it to accept', async () => {
    const interakt = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
    const { email } = await inviteMember(world, interakt, { roles: ['teammate'] })
    await world.stack.settle()
    const subjects = world.mailsTo(email).map(({ subject }) => subject)
    expect(subjects).toHaveLength(2)
    expect(subjects).toContainEqual(expect.stringContaining('You are invited'))
    const credentials = world.mailsTo(email).find(({ subject }) => !subject.startsWith('You are invited'))
    expect(credentials?.text).toContain(email)
    expect((await world.accept(email)).status).toBe(200)
  })

  test('sent again, the invitation comes with another password for who has not signed in yet', async () => {
    const interakt = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
    const { email, answer } = await inviteMember(world, interakt, { roles: ['teammate'] })
    const { id } = world.must(answer, 201).items[0]
    await world.stack.settle()
    const credentials = () => world.mailsTo(email).filter(({ subject }) => !subject.startsWith('You are invited'))
    const [first] = credentials()
    world.must(await ask('POST', id, 'resend', undefined, interakt), 200)
    await world.stack.settle()
    expect(credentials()).toHaveLength(2)
    expect(credentials()[0]?.text).not.toBe(first?.text)
  })

  test('who has a login keeps it', async () => {
    const interakt = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
    const { email } = await joined(world, await world.account(), {})
    const had = world.mailsTo(email).length
    await inviteMember(world, interakt, { email, roles: ['teammate'] })
    await world.stack.settle()
    expect(
      world
        .mailsTo(email)
        .slice(0, -had)
        .map(({ subject }) => subject),
    ).toEqual([expect.stringContaining('You are invited')])
  })

  test('elsewhere an invitation makes no login', async () => {
    const { email } = await inviteMember(world, account, { roles: ['user'] })
    await world.stack.settle()
    expect(world.mailsTo(email)).toHaveLength(1)
  })
})
