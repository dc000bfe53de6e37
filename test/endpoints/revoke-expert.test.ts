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
const revoke = (member: string, body?: unknown, headers: Record<string, string> = {}) =>
  world.ask('POST', `/accounts/${account.id}/experts/${member}/revoke`, {
    as: account.owner.token,
    headers,
    ...(body !== undefined && { body }),
  })
const read = async (member: string) =>
  (await world.ask('GET', `/accounts/${account.id}/experts/${member}`, { as: account.owner.token })).body

describe('POST /accounts/{account}/experts/{member}/revoke', () => {
  test('kaleyra.r16: an active expert is out from the very next call', async () => {
    const expert = await world.expert(account)
    expect(await world.may(account, expert.id)).toBe(true)
    const answer = await revoke(expert.id)
    const endedBy = { type: 'member', id: account.owner.member }
    expect([answer.status, answer.body.status, answer.body.endedBy]).toEqual([200, 'revoked', endedBy])
    expect(await world.may(account, expert.id)).toBe(false)
  })

  test('kaleyra.r16: also before it was accepted; the link is dead', async () => {
    const expert = await world.invited(account)
    expect((await revoke(expert.id)).body.status).toBe('revoked')
    const answer = await world.accept(expert.email)
    expect([answer.status, answer.body]).toEqual([410, refusal('invitation_withdrawn')])
  })

  test('kaleyra.r17: the details stay unless their deletion is asked for', async () => {
    const kept = await world.expert(account)
    expect((await revoke(kept.id, {})).body).toEqual(expect.objectContaining({ email: kept.email, erasedAt: null }))
    const gone = await world.expert(account)
    expect((await revoke(gone.id, { erase: true })).body).toEqual(
      expect.objectContaining({ name: null, email: null, erasedAt: world.now(), status: 'revoked' }),
    )
    expect(JSON.stringify(await read(gone.id))).not.toContain(gone.email)
    // The mails of the end still find their way, and the report still says whom it is about.
    await world.stack.settle()
    expect(world.mailsTo(gone.email)[0]?.subject).toMatch(/was revoked/)
    const reports = world.stack.mails().filter(({ subject }) => subject.startsWith('Report'))
    expect(reports.filter(({ text }) => text.includes(gone.email))).toHaveLength(1)
  })

  test('the schedules go', async () => {
    const expert = await world.expert(account)
    await world.stack.settle()
    await revoke(expert.id)
    await world.stack.settle()
    expect(world.stack.scheduler.list().filter(({ name }) => name.includes(expert.id))).toEqual([])
  })

  test('an end is an end: it cannot be revoked again, nor an expired one turned into a revoked one', async () => {
    const revoked = await world.expert(account)
    await revoke(revoked.id)
    const over = await world.expert(account, { until: world.inHours(1) })
    world.pass(3_600_000)
    for (const { id } of [revoked, over]) {
      const answer = await revoke(id)
      expect([answer.status, answer.body]).toEqual([409, refusal('already_ended')])
    }
    expect((await read(over.id)).status).toBe('expired')
  })

  test('of fifty racing revocations one ends it, and one report is sent', async () => {
    const expert = await world.expert(account)
    const answers = await Promise.all(Array.from({ length: 50 }, () => revoke(expert.id)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 200).map(({ body }) => body.code))).toEqual(
      new Set(['already_ended']),
    )
    await world.stack.settle()
    expect(world.mailsTo(expert.email).filter(({ subject }) => /revoked/.test(subject))).toHaveLength(1)
  })

  test('a stale version, an odd body and an unknown expert are refused', async () => {
    const expert = await world.expert(account)
    expect((await revoke(expert.id, {}, { 'if-match': '1' })).body).toEqual(refusal('version_conflict', 'If-Match'))
    expect((await revoke(expert.id, { erase: 'yes' })).body).toEqual(refusal('invalid_body', 'erase'))
    expect((await revoke(expert.id, { delete: true })).body).toEqual(refusal('invalid_body', 'delete'))
    expect((await revoke(account.owner.member)).body).toEqual(refusal('expert_unknown'))
    expect(await world.may(account, expert.id)).toBe(true)
  })
})
