import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { deadLinks } from './dead-links.ts'
import { expectGatewayAnswer, expectRefusal, stored } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ reportEmail: 'told@example.com' })
})
afterAll(() => world?.stop())

const answer = (verb: 'accept' | 'decline', token: string, as?: string) =>
  world.ask('POST', `/invitations/${token}/${verb}`, { as })
const decline = (token: string, as?: string) => answer('decline', token, as)
const invited = async (changes = {}) => {
  const expert = await world.invited(account, changes)
  return { ...expert, link: world.tokenMailedTo(expert.email) }
}
const read = async (path: string) =>
  world.must(await world.ask('GET', `/accounts/${account.id}${path}`, { as: account.owner.email }), 200)

describe('POST /invitations/{token}/decline', () => {
  test('an expert who declines has no access, and the link is dead', async () => {
    const { id, email, link } = await invited()
    const declined = await decline(link, email)
    expect([declined.status, declined.body]).toEqual([200, { account: account.id, member: id, status: 'revoked' }])
    expect(await read(`/experts/${id}`)).toEqual(
      expect.objectContaining({
        status: 'revoked',
        endedBy: { type: 'member', id },
        endedAt: world.now(),
        acceptedAt: null,
      }),
    )
    expect(await world.may(account, id)).toBe(false)
    expectRefusal(await answer('accept', link, email), 410, 'invitation_declined')
  })

  test('kaleyra.r20: the account is told, and a report follows though nothing was done', async () => {
    await world.stack.settle()
    const toOwner = world.mailsTo(account.owner.email).length
    const reports = world.mailsTo('told@example.com').length
    const { email, link } = await invited()
    world.must(await decline(link, email), 200)
    await world.stack.settle()
    await world.stack.settle()
    expect(world.mailsTo(account.owner.email)).toHaveLength(toOwner + 1)
    expect(world.mailsTo('told@example.com')).toHaveLength(reports + 1)
    expect(world.mailsTo(email)).toHaveLength(1)
  })

  test('who declined is in the audit, by member id', async () => {
    const { id, email, link } = await invited()
    world.must(await decline(link, email), 200)
    const [entry] = (await read(`/audit?member=${id}&limit=1`)).items
    expect(entry).toEqual(
      expect.objectContaining({ action: 'expert.declined', actor: { type: 'member', id }, at: world.now() }),
    )
  })

  test('the same person can be invited again, and then accept', async () => {
    const { email, link } = await invited()
    world.must(await decline(link, email), 200)
    const again = await world.expert(account, { experts: [{ name: 'Again', email }] })
    expect(await world.may(account, again.id)).toBe(true)
  })

  test('an owner can decline as well', async () => {
    const { email, answer: created } = await world.createAccount()
    const { id, owner } = world.must(created, 201)
    await world.stack.settle()
    const declined = await decline(world.tokenMailedTo(email), email)
    expect([declined.status, declined.body]).toEqual([200, { account: id, member: owner, status: 'revoked' }])
    expectRefusal(await world.accept(email), 410, 'invitation_declined')
    expectRefusal(await world.ask('GET', `/accounts/${id}`, { as: email }), 404, 'account_unknown')
  })
})

describe('who may not', () => {
  test('nobody but the person who was invited, with a verified address; the link stays good', async () => {
    const { email, link } = await invited()
    const before = await stored()
    expectGatewayAnswer(await decline(link), 401, 'Unauthorized')
    expectRefusal(await decline(link, await world.service('operator')), 403, 'person_required')
    expectRefusal(await decline(link, 'other@tatacommunications.com'), 403, 'email_mismatch')
    expectRefusal(await decline(link, account.owner.email), 403, 'email_mismatch')
    const unverified = await world.person(email, { emailVerified: false })
    expectRefusal(await decline(link, unverified), 403, 'email_unverified')
    expect(await stored()).toEqual(before)
    expect((await decline(link, await world.person(email.toUpperCase(), { emailVerified: true }))).status).toBe(200)
  })
})

describe('a link that no longer works says why, and changes nothing', () => {
  test.each(deadLinks)('%s', async (_, status, code, make) => {
    const { email, token } = await make(world, account)
    const before = await stored()
    expectRefusal(await decline(token, email), status, code)
    expect(await stored()).toEqual(before)
  })
})

describe('races', () => {
  test('of twenty who decline at once one does, and one report follows', async () => {
    const { id, email, link } = await invited()
    const answers = await Promise.all(Array.from({ length: 20 }, () => decline(link, email)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    for (const one of answers.filter(({ status }) => status !== 200)) expectRefusal(one, 410, 'invitation_declined')
    expect((await read(`/audit?member=${id}&action=expert.declined`)).items).toHaveLength(1)
  })

  test('accepted and declined at once, one of the two holds', async () => {
    for (let round = 0; round < 3; round++) {
      const { id, email, link } = await invited()
      const [accepted, declined] = await Promise.all([answer('accept', link, email), decline(link, email)])
      expect([accepted.status, declined.status].sort()).toEqual(accepted.status === 200 ? [200, 409] : [200, 410])
      expect(await world.may(account, id)).toBe(accepted.status === 200)
    }
  })
})
