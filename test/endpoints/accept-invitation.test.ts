import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { hour, minute } from '../../shared/time.ts'
import { expertEmail, type GivenAccount, givenWorld, type World } from '../given.ts'
import { deadLinks } from './dead-links.ts'
import { askWithClaims, colliding, expectGatewayAnswer, expectRefusal, stored, subjectOf } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const accept = (token: string, as?: string) => world.ask('POST', `/invitations/${token}/accept`, { as })
const invited = async (changes = {}) => {
  const expert = await world.invited(account, changes)
  return { ...expert, link: world.tokenMailedTo(expert.email) }
}
const read = async (path: string) => {
  const { id, owner } = account
  return world.must(await world.ask('GET', `/accounts/${id}${path}`, { as: owner.email }), 200)
}
const end = async (member: string, body = {}) => {
  const { id, owner } = account
  return world.ask('POST', `/accounts/${id}/experts/${member}/revoke`, { as: owner.email, body })
}

describe('POST /invitations/{token}/accept', () => {
  test('kaleyra.r29: an invited expert is active after accepting, from the very next call', async () => {
    const { id, email, link } = await invited()
    expect([(await read(`/experts/${id}`)).status, await world.may(account, id)]).toEqual(['invited', false])
    world.pass(minute)
    const answer = await accept(link, email)
    expect([answer.status, answer.body]).toEqual([200, { account: account.id, member: id, status: 'active' }])
    expect(await world.may(account, id)).toBe(true)
    expect(await read(`/experts/${id}`)).toEqual(
      expect.objectContaining({ status: 'active', acceptedAt: world.now(), version: 2 }),
    )
  })

  test('who accepted is in the audit, by member id: what is erased later must not stand there', async () => {
    const { id } = await world.expert(account)
    const [entry] = (await read(`/audit?member=${id}&limit=1`)).items
    expect(entry).toEqual({
      id: expect.any(String),
      at: world.now(),
      action: 'expert.accepted',
      actor: { type: 'member', id },
      target: id,
      before: { status: 'invited' },
      after: { status: 'active' },
    })
  })

  test('an owner becomes a member of the team with the role of an owner', async () => {
    const { email, answer } = await world.createAccount()
    const { id, owner } = world.must(answer, 201)
    await world.stack.settle()
    const accepted = await world.accept(email)
    expect([accepted.status, accepted.body]).toEqual([200, { account: id, member: owner, status: 'active' }])
    const { memberships } = world.must(await world.ask('GET', '/me', { as: email }), 200)
    expect(memberships).toEqual([expect.objectContaining({ member: owner, kind: 'team', roles: ['admin'] })])
  })

  test('the same address in other letters is the same address', async () => {
    const { link } = await invited({ experts: [{ name: 'Mixed', email: 'Mixed.Case@TataCommunications.com' }] })
    expect((await accept(link, 'MIXED.case@tatacommunications.COM')).status).toBe(200)
  })
})

describe('who may not', () => {
  test('nobody but the person who was invited, with a verified address; the link stays good', async () => {
    const { email, link } = await invited()
    const before = await stored()
    expectGatewayAnswer(await accept(link), 401, 'Unauthorized')
    expectRefusal(await accept(link, await world.service('operator')), 403, 'person_required')
    expectRefusal(await accept(link, 'other@tatacommunications.com'), 403, 'email_mismatch')
    expectRefusal(await accept(link, account.owner.email), 403, 'email_mismatch')
    expectRefusal(await accept(link, await world.person(email, { emailVerified: false })), 403, 'email_unverified')
    expect(await stored()).toEqual(before)
    expect((await accept(link, await world.person(email, { emailVerified: true }))).status).toBe(200)
  })

  test('nobody who is a member already, under whatever address they sign in today', async () => {
    const { email, link } = await invited()
    const before = await stored()
    for (const member of [account.owner.email, (await world.expert(account)).email]) {
      const claims = { sub: await subjectOf(world, member), email, email_verified: 'true' }
      const answer = await askWithClaims('POST /api/invitations/{token}/accept', { token: link }, claims)
      expect([answer.status, answer.body.code]).toEqual([409, 'already_member'])
    }
    const untouched = (await stored()).filter((line) => before.includes(line))
    expect(untouched).toEqual(before)
  })
})

describe('a link that no longer works says why, and changes nothing', () => {
  test.each(deadLinks)('%s', async (_, status, code, make) => {
    const { email, token } = await make(world, account)
    const before = await stored()
    expectRefusal(await accept(token, email), status, code)
    expect(await stored()).toEqual(before)
  })
})

describe('races', () => {
  test('of twenty who accept at once one gets in, the others are told it was used', async () => {
    const { id, email, link } = await invited()
    const answers = await Promise.all(Array.from({ length: 20 }, () => accept(link, email)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) expectRefusal(answer, 409, 'invitation_used')
    const accepted = (await read(`/audit?member=${id}&action=expert.accepted`)).items
    expect(accepted).toHaveLength(1)
  })

  test('where transactions collide it is tried again, and in the end refused for now with nothing changed', async () => {
    const { email, link } = await invited()
    const before = await stored()
    const answer = await colliding(1000, () => accept(link, email))
    expectRefusal(answer, 503, 'unavailable')
    expect(answer.headers.get('retry-after')).toBe('1')
    expect(await stored()).toEqual(before)
    expect((await colliding(3, () => accept(link, email))).status).toBe(200)
  })

  test('kaleyra.r16: accepted and revoked at once, nobody is in afterwards', async () => {
    for (let round = 0; round < 3; round++) {
      const { id, email, link } = await invited()
      const [, revoked] = await Promise.all([accept(link, email), end(id)])
      expect([revoked.status, await world.may(account, id)]).toEqual([200, false])
    }
  })
})

describe('somebody whose earlier access has ended can come back', () => {
  const ways: [string, (id: string) => Promise<unknown>][] = [
    ['after the window ended, before anybody tidied up', async () => world.pass(hour)],
    [
      'after the window ended and was tidied up',
      async () => {
        world.pass(hour)
        await world.stack.fireDue()
        await world.stack.settle()
      },
    ],
    ['after being revoked', (id) => end(id)],
    ['after being revoked and erased', (id) => end(id, { erase: true })],
  ]
  test.each(ways)('%s', async (way, finish) => {
    const experts = [{ name: 'Back again', email: expertEmail(way.replaceAll(/\W/g, '')) }]
    const until = () => world.inHours(1)
    const first = await world.expert(account, { experts, until: until() })
    await finish(first.id)
    expect(await world.may(account, first.id)).toBe(false)
    const second = await world.expert(account, { experts, until: until() })
    expect([await world.may(account, first.id), await world.may(account, second.id)]).toEqual([false, true])
    const person = { type: 'user', id: await subjectOf(world, second.email) }
    const asPerson = await world.evaluate(account, person, 'channels.channel.view')
    expect(asPerson.body.decision).toBe(true)
  })
})
