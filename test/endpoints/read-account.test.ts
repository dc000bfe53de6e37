import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, nobody, sentDuring } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ name: 'Acme', reportEmail: 'acme@example.com' })
})
afterAll(() => world?.stop())

const read = (id: string, as?: string) => world.ask('GET', `/accounts/${id}`, { as })
const activityOf = async (member: string) => {
  const as = account.owner.email
  return world.must(await world.ask('GET', `/accounts/${account.id}/activity?member=${member}`, { as }), 200).items
}

describe('GET /accounts/{account}', () => {
  test('the owner and the operator read the same account', async () => {
    const answer = await read(account.id, account.owner.email)
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        id: account.id,
        name: 'Acme',
        region: 'europe',
        timeZone: 'Europe/Rome',
        catalog: { id: 'kaleyra', version: 1 },
        reportEmail: 'acme@example.com',
        owner: account.owner.member,
        createdAt: world.now(),
        options: [],
        organization: null,
        engaged: [],
        express: false,
        lifecycle: { status: 'active', frozen: false, planned: null },
        policyVersion: 1,
        version: 1,
      },
    ])
    expect((await read(account.id, await world.service('operator'))).body).toEqual(answer.body)
  })

  test('an operator who names no account is told so', async () => {
    expectRefusal(await read(nobody, await world.service('operator')), 404, 'account_unknown')
    expectRefusal(await read('constructor', await world.service('operator')), 404, 'account_unknown')
  })

  test('reading changes nothing', async () => {
    const sent = await sentDuring(() => read(account.id, account.owner.email))
    expect(sent.map(({ name }) => name)).toEqual(['BatchGetCommand'])
  })

  test('an expert may see the settings, and each look is on record', async () => {
    const expert = await world.expert(account)
    expect((await read(account.id, expert.email)).status).toBe(200)
    expect(await activityOf(expert.id)).toEqual([
      expect.objectContaining({
        kind: 'decision',
        action: 'settings.general.view',
        resource: { type: 'gatepass', id: 'account.read' },
        outcome: 'permitted',
        at: world.now(),
      }),
    ])
  })

  test('kaleyra.r19: a look by an expert whose window is over is refused and on record as denied', async () => {
    const expert = await world.expert(account, { until: world.inHours(0.5) })
    world.pass(30 * 60_000)
    expectRefusal(await read(account.id, expert.email), 403, 'not_permitted')
    expect(await activityOf(expert.id)).toEqual([
      expect.objectContaining({ kind: 'decision', outcome: 'denied', reason: 'window_over' }),
    ])
  })
})
