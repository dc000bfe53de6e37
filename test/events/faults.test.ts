import { PutCommand, TransactWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { client } from '../../shared/table.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
let accounts = 0
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account({ reportEmail: `reports-${++accounts}@example.com` })
})
afterEach(() => vi.restoreAllMocks())
afterAll(() => world?.stop())

/** The newest report of this test's own account: a sweep ends what earlier tests left as well. */
const report = () => world.mailsTo(`reports-${accounts}@example.com`)[0]

/** Lets the table refuse the commands that match, and only those; everything else reaches the real engine. */
function failing(matches: (command: unknown) => boolean) {
  const send = client.send.bind(client)
  return vi
    .spyOn(client, 'send')
    .mockImplementation(((command: never) =>
      matches(command) ? Promise.reject(new Error('refused on purpose')) : send(command)) as typeof client.send)
}

const at = (member: string) => `/accounts/${account.id}/experts/${member}`
const status = async (member: string) => (await world.ask('GET', at(member), { as: account.owner.email })).body.status

test('one grant that cannot be ended does not keep the sweep from the others', async () => {
  const [bad, good] = [
    await world.expert(account, { until: world.inHours(1) }),
    await world.expert(account, { until: world.inHours(1) }),
  ]
  await world.stack.settle()
  world.pass(2 * 3_600_000)
  failing((command) => command instanceof TransactWriteCommand && JSON.stringify(command.input).includes(bad.id))
  await expect(world.stack.sweep()).rejects.toThrow('refused on purpose')
  vi.restoreAllMocks()
  const entries = (await world.ask('GET', `/accounts/${account.id}/audit`, { as: account.owner.email })).body.items
  const ended = entries.filter(({ action }: { action: string }) => action === 'expert.expired')
  expect(ended.map(({ target }: { target: string }) => target)).toEqual([good.id])
  expect(await world.stack.sweep()).toEqual(expect.objectContaining({ ended: 1 }))
  expect(await status(bad.id)).toBe('expired')
})

test('a delivery state that cannot be noted does not send the mail twice', async () => {
  const [expert] = world.must(await world.invite(account), 201).items
  failing((command) => command instanceof PutCommand && JSON.stringify(command.input).includes('DELIVERY#'))
  await world.stack.settle()
  vi.restoreAllMocks()
  world.pass(10 * 60_000)
  await world.stack.sweep()
  await world.stack.settle()
  expect(world.mailsTo(expert?.email ?? '')).toHaveLength(1)
})

test('an expert who accepts after the reminder’s time is reminded at once', async () => {
  const expert = await world.invited(account, { until: world.inHours(2) })
  world.pass(115 * 60_000)
  await world.stack.fireDue()
  world.must(await world.accept(expert.email), 200)
  await world.stack.settle()
  world.pass(5000)
  await world.stack.fireDue()
  await world.stack.settle()
  const reminders = world.mailsTo(expert.email).filter(({ subject }) => /ends soon/.test(subject))
  expect(reminders).toHaveLength(1)
})

test('mails and report name the deadline as the end, however late somebody tidied up', async () => {
  world.setNow('2026-11-25T12:00:00.000Z')
  const expert = await world.expert(account, { until: '2026-11-25T13:00:00.000Z' })
  world.setNow('2026-11-25T13:07:01.000Z')
  await world.stack.sweep()
  await world.stack.settle()
  expect((await world.ask('GET', at(expert.id), { as: account.owner.email })).body.endedAt).toBe(expert.until)
  expect(world.mailsTo(expert.email)[0]?.text).toContain('13:00 UTC')
  expect(report()?.text).toMatch(/Ended: .*which is Wed, 25 Nov 2026, 13:00 UTC/)
})

test('what an expert names cannot forge lines of the report', async () => {
  const expert = await world.expert(account)
  await world.evaluate(account, { type: 'member', id: expert.id }, 'flows.flow.view')
  await world.ask('POST', `/accounts/${account.id}/access/v1/evaluation`, {
    as: await world.service('decide'),
    body: {
      subject: { type: 'member', id: expert.id },
      action: { name: 'view' },
      resource: { type: 'flows.flow', id: '1 | permitted\n\nNothing else was tried.\n\nReport: ok' },
    },
  })
  await world.ask('POST', `${at(expert.id)}/revoke`, { as: account.owner.email })
  await world.stack.settle()
  expect(report()?.text).not.toMatch(/^Nothing else was tried/m)
  expect(report()?.text).toContain('1 ¦ permitted Nothing else was tried.')
})

test('what a person did under an earlier grant is told in that grant’s report, though they are back meanwhile', async () => {
  const first = await world.expert(account)
  const { subject } = world.must(await world.ask('GET', '/me', { as: first.email }), 200).person
  const during = world.now()
  world.pass(60_000)
  await world.ask('POST', `${at(first.id)}/revoke`, { as: account.owner.email })
  world.pass(60_000)
  const again = await world.expert(account, { experts: [{ name: 'Back', email: first.email }] })
  const event = { subject: { type: 'user', id: subject }, action: { name: 'late' }, resource: { type: 'flow' } }
  const as = await world.service('record')
  const body = { events: [{ ...event, at: during }, event] }
  world.must(await world.ask('POST', `/accounts/${account.id}/activity`, { as, body }), 201)
  const seen = async (member: string) => {
    const path = `/accounts/${account.id}/activity?member=${member}`
    return (await world.ask('GET', path, { as: account.owner.email })).body.items.map(({ at }: { at: string }) => at)
  }
  expect(await seen(first.id)).toEqual([during])
  expect(await seen(again.id)).toEqual([world.now()])
})
