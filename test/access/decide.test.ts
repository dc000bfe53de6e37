import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { decide } from '../../shared/access/decide.ts'
import type { AccessRecord, ExpertAccess, MemberStatus } from '../../shared/access/model.ts'
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
