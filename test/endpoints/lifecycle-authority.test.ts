/** Who may move an account: the platform everything, people what the catalog names for each action. */
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allActivityOf } from '../../shared/activity/store.ts'
import { listAudit } from '../../shared/audit/list.ts'
import { presets } from '../../shared/catalogs/load.ts'
import { type Catalog, lifecycleActions } from '../../shared/catalogs/schema.ts'
import { type Answer, type GivenAccount, givenWorld, type World } from '../given.ts'
import { started } from './delegations.ts'
import { register } from './fixture.ts'
import { expectRefusal, stored } from './helpers.ts'
import { type GivenAgent, partnered } from './partners.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

type Account = { id: string }
const lifecycle = ({ id }: Account, as: string, body: object, headers = {}): Promise<Answer> =>
  world.ask('POST', `/accounts/${id}/lifecycle`, { as, body, headers })
const withdraw = ({ id }: Account, as: string) => world.ask('DELETE', `/accounts/${id}/lifecycle/planned`, { as })
const byPlatform = async (account: Account, ...steps: object[]) => {
  for (const step of steps) world.must(await lifecycle(account, await world.service('operator'), step), 200)
}
const unchanged = async () => (await stored()).filter((line) => !line.startsWith('ACTIVITY#'))

/** A body for each action, and what brings an account to where that action can be done. */
const doable: Record<(typeof lifecycleActions)[number], object[]> = {
  extend: [{ action: 'suspend', at: '2026-12-24T00:00:00Z' }],
  suspend: [],
  freeze: [],
  unfreeze: [{ action: 'freeze' }],
  reactivate: [{ action: 'suspend' }],
  cancel: [{ action: 'suspend' }],
  terminate: [{ action: 'suspend' }, { action: 'cancel' }],
}

describe('agents of partners', () => {
  const cells = (['reseller', 'implementation-partner'] as const).flatMap((role) =>
    lifecycleActions.map((action) => {
      const may = role === 'reseller' && ['extend', 'suspend', 'reactivate'].includes(action)
      const rule = ['freeze', 'unfreeze', 'cancel', 'terminate'].includes(action) ? 'talkdesk.r18' : 'talkdesk.r17'
      return [rule, role, may ? 'may' : 'may not', action, may] as const
    }),
  )

  test.each(cells)('%s: a %s %s %s', async (_, role, __, action, may) => {
    const { account, agent } = await partnered(world, role)
    await byPlatform(account, ...doable[action])
    const before = await unchanged()
    const answer = await lifecycle(account, agent.email, { action })
    if (may) world.must(answer, 200)
    else {
      expectRefusal(answer, 403, 'not_permitted')
      expect(await unchanged()).toEqual(before)
    }
  })

  test('talkdesk.r18: who may not make a move may not plan it either, nor end what somebody else planned', async () => {
    const { account, agent } = await partnered(world, 'reseller')
    const [soon, later] = [world.inHours(1), world.inHours(2)]
    await byPlatform(account, { action: 'suspend' }, { action: 'cancel', at: soon })
    expectRefusal(await lifecycle(account, agent.email, { action: 'cancel', at: later }), 403, 'not_permitted')
    expectRefusal(await lifecycle(account, agent.email, { action: 'reactivate', at: later }), 403, 'not_permitted')
    expectRefusal(await withdraw(account, agent.email), 403, 'not_permitted')
    const { planned } = world.must(await lifecycle(account, agent.email, { action: 'extend' }), 200).lifecycle
    expect(planned.move).toBe('cancel')
  })

  test('talkdesk.r17: a reseller plans a suspension, replans it and withdraws it', async () => {
    const { account, agent } = await partnered(world, 'reseller')
    for (const at of [world.inHours(1), world.inHours(2)])
      world.must(await lifecycle(account, agent.email, { action: 'suspend', at }), 200)
    world.must(await withdraw(account, agent.email), 200)
    expectRefusal(await withdraw(account, agent.email), 409, 'nothing_planned')
  })

  test('the agent, the partner and each decision stay on record', async () => {
    const { account, agent } = await partnered(world, 'reseller')
    world.must(await lifecycle(account, agent.email, { action: 'suspend' }), 200)
    expectRefusal(await lifecycle(account, agent.email, { action: 'cancel' }), 403, 'not_permitted')
    const recorded = await allActivityOf(account.id, agent.id)
    expect(recorded.map(({ resource, action, outcome }) => [resource.id, action, outcome])).toEqual([
      ['lifecycle.change', 'billing.lifecycle.extend', 'permitted'],
      ['lifecycle.suspend', 'billing.lifecycle.suspend', 'permitted'],
      ['lifecycle.change', 'billing.lifecycle.extend', 'permitted'],
      ['lifecycle.cancel', 'billing.lifecycle.cancel', 'denied'],
    ])
    const [entry] = (await listAudit(account.id, {}, { limit: 1 })).items
    expect(entry).toMatchObject({
      action: 'account.suspended',
      actor: { type: 'agent', id: agent.id, partner: agent.partner },
    })
  })

  test('an account that is not theirs they know nothing of', async () => {
    const [{ agent }, { account }] = [await partnered(world, 'reseller'), await partnered(world, 'reseller')]
    expectRefusal(await lifecycle(account, agent.email, { action: 'suspend' }), 404, 'account_unknown')
    expectRefusal(await withdraw(account, agent.email), 404, 'account_unknown')
  })
})

describe('members, and who acts on their behalf', () => {
  const permission = 'billing.lifecycle.suspend'

  /** The documented catalog, where administrators may suspend and nothing else of it. */
  async function opened() {
    const preset = presets.find(({ id }) => id === 'talkdesk-partner')
    if (!preset) throw new Error('the preset is there')
    const catalog: Catalog = {
      ...{ ...preset, id: `lifecycle-${randomUUID()}`, version: 1 },
      roles: preset.roles.map((role) =>
        role.id === 'administrator' ? { ...role, permissions: [...role.permissions, permission] } : role,
      ),
      guards: { ...preset.guards, 'lifecycle.change': permission },
    }
    world.must(await register(world, catalog), 201)
    return partnered(world, 'reseller', catalog.id)
  }

  async function delegated(account: GivenAccount, agent: GivenAgent, access: 'read-only' | 'write') {
    const { id } = await started(world, account, agent, { access })
    return { 'gatepass-delegation': id }
  }

  test('a member makes the moves that the catalog names a permission of theirs for, and no other', async () => {
    const { account } = await opened()
    world.must(await lifecycle(account, account.owner.email, { action: 'suspend' }), 200)
    for (const action of ['reactivate', 'cancel', 'freeze', 'extend'])
      expectRefusal(await lifecycle(account, account.owner.email, { action }), 403, 'not_permitted')
  })

  test('where the catalog names nothing it is closed to people', async () => {
    const account = await world.account()
    expectRefusal(await lifecycle(account, account.owner.email, { action: 'suspend' }), 403, 'not_permitted')
  })

  test('on behalf of a member it takes what both hold, and both stay on record', async () => {
    const { account, agent } = await opened()
    const headers = await delegated(account, agent, 'write')
    world.must(await lifecycle(account, agent.email, { action: 'suspend' }, headers), 200)
    const [entry] = (await listAudit(account.id, {}, { limit: 1 })).items
    const { member: subject } = account.owner
    expect(entry?.actor).toMatchObject({ type: 'agent', id: agent.id, subject, delegation: expect.any(String) })
    // The agent alone may reactivate; the member may not.
    expectRefusal(await lifecycle(account, agent.email, { action: 'reactivate' }, headers), 403, 'not_permitted')
    world.must(await lifecycle(account, agent.email, { action: 'reactivate' }), 200)
  })

  test('who may only look changes nothing', async () => {
    const { account, agent } = await opened()
    const headers = await delegated(account, agent, 'read-only')
    const answer = await lifecycle(account, agent.email, { action: 'suspend' }, headers)
    expectRefusal(answer, 403, 'not_permitted')
    expect(answer.body.detail).toContain('read_only')
  })
})
