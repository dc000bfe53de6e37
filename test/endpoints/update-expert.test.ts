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
const edit = (member: string, until: unknown, headers: Record<string, string> = {}, as = account.owner.token) =>
  world.ask('PATCH', `/accounts/${account.id}/experts/${member}`, { as, body: { until }, headers })

describe('PATCH /accounts/{account}/experts/{member}', () => {
  test('kaleyra.r26: a later end extends access, with a new mail and new schedules', async () => {
    const expert = await world.expert(account, { until: world.inHours(1) })
    const until = world.inHours(24)
    const answer = await edit(expert.id, until)
    expect([answer.status, answer.body.until, answer.body.version]).toEqual([200, until, 3])
    await world.stack.settle()
    expect(world.stack.scheduler.list().map(({ name }) => name)).toEqual(
      expect.arrayContaining([`end-${expert.id}-2`, `remind-${expert.id}-2`]),
    )
    expect(world.stack.scheduler.list().map(({ name }) => name)).not.toContain(`end-${expert.id}-1`)
    expect(world.mailsTo(expert.email)[0]?.subject).toMatch(/now ends at another time/)
    world.pass(3_600_000)
    expect(await world.may(account, expert.id)).toBe(true)
  })

  test('an earlier end takes effect at once', async () => {
    const expert = await world.expert(account, { until: world.inHours(24) })
    const until = world.inHours(1 / 60)
    expect((await edit(expert.id, until)).status).toBe(200)
    expect(await world.may(account, expert.id)).toBe(true)
    world.setNow(until)
    expect(await world.may(account, expert.id)).toBe(false)
  })

  test('kaleyra.r08: never past 3 days from now, however often it is edited', async () => {
    const expert = await world.expert(account, { until: world.inHours(72) })
    expect((await edit(expert.id, world.inHours(72))).status).toBe(200)
    const answer = await edit(expert.id, world.inHours(72.001))
    expect([answer.status, answer.body]).toEqual([422, refusal('window_too_long', 'until')])
    world.pass(24 * 3_600_000)
    expect((await edit(expert.id, world.inHours(72))).status).toBe(200)
  })

  test('kaleyra.r11: an edit cannot lift the limit where the region needs one', async () => {
    const expert = await world.expert(account)
    const answer = await edit(expert.id, null)
    expect([answer.status, answer.body]).toEqual([422, refusal('no_limit_closed', 'until')])
  })

  test('kaleyra.r10: elsewhere the limit can be lifted, and access goes on', async () => {
    const india = await world.account({ region: 'india', timeZone: 'Asia/Kolkata' })
    const expert = await world.expert(india)
    const path = `/accounts/${india.id}/experts/${expert.id}`
    expect((await world.ask('PATCH', path, { as: india.owner.token, body: { until: null } })).body.until).toBeNull()
    await world.stack.settle()
    expect(world.stack.scheduler.list().filter(({ name }) => name.includes(expert.id))).toEqual([])
    world.pass(30 * 24 * 3_600_000)
    expect(await world.may(india, expert.id)).toBe(true)
  })

  test('an end in the past is refused: that is what revoking is for', async () => {
    const expert = await world.expert(account)
    const answer = await edit(expert.id, world.now())
    expect([answer.status, answer.body]).toEqual([422, refusal('window_in_past', 'until')])
  })

  test('kaleyra.r15: only while the expert is active', async () => {
    const invited = await world.invited(account)
    const revoked = await world.expert(account)
    await world.ask('POST', `/accounts/${account.id}/experts/${revoked.id}/revoke`, { as: account.owner.token })
    const over = await world.expert(account, { until: world.inHours(1) })
    const until = world.inHours(2)
    world.pass(3_600_000)
    for (const { id } of [invited, revoked, over]) {
      const answer = await edit(id, until)
      expect([answer.status, answer.body]).toEqual([409, refusal('expert_not_active')])
    }
  })

  test('of two who edit what they read, the second is told', async () => {
    const expert = await world.expert(account)
    expect((await edit(expert.id, world.inHours(2), { 'if-match': '2' })).status).toBe(200)
    const answer = await edit(expert.id, world.inHours(3), { 'if-match': '"2"' })
    expect([answer.status, answer.body]).toEqual([409, refusal('version_conflict', 'If-Match')])
  })

  test('racing edits without a version all commit, one after the other', async () => {
    const expert = await world.expert(account)
    const answers = await Promise.all([1, 2, 3, 4].map((hours) => edit(expert.id, world.inHours(hours))))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200])
    expect(answers.map(({ body }) => body.version).sort()).toEqual([3, 4, 5, 6])
  })

  test('unknown experts, team members and foreign accounts are refused', async () => {
    const expert = await world.expert(account)
    const other = await world.account()
    expect((await edit(account.owner.member, world.inHours(1))).body).toEqual(refusal('expert_unknown'))
    expect((await edit('nobody', world.inHours(1))).body).toEqual(refusal('expert_unknown'))
    const path = `/accounts/${other.id}/experts/${expert.id}`
    const foreign = await world.ask('PATCH', path, { as: other.owner.token, body: { until: world.inHours(1) } })
    expect([foreign.status, foreign.body]).toEqual([404, refusal('expert_unknown')])
    expect((await edit(expert.id, world.inHours(1), {}, expert.token)).body).toEqual(refusal('not_permitted'))
  })
})
