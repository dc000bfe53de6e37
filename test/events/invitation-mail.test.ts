import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { expertEmail, type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account({ name: 'Rossi & <Figli>' })
})
afterAll(() => world?.stop())

describe('the invitation mail', () => {
  test('kaleyra.r23: says who invites, to what, with what scope, until when in the account’s zone and UTC, and links', async () => {
    world.setNow('2026-11-23T10:00:00.000Z')
    const expert = await world.invited(account, { until: '2026-11-24T15:30:00.000Z', access: 'limited-write' })
    const [mail] = world.mailsTo(expert.email)
    expect(mail?.subject).toBe('Owner invites you as an expert to Rossi & <Figli>')
    for (const part of [
      'Owner asks you to help in the account Rossi & <Figli>',
      'Read, and change a limited set of configurations',
      'Tue, 24 Nov 2026, 16:30 (Europe/Rome), which is Tue, 24 Nov 2026, 15:30 UTC',
      `${world.stack.origin}/invitations/`,
    ])
      expect(mail?.text).toContain(part)
    expect(mail?.html).toContain('Rossi &amp; &lt;Figli&gt;')
    expect(mail?.html).not.toContain('<Figli>')
    expect(new Set(mail?.links).size).toBe(1)
  })

  test('kaleyra.r10: without a limit it says so', async () => {
    const india = await world.account({ region: 'india', timeZone: 'Asia/Kolkata' })
    const expert = await world.invited(india, { until: null })
    expect(world.mailsTo(expert.email)[0]?.text).toContain('until somebody revokes it')
  })

  test('the owner of a new account is invited too', async () => {
    const [mail] = world.mailsTo(account.owner.email)
    expect(mail?.subject).toBe('You are invited to Rossi & <Figli>')
    expect(mail?.text).toContain('Admin')
  })

  test('SES refuses twice, then works: one mail', async () => {
    world.must(await world.invite(account, { experts: [{ name: 'Late', email: expertEmail('late') }] }), 201)
    world.stack.ses.refuseNext(2)
    await world.stack.settle()
    await world.stack.settle()
    expect(world.mailsTo(expertEmail('late'))).toHaveLength(1)
  })

  test('SES rejects the message: others go out, and the sweep tries again until it is mended', async () => {
    world.must(await world.invite(account, { experts: [{ name: 'Rejected', email: expertEmail('rejected') }] }), 201)
    world.stack.ses.refuseNext(1, 'MessageRejected')
    await world.stack.settle()
    world.must(await world.invite(account, { experts: [{ name: 'Other', email: expertEmail('other') }] }), 201)
    await world.stack.settle()
    expect(world.mailsTo(expertEmail('rejected'))).toHaveLength(0)
    expect(world.mailsTo(expertEmail('other'))).toHaveLength(1)

    await world.stack.sweep()
    await world.stack.settle()
    expect(world.mailsTo(expertEmail('rejected'))).toHaveLength(0)
    world.pass(5 * 60_000)
    expect(await world.stack.sweep()).toEqual({ ended: 0, unsettled: 1 })
    await world.stack.settle()
    expect(world.mailsTo(expertEmail('rejected'))).toHaveLength(1)
    world.pass(24 * 3_600_000)
    expect(await world.stack.sweep()).toEqual(expect.objectContaining({ unsettled: 0 }))
  })

  test('one that was revoked before its mail went out gets none', async () => {
    const [expert] = world.must(await world.invite(account), 201).items
    await world.ask('POST', `/accounts/${account.id}/experts/${expert?.id}/revoke`, { as: account.owner.token })
    await world.stack.settle()
    expect(world.mailsTo(expert?.email ?? '').filter(({ subject }) => subject.includes('invites you'))).toEqual([])
  })
})
