import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { decide } from '../../shared/access/decide.ts'
import type { AccessRecord, ExpertAccess, LifecycleStatus, MemberStatus, Standing } from '../../shared/access/model.ts'
import { presets } from '../../shared/catalogs/load.ts'

const kaleyra = presets.find(({ id }) => id === 'kaleyra')
if (!kaleyra) throw new Error('the preset is there')
const { permissions } = kaleyra
const policy = compile(kaleyra)
const now = '2026-11-21T10:00:00.000Z'
const later = '2026-11-21T11:00:00.000Z'

const expert = (access: ExpertAccess, until: string | null = later, status: MemberStatus = 'active'): AccessRecord => ({
  member: 'm',
  kind: 'expert',
  status,
  roles: [],
  grant: { access, until },
})
const team = (...roles: string[]): AccessRecord => ({ member: 'm', kind: 'team', status: 'active', roles })
const ids = (test: (permission: (typeof permissions)[number]) => boolean) =>
  permissions.filter(test).map(({ id }) => id)

describe('what an expert may', () => {
  test('kaleyra.r02: read-only permits nothing that changes something', () => {
    for (const id of ids(({ changes }) => changes))
      expect([id, decide(policy, expert('read-only'), id, now)]).toEqual([
        id,
        expect.objectContaining({ permit: false }),
      ])
  })

  test('kaleyra.r03: with updating allowed an expert writes to the listed resources only', () => {
    const permitted = ids(({ changes }) => changes).filter(
      (id) => decide(policy, expert('limited-write'), id, now).permit,
    )
    expect(permitted).toEqual(['channels.configuration.update', 'flows.flow.update'])
  })

  test('kaleyra.r03: updating takes nothing away', () => {
    for (const { id } of permissions)
      if (decide(policy, expert('read-only'), id, now).permit)
        expect(decide(policy, expert('limited-write'), id, now)).toEqual({
          permit: true,
          reason: 'granted',
          obligations: [],
        })
  })

  test.each(['read-only', 'limited-write'] as const)(
    'kaleyra.r14: %s never reaches usage, recharges, billing or user management',
    (access) => {
      const excluded = ids(({ module }) => ['usage', 'recharges', 'billing', 'team'].includes(module))
      expect(excluded.length).toBe(12)
      for (const id of excluded) expect([id, decide(policy, expert(access), id, now).permit]).toEqual([id, false])
    },
  )

  test('kaleyra.r14: the exclusion holds even where a catalog would grant it', () => {
    const open = { ...policy, experts: { ...policy.experts, 'read-only': new Uint32Array([0xffffffff]) } }
    expect(decide(open, expert('read-only'), 'billing.billing.manage', now)).toEqual({
      permit: false,
      layer: 'exclusion',
      reason: 'excluded',
      by: 'billing',
    })
  })

  test('kaleyra.r13: downloading reports with personal data is part of what was consented to', () => {
    expect(decide(policy, expert('read-only'), 'reports.pii.download', now).permit).toBe(true)
  })
})

describe('kaleyra.r19: at the end of the window nothing is left', () => {
  test.each([
    ['a millisecond before', '2026-11-21T10:00:00.001Z', true],
    ['at the end', now, false],
    ['a millisecond after', '2026-11-21T09:59:59.999Z', false],
  ])('%s', (_, until, permit) => {
    const decision = decide(policy, expert('limited-write', until), 'channels.channel.view', now)
    expect(decision).toEqual(
      expect.objectContaining(permit ? { permit } : { permit, layer: 'window', reason: 'window_over' }),
    )
  })
  test('kaleyra.r10: without a limit access goes on', () => {
    expect(decide(policy, expert('read-only', null), 'channels.channel.view', '2099-01-01T00:00:00.000Z').permit).toBe(
      true,
    )
  })
})

describe('each refusal says which layer refused and why', () => {
  test.each([
    [undefined, 'channels.channel.view', 'principal', 'principal_unknown'],
    [expert('read-only', later, 'invited'), 'channels.channel.view', 'status', 'invited'],
    [expert('read-only', later, 'revoked'), 'channels.channel.view', 'status', 'revoked'],
    [expert('read-only', later, 'expired'), 'channels.channel.view', 'status', 'expired'],
    [{ ...team('admin'), status: 'inactive' as const }, 'channels.channel.view', 'status', 'inactive'],
    [team('admin'), 'channels.channel.destroy', 'grant', 'permission_unknown'],
    [team('support'), 'billing.billing.manage', 'grant', 'not_granted'],
    [team('no-such-role'), 'channels.channel.view', 'grant', 'not_granted'],
    [team(), 'channels.channel.view', 'grant', 'not_granted'],
  ])('%# %s', (access, permission, layer, reason) => {
    expect(decide(policy, access, permission, now)).toEqual({ permit: false, layer, reason })
  })
})

describe('where the account stands', () => {
  const agent: AccessRecord = { ...team('reseller'), kind: 'partner' }
  const talkdesk = presets.find(({ id }) => id === 'talkdesk-partner')
  if (!talkdesk) throw new Error('the preset is there')
  const standing = (status: LifecycleStatus, next?: LifecycleStatus): Standing => ({
    status,
    ...(next && { next: { status: next, at: later } }),
  })
  const asked = [
    [policy, team('admin'), 'channels.channel.view'],
    [policy, expert('read-only', null), 'channels.channel.view'],
    [compile(talkdesk), agent, 'accounts.account.view'],
  ] as const
  const decided = (stands: Standing | undefined, at: string) =>
    asked.map(([base, access, permission]) =>
      decide({ ...base, ...(stands && { standing: stands }) }, access, permission, at),
    )
  const granted = { permit: true, reason: 'granted', obligations: [] }
  const silent = { ...granted, obligations: [{ communications: 'off' }] }
  const denied = { permit: false, layer: 'status', reason: 'terminated' }
  const all = (decision: object) => asked.map(() => decision)
  const before = '2026-11-21T10:59:59.999Z'

  test('talkdesk.r20, talkdesk.r23: suspended and canceled, everybody may what they might, and reaches nobody', () => {
    for (const status of ['suspended', 'canceled'] as const) {
      expect(decided(standing(status), now)).toEqual(all(silent))
      expect(decide({ ...policy, standing: standing(status) }, team('support'), 'billing.billing.manage', now)).toEqual(
        decide(policy, team('support'), 'billing.billing.manage', now),
      )
    }
  })
  test('talkdesk.r24: terminated, nobody may anything, and that is said before their own status', () => {
    expect(decided(standing('terminated'), now)).toEqual(all(denied))
    const ended = { ...expert('read-only', null, 'revoked') }
    expect(decide({ ...policy, standing: standing('terminated') }, ended, 'channels.channel.view', now)).toEqual(denied)
  })
  test('talkdesk.r20, talkdesk.r22: what is planned counts from its millisecond on', () => {
    expect(decided(standing('active', 'suspended'), before)).toEqual(all(granted))
    expect(decided(standing('active', 'suspended'), later)).toEqual(all(silent))
    expect(decided(standing('suspended', 'active'), before)).toEqual(all(silent))
    expect(decided(standing('suspended', 'active'), later)).toEqual(all(granted))
    expect(decided(standing('canceled', 'terminated'), before)).toEqual(all(silent))
    expect(decided(standing('canceled', 'terminated'), later)).toEqual(all(denied))
  })
  test('a member on whose behalf an agent acts owes the same silence, and is as terminated', () => {
    const delegation = { id: 'd', access: 'write', until: '2026-11-22T10:00:00.000Z', subject: team('admin') } as const
    const open = compile({ ...kaleyra, partners: { ...terms(), roles: kaleyra.roles } })
    const acting: AccessRecord = { ...team('admin'), kind: 'partner', delegation }
    const on = (status: LifecycleStatus) =>
      decide({ ...open, standing: standing(status) }, acting, 'channels.channel.view', now)
    expect(on('suspended')).toEqual(silent)
    expect(on('terminated')).toEqual(denied)
  })
  const terms = () => {
    if (!talkdesk.partners) throw new Error('the preset has partners')
    return { ...talkdesk.partners, closedModules: [], guards: {} }
  }
})
