import { describe, expect, test } from 'vitest'
import type { AccessRecord } from '../../shared/access/model.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { addressFaults, takenFaults } from '../../shared/members/agent-faults.ts'
import { requireAuthorityOver, roleFaults } from '../../shared/members/authority.ts'
import { newLevelFaults } from '../../shared/members/giving-rules.ts'
import type { TeamMember } from '../../shared/members/model.ts'
import { waitUntil } from '../../shared/partners/limits.ts'
import { dueOf } from '../../shared/waiting-changes/rules.ts'
import { agent, authority, letting, now, partners, preset } from './partner-terms.ts'

const member = (roles: string[]): AccessRecord => ({ member: 'member', kind: 'team', status: 'active', roles })
const actingFor = (subject: AccessRecord): AccessRecord => ({
  ...agent,
  delegation: { id: 'd', access: 'write', until: '2026-11-21T11:00:00.000Z', subject },
})
const target = (roles: string[]) => ({ id: 'target', kind: 'team', status: 'active', roles }) as unknown as TeamMember
const codes = (faults: { code: string; field?: string }[]) => faults.map(({ code, field }) => `${code} ${field}`)

describe('what an agent of a partner gives', () => {
  const catalog = letting('kaleyra', ['support'])

  test('is what the catalog names, though the agent holds none of it', () => {
    expect(roleFaults(authority(catalog, agent), ['support'], 'roles')).toEqual([])
    expect(codes(roleFaults(authority(catalog, agent), ['support', 'admin'], 'roles'))).toEqual([
      'not_permitted roles[1]',
    ])
  })

  test('on behalf of a member is also no more than that member may give', () => {
    expect(roleFaults(authority(catalog, actingFor(member(['admin']))), ['support'], 'roles')).toEqual([])
    const beyond = roleFaults(authority(catalog, actingFor(member(['analyst']))), ['support'], 'roles')
    expect(codes(beyond)).toEqual(['not_permitted roles[0]'])
  })

  test('does not hang on what somebody holds, but on behalf of a member it does', () => {
    expect(() => requireAuthorityOver(authority(catalog, agent), target(['admin']))).not.toThrow()
    const support = authority(catalog, actingFor(member(['support'])))
    expect(() => requireAuthorityOver(support, target(['admin']))).toThrow('more than you may give')
  })

  test('is nothing where the catalog says nothing of members', () => {
    const { members: _, ...terms } = partners
    const silent = { ...preset('kaleyra'), partners: { ...terms, roles: [] } }
    expect(codes(roleFaults(authority(silent, agent), ['support'], 'roles'))).toEqual(['not_permitted roles[0]'])
  })

  test('is never a level, also where those made by members start with one', () => {
    const kompaas = letting('kompaas', ['employee'])
    const giver = { authority: authority(kompaas, agent, ['c-1']), guard: 'member.invite', now } as const
    expect(newLevelFaults(giver, { roles: ['employee'] }, '')).toEqual([])
    const levels = { 'c-1': { core: 'user' } }
    expect(codes(newLevelFaults(giver, { roles: ['employee'], levels }, ''))).toEqual(['not_permitted levels.c-1'])
  })
})

describe('what an agent of a partner takes away', () => {
  const taken = (catalog: Catalog, held: string[], roles: string[], by = agent) =>
    codes(takenFaults(roles, target(held), authority(catalog, by)))

  test('is no role that they may not give; members are not asked', () => {
    const catalog = letting('kaleyra', ['support'])
    expect(taken(catalog, ['support', 'analyst'], ['analyst'])).toEqual([])
    expect(taken(catalog, ['support', 'analyst'], ['support'])).toEqual(['not_permitted roles'])
    expect(taken(catalog, ['support', 'analyst'], ['support'], member(['admin']))).toEqual([])
  })

  test('talkdesk.r09: where a member holds one role, the role given takes its place, but no owner’s', () => {
    const one = preset('talkdesk-partner')
    expect(taken(one, ['agent'], ['administrator'])).toEqual([])
    const weak = { ...one, partners: { ...partners, members: { gives: ['agent'], fields: {}, rows: {} } } }
    expect(taken(weak, ['administrator'], ['agent'])).toEqual(['not_permitted roles'])
  })
})

describe('an invitation that an agent of a partner leads to another address', () => {
  const catalog = letting('kaleyra', ['support'])
  const moved = (held: Partial<TeamMember>, by = agent) =>
    codes(addressFaults({ roles: ['support'], ...held }, authority(catalog, by)))

  test('holds nothing that they may not give: no other role, no level, no link', () => {
    expect(moved({})).toEqual([])
    expect(moved({ roles: ['support', 'admin'] })).toEqual(['not_permitted email'])
    expect(moved({ levels: { 'c-1': { core: 'user' } } })).toEqual(['not_permitted email'])
    expect(moved({ links: [{ type: 'subscriber', id: '1' }] })).toEqual(['not_permitted email'])
    expect(moved({ roles: ['admin'] }, member(['admin']))).toEqual([])
  })

  test('talkdesk.r10: a role that gives no more than those they give goes along, an owner’s or a stronger one does not', () => {
    const one = preset('talkdesk-partner')
    const lead = (roles: string[], of: Catalog) => codes(addressFaults({ roles }, authority(of, agent)))
    expect(lead(['agent'], one)).toEqual([])
    const weak = { ...one, partners: { ...partners, members: { gives: ['agent'], fields: {}, rows: {} } } }
    expect([lead(['agent'], weak), lead(['administrator'], weak)]).toEqual([[], ['not_permitted email']])
    // One permission that no given role has is enough.
    const kaleyra = letting('kaleyra', ['support'])
    for (const { id } of kaleyra.roles.filter((role) => role.id !== 'support'))
      expect([id, lead([id], kaleyra)]).toEqual([id, ['not_permitted email']])
  })
})

describe('what waits', () => {
  const catalog = letting('kaleyra', ['support'], { waitHours: { email: 0.5, roles: 24 } })

  test('is what the catalog names hours for, counted from when it was asked', () => {
    expect(waitUntil(catalog, 'email', now)).toBe('2026-11-21T10:30:00.000Z')
    expect(waitUntil(catalog, 'roles', now)).toBe('2026-11-22T10:00:00.000Z')
    expect(waitUntil(catalog, 'mfa', now)).toBeUndefined()
    expect(waitUntil(preset('talkdesk-partner'), 'roles', now)).toBeUndefined()
  })

  test('is asked of agents alone: members and the platform change at once', () => {
    expect(dueOf({ authority: { catalog, by: agent }, now }, 'roles')).toBe('2026-11-22T10:00:00.000Z')
    expect(dueOf({ authority: { catalog, by: member(['admin']) }, now }, 'roles')).toBeUndefined()
    expect(dueOf({ authority: { catalog }, now }, 'roles')).toBeUndefined()
  })
})
