import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { day } from '../../shared/time.ts'
import { expertEmail, type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, inviteMember, joined, stored, subjectOf } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const path = () => `/accounts/${account.id}/members`
const add = (body: unknown, as = account.owner.email, headers = {}) =>
  world.ask('POST', path(), { as, body, headers: headers as Record<string, string> })
const person = (name: string, more = {}) => ({
  name,
  email: `${name.toLowerCase()}@example.com`,
  roles: ['support'],
  ...more,
})

describe('POST /accounts/{account}/members: inviting', () => {
  test('several people are invited at once, each with their own roles, and each is mailed', async () => {
    const members = [person('Alice'), person('Bert', { roles: ['communication-manager', 'support', 'support'] })]
    const answer = await add({ members })
    expect(answer.status).toBe(201)
    expect(answer.body.items).toEqual([
      {
        ...{ id: expect.any(String), kind: 'team', status: 'invited', name: 'Alice', email: 'alice@example.com' },
        ...{
          login: null,
          roles: ['support'],
          levels: {},
          links: [],
          createdAt: world.now(),
          acceptedAt: null,
          lastSeen: null,
          version: 1,
        },
        invitedBy: account.owner.member,
        delivery: { state: 'queued', at: null },
        linkExpiresAt: new Date(Date.parse(world.now()) + 7 * day).toISOString(),
      },
      expect.objectContaining({ name: 'Bert', roles: ['communication-manager', 'support'] }),
    ])
    await world.stack.settle()
    const [mail] = world.mailsTo('bert@example.com')
    expect([mail?.subject, mail?.text]).toEqual([
      expect.stringContaining('You are invited'),
      expect.stringContaining('Communication Manager, Support'),
    ])
    expect(world.must(await world.accept('alice@example.com'), 200)).toEqual(
      expect.objectContaining({ status: 'active' }),
    )
  })

  test('eight with three roles each fit one commit; what does not fit is refused as a whole', async () => {
    const jaicp = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
    const roles = presets.find(({ id }) => id === 'jaicp')?.roles.map(({ id }) => id) ?? []
    const invite = (count: number, held: string[]) => {
      const members = Array.from({ length: count }, (_, at) => person(`One of a name ${at}`, { roles: held })).map(
        (one, at) => ({ ...one, email: `${held.length}-${at}@example.com` }),
      )
      const asked = { as: jaicp.owner.email, body: { members }, headers: { 'idempotency-key': `${held.length}` } }
      return world.ask('POST', `/accounts/${jaicp.id}/members`, asked)
    }
    expect((await invite(8, roles.slice(0, 3))).status).toBe(201)
    const before = await stored()
    expectRefusal(await invite(8, roles), 422, 'too_much_at_once')
    expectRefusal(await invite(9, roles.slice(0, 1)), 400, 'invalid_body', 'members')
    expect(await stored()).toEqual(before)
  })

  test('all of them or none, and every fault is told at its field', async () => {
    const before = await stored()
    const members = [
      person('Carl'),
      { name: 'Al', email: 'CARL@example.com', roles: ['astronaut'] },
      { name: 'Dora', email: 'not an address', roles: [] },
    ]
    const answer = await add({ members })
    expectRefusal(answer, 400, 'invalid_body', 'members[2].email')
    expect(answer.body.faults.map(({ field }: { field: string }) => field)).toEqual([
      'members[2].email',
      'members[2].roles',
    ])
    const second = await add({ members: members.slice(0, 2) })
    expectRefusal(second, 422, 'name_too_short', 'members[1].name')
    expect(second.body.faults.map(({ code, field }: { code: string; field: string }) => [code, field])).toEqual([
      ['name_too_short', 'members[1].name'],
      ['duplicate_email', 'members[1].email'],
      ['role_not_in_catalog', 'members[1].roles[0]'],
    ])
    expect(await stored()).toEqual(before)
  })

  test('somebody who is invited or a member already is not invited again', async () => {
    const { email } = await joined(world, account)
    expectRefusal(
      await add({ members: [person('Eve'), person('Gone', { email })] }),
      409,
      'already_invited',
      'members[1].email',
    )
    expectRefusal(await add({ members: [person('Owner', { email: account.owner.email })] }), 409, 'already_invited')
  })

  test('the same call again is answered with what the first one made', async () => {
    const key = { 'idempotency-key': 'first-try' }
    const body = { members: [person('Fritz')] }
    const [first, again] = [await add(body, undefined, key), await add(body, undefined, key)]
    expect([again.status, again.body]).toEqual([201, first.body])
  })

  test('an expert whose window is over can join the team', async () => {
    const { email } = await world.expert(account, {
      experts: [{ name: 'Vera', email: expertEmail('vera') }],
      until: world.inHours(1),
    })
    world.pass(2 * 60 * 60 * 1000)
    expect((await add({ members: [person('Vera', { email })] })).status).toBe(201)
  })

  test('interakt.r02: a role must be chosen, and exactly one', async () => {
    const interakt = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
    const invite = (roles: unknown) =>
      world.ask('POST', `/accounts/${interakt.id}/members`, {
        as: interakt.owner.email,
        body: { members: [{ name: 'Tom', email: 'tom@example.com', ...(roles !== undefined && { roles }) }] },
      })
    expectRefusal(await invite(undefined), 400, 'invalid_body', 'members[0].roles')
    expectRefusal(await invite([]), 400, 'invalid_body', 'members[0].roles')
    expectRefusal(await invite(['admin', 'teammate']), 422, 'roles_too_many', 'members[0].roles')
    expect((await invite(['teammate'])).status).toBe(201)
  })
})

describe('POST /accounts/{account}/members: nobody gives more than they hold or may assign', () => {
  test('jaicp.r01: only the administrator adds users and assigns their roles, all eleven of them', async () => {
    const jaicp = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
    const roles = ['accessor', 'admin', 'analyst', 'content-manager', 'dialer-admin', 'dialer-user', 'initial']
    const all = [...roles, 'operator', 'rawlogs-analytic', 'tech-support', 'user']
    const { answer } = await inviteMember(world, jaicp, { roles: all.filter((role) => role !== 'rawlogs-analytic') })
    expect(answer.status).toBe(201)
    const user = await joined(world, jaicp, { roles: ['user'] })
    expectRefusal((await inviteMember(world, jaicp, { as: user.email, roles: ['user'] })).answer, 403, 'not_permitted')
  })

  test('interakt.r25: adding members is possible only for an owner, whatever else was switched on', async () => {
    const interakt = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
    const admin = await joined(world, interakt, { roles: ['admin'] })
    const asked = await inviteMember(world, interakt, { as: admin.email, roles: ['teammate'] })
    expectRefusal(asked.answer, 403, 'not_permitted')
    expect((await inviteMember(world, interakt, { roles: ['owner'] })).answer.status).toBe(201)
  })
})

describe('POST /accounts/{account}/members: a person the platform knows', () => {
  const provision = async (more = {}) => {
    const subject = await subjectOf(world, 'known@example.com')
    return { provision: { subject, name: 'Known', email: 'known@example.com', roles: ['admin'], ...more } }
  }

  test('is a member at once, without a mail', async () => {
    const operator = await world.service('operator')
    const [member] = world.must(await add(await provision(), operator), 201).items
    expect(member).toEqual(expect.objectContaining({ status: 'active', invitedBy: null, acceptedAt: world.now() }))
    await world.stack.settle()
    expect(world.mailsTo('known@example.com')).toEqual([])
    expect(await world.may(account, member.id)).toBe(true)
    expect((await world.ask('GET', path().replace('/members', ''), { as: 'known@example.com' })).status).toBe(200)
    expectRefusal(
      await add(await provision({ email: 'other@example.com' }), operator),
      409,
      'already_member',
      'provision.subject',
    )
    expectRefusal(
      await add(await provision({ subject: 'another' }), operator),
      409,
      'already_invited',
      'provision.email',
    )
  })

  test('is the platform’s word: a member of the account cannot give it', async () => {
    expectRefusal(await add(await provision()), 403, 'scope_missing', 'provision')
  })

  test('the platform invites an owner where nobody could', async () => {
    const { answer } = await world.createAccount()
    const { id } = world.must(answer, 201)
    const members = [person('Second', { roles: ['admin'] })]
    const operator = await world.service('operator')
    expect((await world.ask('POST', `/accounts/${id}/members`, { as: operator, body: { members } })).status).toBe(201)
    await world.stack.settle()
    expect((await world.accept('second@example.com')).status).toBe(200)
  })
})
