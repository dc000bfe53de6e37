import type { DynamoDBRecord } from 'aws-lambda'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { handler as keepSchedule } from '../../functions/events/keep-schedule.ts'
import { handler as recordDelivery } from '../../functions/events/record-delivery.ts'
import { handler as sendMail } from '../../functions/events/send-mail.ts'
import type { AuditEntry } from '../../shared/audit/model.ts'
import { auditKey } from '../../shared/keys.ts'
import { query } from '../../shared/table.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account()
})
afterAll(() => world?.stop())

/** The stream's records of everything this account has committed, oldest first. */
async function records(): Promise<DynamoDBRecord[]> {
  const { pk } = auditKey(account.id, '')
  const { items } = await query<AuditEntry>({ partition: pk }, { limit: 100 })
  return items.map(({ id }, at) => ({
    eventName: 'INSERT',
    dynamodb: { Keys: { pk: { S: pk }, sk: { S: id } }, SequenceNumber: String(at) },
  }))
}

const endNames = (member: string) =>
  world.stack.scheduler
    .list()
    .map(({ name }) => name)
    .filter((name) => name.startsWith(`end-${member}`))

describe('the stream delivers at least once, in any order', () => {
  test('doubled deliveries, one after the other and at the same time, send each mail once', async () => {
    const expert = world.must(await world.invite(account), 201).items[0]
    const Records = await records()
    await Promise.all([sendMail({ Records }), sendMail({ Records }), sendMail({ Records })])
    for (let again = 0; again < 3; again++) expect(await sendMail({ Records })).toEqual({ batchItemFailures: [] })
    expect(world.mailsTo(expert?.email ?? '')).toHaveLength(1)
  })

  test('the schedules are those of the newest window, whatever order changes arrive in', async () => {
    const expert = await world.expert(account)
    for (const hours of [1, 2, 3])
      await world.ask('PATCH', `/accounts/${account.id}/experts/${expert.id}`, {
        as: account.owner.email,
        body: { until: world.inHours(hours) },
      })
    const inOrder = await records()
    await keepSchedule({ Records: inOrder.toReversed() })
    await keepSchedule({ Records: inOrder })
    expect(endNames(expert.id)).toEqual([`end-${expert.id}-4`])
    await world.ask('POST', `/accounts/${account.id}/experts/${expert.id}/revoke`, { as: account.owner.email })
    await keepSchedule({ Records: (await records()).toReversed() })
    expect(endNames(expert.id)).toEqual([])
  })

  test('a window that ended before its first schedule was made gets none', async () => {
    const expert = world.must(await world.invite(account), 201).items[0]
    await world.ask('POST', `/accounts/${account.id}/experts/${expert?.id}/revoke`, { as: account.owner.email })
    await keepSchedule({ Records: await records() })
    expect(endNames(expert?.id ?? '')).toEqual([])
  })

  test('one record that cannot be settled does not keep those before it from being settled', async () => {
    const [first, second] = [
      world.must(await world.invite(account), 201).items[0],
      world.must(await world.invite(account), 201).items[0],
    ]
    await world.stack.settle()
    await world.ask('POST', `/accounts/${account.id}/experts/${first?.id}/resend`, { as: account.owner.email })
    await world.ask('POST', `/accounts/${account.id}/experts/${second?.id}/resend`, { as: account.owner.email })
    const Records = (await records()).slice(-2)
    world.stack.ses.refuseNext(3, 'InternalFailure', 500)
    const { batchItemFailures } = await sendMail({ Records })
    expect(batchItemFailures).toEqual([{ itemIdentifier: Records[0]?.dynamodb?.SequenceNumber }])
    expect(await sendMail({ Records })).toEqual({ batchItemFailures: [] })
    for (const one of [first, second]) expect(world.mailsTo(one?.email ?? '')).toHaveLength(2)
  })
})

describe('what became of a mail', () => {
  const event = (eventType: string, member: string, rotation: number) =>
    ({
      detail: { eventType, mail: { tags: { account: [account.id], member: [member], rotation: [String(rotation)] } } },
    }) as unknown as Parameters<typeof recordDelivery>[0]
  const delivery = async (member: string) =>
    (await world.ask('GET', `/accounts/${account.id}/experts/${member}`, { as: account.owner.email })).body.delivery
      .state

  test('events in any order and number show the furthest state', async () => {
    const expert = await world.invited(account)
    for (const [type, state] of [
      ['Delivery', 'delivered'],
      ['Delivery', 'delivered'],
      ['DeliveryDelay', 'delivered'],
      ['Bounce', 'bounced'],
      ['Delivery', 'bounced'],
      ['Open', 'bounced'],
    ] as const) {
      await recordDelivery(event(type, expert.id, 1))
      expect([type, await delivery(expert.id)]).toEqual([type, state])
    }
  })

  test('events of an older mail do not speak for the newer one', async () => {
    const expert = await world.invited(account)
    await world.ask('POST', `/accounts/${account.id}/experts/${expert.id}/resend`, { as: account.owner.email })
    expect(await delivery(expert.id)).toBe('queued')
    await recordDelivery(event('Bounce', expert.id, 1))
    expect(await delivery(expert.id)).toBe('queued')
    await world.stack.settle()
    expect(await delivery(expert.id)).toBe('delivered')
  })
})
