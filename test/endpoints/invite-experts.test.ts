import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expertEmail, type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world.stop())

const experts = async () =>
  world.must(await world.ask('GET', `/accounts/${account.id}/experts`, { as: account.owner.token }), 200).items

describe('POST /accounts/{account}/experts', () => {
  test('kaleyra.r01: an expert is let in by invitation, read-only, until a time, under recorded consent', async () => {
    const until = world.inHours(8)
    const answer = await world.invite(account, {
      until,
      experts: [{ name: 'Expert', email: 'First@TataCommunications.com' }],
    })
    expect(answer.status).toBe(201)
    expect(answer.body.items).toEqual([
      {
        id: expect.any(String),
        kind: 'expert',
        name: 'Expert',
        email: expertEmail('first'),
        status: 'invited',
        access: 'read-only',
        until,
        invitedBy: account.owner.member,
        invitedAt: world.now(),
        acceptedAt: null,
        endedAt: null,
        endedBy: null,
        erasedAt: null,
        consent: { wordingVersion: '2026-01', by: account.owner.member, at: world.now() },
        delivery: { state: 'queued', at: null },
        version: 1,
      },
    ])
  })
})
