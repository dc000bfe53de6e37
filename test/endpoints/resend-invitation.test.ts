import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const refusal = (code: string, field?: string) => expect.objectContaining({ code, ...(field && { field }) })
const at = (member: string) => `/accounts/${account.id}/experts/${member}`
const resend = (member: string, headers: Record<string, string> = {}) =>
  world.ask('POST', `${at(member)}/resend`, { as: account.owner.token, headers })

describe('POST /accounts/{account}/experts/{member}/resend', () => {
  test('kaleyra.r27: a new link is mailed, and the old one says so', async () => {
    const expert = await world.invited(account)
    const old = world.tokenMailedTo(expert.email)
    const answer = await resend(expert.id)
    expect([answer.status, answer.body.status, answer.body.version]).toEqual([200, 'invited', 2])
    await world.stack.settle()
    const fresh = world.tokenMailedTo(expert.email)
    expect(fresh).not.toBe(old)
    const dead = await world.accept(expert.email, old)
    expect([dead.status, dead.body]).toEqual([410, refusal('invitation_rotated')])
    expect((await world.accept(expert.email, fresh)).status).toBe(200)
  })

  test('an expired link can be renewed', async () => {
    const india = await world.account({ region: 'india' })
    const expert = await world.invited(india, { until: null })
    world.pass(8 * 24 * 3_600_000)
    expect((await world.accept(expert.email)).body).toEqual(refusal('invitation_expired'))
    const path = `/accounts/${india.id}/experts/${expert.id}/resend`
    expect((await world.ask('POST', path, { as: india.owner.token })).status).toBe(200)
    await world.stack.settle()
    expect((await world.accept(expert.email)).status).toBe(200)
  })

  test('kaleyra.r27: not after acceptance', async () => {
    const expert = await world.expert(account)
    const answer = await resend(expert.id)
    expect([answer.status, answer.body]).toEqual([409, refusal('already_accepted')])
  })

  test('not after the end', async () => {
    const revoked = await world.invited(account)
    await world.ask('POST', `${at(revoked.id)}/revoke`, { as: account.owner.token })
    const over = await world.invited(account, { until: world.inHours(1) })
    world.pass(3_600_000)
    for (const { id } of [revoked, over]) expect((await resend(id)).body).toEqual(refusal('already_ended'))
  })

  test('a resend before the first mail went out sends one mail, with the newest link', async () => {
    const [expert] = world.must(await world.invite(account), 201).items
    await resend(expert?.id ?? '')
    await world.stack.settle()
    const mails = world.mailsTo(expert?.email ?? '')
    expect(mails).toHaveLength(1)
    expect((await world.accept(expert?.email ?? '')).status).toBe(200)
  })

  test('a stale version is refused', async () => {
    const expert = await world.invited(account)
    expect((await resend(expert.id, { 'if-match': '7' })).body).toEqual(refusal('version_conflict', 'If-Match'))
  })
})
