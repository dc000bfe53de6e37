import { createHash } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

test('a report too long for a plain attachment goes compressed, and is read back whole', async () => {
  const account = await world.account({ reportEmail: 'large@example.com' })
  const expert = await world.expert(account)
  const as = await world.service('record')
  // Six bytes for each of these characters: what counts is bytes, not characters.
  const detail = '漢字'.repeat(950)
  for (let call = 0; call < 9; call++) {
    const events = Array.from({ length: 100 }, (_, at) => ({
      id: `e${call}-${at}`,
      subject: { type: 'member', id: expert.id },
      action: { name: 'flow.read' },
      resource: { type: 'flow', id: String(at) },
      detail,
    }))
    world.must(await world.ask('POST', `/accounts/${account.id}/activity`, { as, body: { events } }), 201)
  }
  const experts = `/accounts/${account.id}/experts/${expert.id}`
  await world.ask('POST', `${experts}/revoke`, { as: account.owner.email })
  await world.stack.settle()

  const [mail] = world.mailsTo('large@example.com')
  expect(mail?.attachments).toEqual([expect.objectContaining({ type: 'application/gzip' })])
  expect(mail?.text).toContain('(the first 100 of 900; all are attached)')
  const [report] = (await world.ask('GET', `${experts}/reports`, { as: account.owner.email })).body.items
  expect(report.rows).toBe(900)
  const csv = await world.ask('GET', `${experts}/reports/${report.id}`, {
    as: account.owner.email,
    headers: { accept: 'text/csv' },
  })
  expect(csv.headers.get('content-encoding')).toBe('gzip')
  expect(createHash('sha256').update(csv.text).digest('hex')).toBe(report.sha256)
})
