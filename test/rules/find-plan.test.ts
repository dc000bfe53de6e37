import { describe, expect, test } from 'vitest'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import type { Range } from '../../shared/members/find/lanes.ts'
import type { ListMembers } from '../../shared/members/find/model.ts'
import { planFor } from '../../shared/members/find/plan.ts'
import { askedFor } from '../../shared/members/find/question.ts'

const now = '2026-11-21T10:00:00.000Z'
const role = (id: string) => ({ id, name: id, description: '', permissions: [] })
const catalog: Pick<Catalog, 'roles'> = { roles: ['admin', 'support'].map(role) }

const shown = ({ lane, between: [low, high] }: Range): string => {
  const end = high.replace('\u{10ffff}', '')
  return `${lane} ${low === end ? low || '*' : `${low || '^'}..${end || '$'}`}`
}
const plan = (query: ListMembers) => {
  const { ranges, few, down } = planFor(askedFor(query, catalog), query.sort, now)
  return { walks: ranges.map(shown), ...(few && { gathers: few.map(shown) }), ...(down && { down }) }
}

describe('which stretches of the table a question walks', () => {
  test.each<[string, ListMembers, string[]]>([
    ['nobody in particular', {}, ['name *']],
    ['only spaces', { search: ' ' }, ['name *']],
    ['a search', { search: ' Ánna R' }, ['found word#anna r']],
    ['a role', { role: 'admin' }, ['found role#admin#']],
    ['a status', { status: 'inactive' }, ['status inactive#']],
    ['active only', { activeOnly: 'true' }, ['status active#']],
    ['expired, tidied up or not', { status: 'expired' }, ['status expired#', `ends ^..${now}#`]],
    ['experts', { kind: 'expert' }, ['experts *']],
    ['the team', { kind: 'team' }, ['name *']],
    ['a search before all else', { search: 'anna', role: 'admin', status: 'inactive' }, ['found word#anna']],
    ['a role before a status', { role: 'admin', status: 'inactive' }, ['found role#admin#']],
    ['a role before active ones', { role: 'admin', activeOnly: 'true' }, ['found role#admin#']],
    ['an address before a role', { role: 'admin', filter: 'email sw "A@"' }, ['found word#a@']],
    ['a role rather than what begins with nothing', { role: 'admin', filter: 'email sw ""' }, ['found role#admin#']],
  ])('%s', (_, query, walks) => {
    expect(plan(query)).toEqual({ walks })
  })

  const at = '2026-11-20T00:00:00.000Z'
  const id = 'MEMBER#01a1f640-bc00'
  const next = 'MEMBER#01a1f640-bc01'
  test.each([
    ['email eq "a@example.com"', ['found word#a@example.com']],
    ['name sw "Á" and login eq "b"', ['found word#b']],
    ['email co "a"', ['name *']],
    ['email ne "a"', ['name *']],
    ['role ne "admin"', ['name *']],
    ['role sw "adm"', ['name *']],
    ['not (role eq "admin")', ['name *']],
    ['role eq "admin" or role eq "support"', ['found role#admin#', 'found role#support#']],
    ['role eq "admin" or email co "a"', ['name *']],
    ['(role eq "admin" or email sw "a") and status eq "invited"', ['found role#admin#', 'found word#a']],
    ['(role eq "admin" or email co "a") and status eq "invited"', ['status invited#']],
    [
      'status ne "active"',
      ['status invited#', 'status inactive#', 'status expired#', `ends ^..${now}#`, 'status revoked#'],
    ],
    ['kind ne "team"', ['experts *']],
    ['until lt "2026-12-01T00:00:00Z"', ['experts *']],
    ['until ne "2026-12-01T00:00:00Z"', ['name *']],
    [`created ge "${at}"`, [`created ${id}..MEMBER#`]],
    [`created gt "${at}"`, [`created ${id}..MEMBER#`]],
    [`created le "${at}"`, [`created MEMBER#..${next}`]],
    [`created eq "${at}"`, [`created ${id}..${next}`]],
    ['created lt "1969-01-01T00:00:00Z"', ['created MEMBER#']],
    [`lastSeen lt "${at}"`, [`lastSeen 0..${at}`]],
    [`lastSeen ge "${at}"`, [`lastSeen ${at}..$`]],
    [`lastSeen eq "${at}"`, [`lastSeen ${at}`]],
    ['lastSeen pr', ['lastSeen 0..$']],
    [`created ge "${at}" and status eq "active"`, [`created ${id}..MEMBER#`]],
  ])('%s', (filter, walks) => {
    expect(plan({ filter })).toEqual({ walks })
  })

  const statuses = [
    'status active#',
    'status expired#',
    `ends ^..${now}#`,
    'status inactive#',
    'status invited#',
    'status revoked#',
  ]
  test.each<[ListMembers, object]>([
    [{ sort: 'name' }, { walks: ['name *'] }],
    [{ sort: '-name' }, { walks: ['name *'], down: true }],
    [{ sort: '-created' }, { walks: ['created MEMBER#'], down: true }],
    [{ sort: 'lastSeen' }, { walks: ['lastSeen *'] }],
    [{ sort: 'status' }, { walks: statuses }],
    [
      { sort: '-name', role: 'admin' },
      { walks: ['found role#admin#'], down: true },
    ],
    [{ sort: 'name', status: 'inactive' }, { walks: ['status inactive#'] }],
    [{ sort: 'status', activeOnly: 'true' }, { walks: ['status active#'] }],
    [
      { sort: 'status', filter: 'status eq "revoked" or status eq "active"' },
      { walks: ['status active#', 'status revoked#'] },
    ],
    [
      { sort: 'name', search: 'a' },
      { walks: ['name *'], gathers: ['found word#a'] },
    ],
    [
      { sort: '-lastSeen', role: 'admin' },
      { walks: ['lastSeen *'], gathers: ['found role#admin#'], down: true },
    ],
    [
      { sort: 'name', filter: 'role eq "admin" or role eq "support"' },
      { walks: ['name *'], gathers: ['found role#admin#', 'found role#support#'] },
    ],
    [{ sort: 'lastSeen', activeOnly: 'true' }, { walks: ['lastSeen *'] }],
    [{ sort: 'created', filter: `lastSeen ge "${at}" and created ge "${at}"` }, { walks: [`created ${id}..MEMBER#`] }],
    [{ sort: 'name', filter: 'email co "a"' }, { walks: ['name *'] }],
  ])('sorted: %j', (query, expected) => {
    expect(plan(query)).toEqual(expected)
  })

  test('an unknown role is refused rather than answered with nobody', () => {
    expect(() => plan({ role: 'king' })).toThrow(expect.objectContaining({ code: 'invalid_query' }))
  })
})
