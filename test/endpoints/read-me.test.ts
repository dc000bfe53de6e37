import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day, hour } from '../../shared/time.ts'
import { expertEmail, type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectGatewayAnswer, expectRefusal, subjectOf } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ name: 'Acme', region: 'india' })
})
afterAll(() => world?.stop())

const me = async (email: string, extra?: { name?: string; emailVerified?: boolean }) => {
  const token = await world.person(email, extra)
  return { ...world.must(await world.ask('GET', '/me', { as: token }), 200), sub: await subjectOf(world, email) }
}

describe('GET /me', () => {
  test('a team member sees the account and their roles', async () => {
    const { sub, ...answer } = await me(account.owner.email, { name: 'Ada' })
    expect(answer).toEqual({
      person: { subject: sub, email: account.owner.email, name: 'Ada' },
      memberships: [
        {
          account: { id: account.id, name: 'Acme', timeZone: 'Europe/Rome' },
          member: account.owner.member,
          kind: 'team',
          status: 'active',
          roles: ['admin'],
        },
      ],
      partner: null,
      invitations: [],
    })
  })

  test('an expert sees what was given and until when', async () => {
    const expert = await world.expert(account, { access: 'limited-write' })
    expect((await me(expert.email)).memberships).toEqual([
      {
        account: { id: account.id, name: 'Acme', timeZone: 'Europe/Rome' },
        member: expert.id,
        kind: 'expert',
        status: 'active',
        roles: [],
        access: 'limited-write',
        until: expert.until,
      },
    ])
  })

  test('somebody whom nobody knows sees nothing', async () => {
    const { memberships, invitations } = await me('unknown@example.com')
    expect([memberships, invitations]).toEqual([[], []])
  })

  test('kaleyra.r19: at the deadline the status is expired, before anybody tidied up', async () => {
    const expert = await world.expert(account, { until: world.inHours(0.5) })
    world.setNow(new Date(Date.parse(expert.until ?? '') - 1).toISOString())
    expect((await me(expert.email)).memberships[0].status).toBe('active')
    world.pass(1)
    expect((await me(expert.email)).memberships[0].status).toBe('expired')
  })

  test('one person has a membership for each account', async () => {
    const other = await world.account({ name: 'Other' })
    const experts = [{ name: 'Both', email: expertEmail('both') }]
    await world.expert(account, { experts })
    await world.expert(other, { experts })
    const { memberships } = await me(expertEmail('both'))
    expect(memberships.map((one: { account: { name: string } }) => one.account.name).sort()).toEqual(['Acme', 'Other'])
  })
})

describe('open invitations', () => {
  const invitationsOf = async (email: string, extra?: { emailVerified?: boolean }) =>
    (await me(email, extra)).invitations

  test('an invitation waits for the verified address until it is answered', async () => {
    const { id, email, until } = await world.invited(account)
    expect(await invitationsOf(email.toUpperCase())).toEqual([
      { account: { id: account.id, name: 'Acme' }, member: id, kind: 'expert', expiresAt: until },
    ])
    world.must(await world.accept(email), 200)
    expect(await invitationsOf(email)).toEqual([])
  })

  test('an address that is not verified shows nobody their invitations', async () => {
    const { email } = await world.invited(account)
    const { person, invitations } = await me(email, { emailVerified: false })
    expect([person.email, invitations]).toEqual([null, []])
    expect(await invitationsOf(email, { emailVerified: true })).toHaveLength(1)
  })

  test('one that was withdrawn, or whose link has expired, is not open', async () => {
    const withdrawn = await world.invited(account)
    const { id, owner } = account
    world.must(await world.ask('POST', `/accounts/${id}/experts/${withdrawn.id}/revoke`, { as: owner.email }), 200)
    expect(await invitationsOf(withdrawn.email)).toEqual([])

    const over = await world.invited(account, { until: world.inHours(1) })
    const noLimit = await world.invited(account, { until: null })
    world.pass(hour)
    expect(await invitationsOf(over.email)).toEqual([])
    expect(await invitationsOf(noLimit.email)).toHaveLength(1)
    world.pass(7 * day)
    expect(await invitationsOf(noLimit.email)).toEqual([])
  })
})

describe('who may not', () => {
  test('nobody without a token, and no service', async () => {
    expectGatewayAnswer(await world.ask('GET', '/me'), 401, 'Unauthorized')
    for (const client of ['operator', 'decide', 'record'] as const)
      expectRefusal(await world.ask('GET', '/me', { as: await world.service(client) }), 403, 'person_required')
  })

  test('nobody with a token that has run out', async () => {
    const token = await world.person('late@example.com')
    world.pass(hour)
    expectGatewayAnswer(await world.ask('GET', '/me', { as: token }), 401, 'Unauthorized')
  })
})
