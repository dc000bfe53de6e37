import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { everyItem } from './table.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const refusal = (code: string, field?: string) => expect.objectContaining({ code, ...(field && { field }) })
const at = (member: string) => `/accounts/${account.id}/experts/${member}`
const erase = (member: string) => world.ask('DELETE', at(member), { as: account.owner.token })

describe('DELETE /accounts/{account}/experts/{member}', () => {
  test('kaleyra.r18: the details of an expired expert can be deleted; what was done stays on record', async () => {
    const expert = await world.expert(account, { until: world.inHours(1) })
    world.setNow(expert.until ?? '')
    await world.stack.fireDue()
    await world.stack.settle()
    expect((await erase(expert.id)).status).toBe(204)
    const { body } = await world.ask('GET', at(expert.id), { as: account.owner.token })
    expect(body).toEqual(expect.objectContaining({ name: null, email: null, status: 'expired', erasedAt: world.now() }))
    const reports = await world.ask('GET', `${at(expert.id)}/reports`, { as: account.owner.token })
    expect(reports.body.items).toHaveLength(1)
  })

  test('kaleyra.r28: nothing in the table names the expert any more', async () => {
    const expert = await world.expert(account)
    await world.ask('POST', `${at(expert.id)}/revoke`, { as: account.owner.token })
    await world.stack.settle()
    const subject = world.must(await world.ask('GET', '/me', { as: expert.email }), 200).person.subject
    expect(await everyItem()).toContain(expert.email)
    expect((await erase(expert.id)).status).toBe(204)
    await world.stack.settle()
    const items = await everyItem()
    expect(items).not.toContain(expert.email)
    expect(items).not.toContain(subject)
  })

  test('a window that is over but not tidied up is ended first, mails and report included', async () => {
    const expert = await world.expert(account, { until: world.inHours(1) })
    world.pass(3_600_000)
    expect((await erase(expert.id)).status).toBe(204)
    await world.stack.settle()
    expect(world.mailsTo(expert.email)[0]?.subject).toMatch(/has expired/)
  })

  test('an invited or active expert is revoked first', async () => {
    for (const { id } of [await world.invited(account), await world.expert(account)]) {
      const answer = await erase(id)
      expect([answer.status, answer.body]).toEqual([409, refusal('expert_not_ended')])
    }
  })

  test('erased is erased, and nobody else is', async () => {
    const expert = await world.expert(account)
    await world.ask('POST', `${at(expert.id)}/revoke`, { as: account.owner.token, body: { erase: true } })
    expect((await erase(expert.id)).body).toEqual(refusal('details_erased'))
    expect((await erase(account.owner.member)).body).toEqual(refusal('expert_unknown'))
  })

  test('who came back keeps access when the earlier membership is erased', async () => {
    const first = await world.expert(account)
    await world.ask('POST', `${at(first.id)}/revoke`, { as: account.owner.token })
    const again = await world.expert(account, { experts: [{ name: 'Back', email: first.email }] })
    expect((await erase(first.id)).status).toBe(204)
    const answer = await world.ask('GET', '/me', { as: again.token })
    expect(answer.body.memberships.map(({ member }: { member: string }) => member)).toEqual([again.id])
    expect(await world.may(account, again.id)).toBe(true)
  })
})
