import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import type { AccessRecord } from '../../shared/access/model.ts'
import { presets } from '../../shared/catalogs/load.ts'
import { Refusal } from '../../shared/errors.ts'
import { type Authority, roleFaults, selfFaults } from '../../shared/members/authority.ts'
import type { TeamMember } from '../../shared/members/model.ts'
import { isLogin, type Move, moved, moves, nameFaults, passwordFaults } from '../../shared/members/rules.ts'

const statuses = ['invited', 'active', 'inactive', 'expired', 'revoked'] as const

describe('every status and every move', () => {
  const table: Record<Move, Record<(typeof statuses)[number], string>> = {
    accept: {
      invited: 'active',
      active: '!already_active',
      inactive: '!already_inactive',
      expired: '!already_ended',
      revoked: '!already_ended',
    },
    decline: {
      invited: 'revoked',
      active: '!already_active',
      inactive: '!already_inactive',
      expired: '!already_ended',
      revoked: '!already_ended',
    },
    resend: {
      invited: 'invited',
      active: '!already_accepted',
      inactive: '!already_accepted',
      expired: '!already_ended',
      revoked: '!already_ended',
    },
    activate: {
      invited: '!not_accepted',
      active: '!already_active',
      inactive: 'active',
      expired: '!already_ended',
      revoked: '!already_ended',
    },
    deactivate: {
      invited: '!not_accepted',
      active: 'inactive',
      inactive: '!already_inactive',
      expired: '!already_ended',
      revoked: '!already_ended',
    },
    remove: {
      invited: 'revoked',
      active: 'revoked',
      inactive: 'revoked',
      expired: '!already_ended',
      revoked: 'revoked',
    },
    expire: {
      invited: 'expired',
      active: 'expired',
      inactive: '!already_inactive',
      expired: '!already_ended',
      revoked: '!already_ended',
    },
    revoke: {
      invited: 'revoked',
      active: 'revoked',
      inactive: '!already_inactive',
      expired: '!already_ended',
      revoked: '!already_ended',
    },
  }
  const cells = (Object.keys(moves) as Move[]).flatMap((move) =>
    statuses.map((status) => [status, move, table[move][status]] as const),
  )
  test.each(cells)('%s, %s: %s', (status, move, outcome) => {
    let found: string
    try {
      found = moved(status, move)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      found = `!${error.code}`
    }
    expect(found).toBe(outcome)
  })
})

describe('jaicp.r25: a password has ten characters with a digit, a lower-case and an upper-case letter', () => {
  const rule = presets.find(({ id }) => id === 'jaicp')?.members.login
  test.each([
    ['Abcdefghi1', true],
    ['ÄBCDEFGHß1', true],
    ['Abcdefgh1', false],
    ['abcdefghi1', false],
    ['ABCDEFGHI1', false],
    ['Abcdefghij', false],
    ['', false],
  ])('%s', (password, strong) => {
    if (!rule) throw new Error('jaicp has a password rule')
    expect(passwordFaults({ password, repeatedPassword: password }, rule).length === 0).toBe(strong)
  })

  test('jaicp.r09: the two entries must match, and both faults are told', () => {
    if (!rule) throw new Error('jaicp has a password rule')
    const faults = passwordFaults({ password: 'penguin', repeatedPassword: 'ostrich' }, rule, 'create.')
    expect(faults.map(({ code, field }) => [code, field])).toEqual([
      ['password_too_weak', 'create.password'],
      ['password_mismatch', 'create.repeatedPassword'],
    ])
    expect(JSON.stringify(faults)).not.toMatch(/penguin|ostrich/)
  })
})

describe('a login is a user name, not an address', () => {
  test.each([
    ['anna.rossi', true],
    ['A-1', true],
    ['ab', false],
    ['anna@example.com', false],
    ['.anna', false],
    ['an na', false],
    ['x'.repeat(65), false],
  ])('%s', (login, fits) => expect(isLogin(login)).toBe(fits))
})

test('each part of a name is as long as the catalog asks', () => {
  const fields = (named: object) => nameFaults(named, 3, 'members[0].').map(({ field }) => field)
  expect(fields({ name: 'Bo' })).toEqual(['members[0].name'])
  expect(fields({ firstName: 'Bo', lastName: 'Li' })).toEqual(['members[0].firstName', 'members[0].lastName'])
  expect(fields({ firstName: 'Anna', lastName: 'Rossi' })).toEqual([])
})

describe('who may give which role', () => {
  const authority = (preset: string, ...roles: string[]): Authority => {
    const catalog = presets.find(({ id }) => id === preset)
    if (!catalog) throw new Error(`no preset ${preset}`)
    const by: AccessRecord = { member: 'giver', kind: 'team', status: 'active', roles }
    return { catalog, policy: compile(catalog), by }
  }
  test.each<[string, string[], string, boolean]>([
    ['jaicp', ['admin'], 'dialer-admin', true],
    ['jaicp', ['user', 'tech-support'], 'user', false],
    ['interakt', ['owner'], 'owner', true],
    ['interakt', ['admin'], 'teammate', false],
    ['kaleyra', ['admin'], 'admin', true],
    ['kaleyra', ['communication-manager'], 'support', true],
    ['kaleyra', ['communication-manager'], 'admin', false],
    ['kaleyra', [], 'support', false],
    ['kompaas', ['owner'], 'owner', false],
    ['kompaas', ['owner'], 'employee', true],
  ])('%s: %s gives %s: %s', (preset, roles, given, may) => {
    expect(roleFaults(authority(preset, ...roles), [given], 'roles').length === 0).toBe(may)
  })

  test('an expert gives nothing', () => {
    const expert: AccessRecord = { member: 'x', kind: 'expert', status: 'active', roles: ['admin'] }
    expect(roleFaults({ ...authority('kaleyra'), by: expert }, ['support'], 'roles')).not.toEqual([])
  })

  test('the platform gives any role of the catalog, and no other', () => {
    const { by: _, ...platform } = authority('kompaas')
    expect(roleFaults(platform, ['owner'], 'roles')).toEqual([])
    expect(roleFaults(platform, ['astronaut'], 'roles')[0]?.code).toBe('role_not_in_catalog')
  })

  test('what nobody holds yet because it waits for the platform stands in no way', () => {
    const admin = authority('jaicp', 'admin')
    const [self, roles] = [{ id: 'giver', roles: ['admin'] } as unknown as TeamMember, ['admin', 'rawlogs-analytic']]
    expect(selfFaults(admin, self, roles, 'roles')).toEqual([])
  })

  test('kaleyra.r35: neither a member nor the platform gives a role before it is enabled', () => {
    const { by, ...platform } = authority('kaleyra', 'admin')
    const enabled = compile(platform.catalog, undefined, ['whatsapp-only'])
    for (const giver of [platform, { ...platform, ...(by && { by }) }]) {
      const given = (policy: Authority['policy']) =>
        roleFaults({ ...giver, policy }, ['support', 'whatsapp-only'], 'roles').map(({ code, field }) => [code, field])
      expect(given(platform.policy)).toEqual([['role_not_enabled', 'roles[1]']])
      expect(given(enabled)).toEqual([])
    }
  })

  test('nobody gives themselves more than they hold, though they may give it to others', () => {
    const admin = authority('jaicp', 'admin')
    const target = (id: string) => ({ id, roles: ['admin'] }) as unknown as TeamMember
    expect(roleFaults(admin, ['dialer-admin'], 'roles')).toEqual([])
    expect(selfFaults(admin, target('giver'), ['admin', 'dialer-admin'], 'roles')[0]?.field).toBe('roles[1]')
    expect(selfFaults(admin, target('giver'), ['admin', 'content-manager'], 'roles')).toEqual([])
    expect(selfFaults(admin, target('somebody'), ['dialer-admin'], 'roles')).toEqual([])
  })
})
