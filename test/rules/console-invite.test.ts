import { describe, expect, test } from 'vitest'
import {
  type Draft,
  expertsOf,
  isTouched,
  membersOf,
  most,
  newDraft,
  withoutPerson,
  withPerson,
} from '../../console/src/invite/draft.ts'
import { faultAt, faultsBeside, faultsWithout, faultsWithoutPerson } from '../../console/src/invite/faults.ts'
import { faultsOf } from '../../console/src/invite/missing.ts'

const needs = {
  ...{ shortestName: 3, twoNames: false, domains: ['example.com'], ownerRole: 'owner', core: undefined },
}
const filled = (draft: Draft, changes: Partial<Draft['people'][number]> = {}): Draft => ({
  ...draft,
  people: draft.people.map((one, at) => ({
    ...{ ...one, name: `Person ${at}`, email: `p${at}@example.com`, roles: ['support'], ...changes },
  })),
})
const fields = (draft: Draft, more = {}) => faultsOf(draft, { ...needs, ...more }).map(({ field }) => field)

describe('an invitation that is being written', () => {
  test('kaleyra.r06, kaleyra.r07, kaleyra.r12: says what is missing, each at its field', () => {
    expect(fields(newDraft('team'))).toEqual(['members[0].name', 'members[0].email', 'members[0].roles'])
    expect(fields(newDraft('expert'))).toEqual([
      ...['experts[0].name', 'experts[0].email', 'until.day', 'until.time', 'consent.accepted'],
    ])
    const complete = {
      ...filled(newDraft('expert')),
      day: '2031-03-04',
      until: '2031-03-04T10:00:00.000Z',
      agreed: true,
    }
    expect(fields(complete)).toEqual([])
    expect(fields({ ...complete, until: '' })).toEqual(['until.time'])
    expect(fields({ ...complete, day: '', until: '', end: 'never' })).toEqual([])
  })

  test('kaleyra.r05: knows the domains of experts, not of the team', () => {
    expect(fields(filled(newDraft('team'), { email: 'vera@sub.example.com' }))).toEqual([])
    expect(
      fields({ ...filled(newDraft('expert'), { email: 'vera@sub.example.com' }), end: 'never', agreed: true }),
    ).toEqual(['experts[0].email'])
  })

  test('kaleyra.r21: holds several people, nobody twice, and no more than fit one commit', () => {
    const two = filled(withPerson(newDraft('team')), { email: 'Same@example.com' })
    expect(faultsOf(two, needs)).toEqual([{ detail: 'The address stands twice', field: 'members[1].email' }])
    let many = newDraft('expert')
    while (many.people.length < most.expert) many = withPerson(many)
    const wanted = { ...filled(many), end: 'never' as const, agreed: true }
    expect(fields(wanted)).toEqual([])
    expect(faultsOf({ ...wanted, as: 'team' }, needs)).toEqual([
      { detail: 'At most 8 can be invited at once: remove 3, and invite them next' },
    ])
  })

  test('asks for a level on the system itself where the account has levels, but not of an owner', () => {
    const core = { id: 'core', name: 'System' }
    const draft = filled(newDraft('team'))
    expect(fields(draft, { core })).toEqual(['members[0].levels'])
    expect(fields(filled(draft, { roles: ['owner'] }), { core })).toEqual([])
    expect(fields(filled(draft, { levels: { g: { telephony: 'user' } } }), { core })).toEqual(['members[0].levels'])
    const levels = { g: { core: 'user' } }
    expect(fields(filled(draft, { levels }), { core })).toEqual([])
    expect(membersOf(filled(draft, { levels }), { ...needs, core })[0]).toMatchObject({ levels, roles: ['support'] })
  })

  test('asks for two names where the account makes logins by hand, and of experts for one all the same', () => {
    const twoNames = true
    expect(fields(newDraft('team'), { twoNames }).slice(0, 2)).toEqual(['members[0].firstName', 'members[0].lastName'])
    expect(fields(newDraft('expert'), { twoNames })[0]).toBe('experts[0].name')
    const draft = filled(newDraft('team'), { firstName: ' Vera ', lastName: 'Team' })
    expect(membersOf(draft, { ...needs, twoNames })[0]).toMatchObject({ firstName: 'Vera', lastName: 'Team' })
    expect(membersOf(draft, { ...needs, twoNames })[0]).not.toHaveProperty('name')
  })

  test('kaleyra.r04: becomes a request that allows no updating, unless somebody ticked it', () => {
    const draft = { ...filled(newDraft('expert')), until: '2031-03-04T10:00:00.000Z', agreed: true }
    expect(expertsOf(draft, '1')).toMatchObject({ access: 'read-only', until: draft.until })
    expect(expertsOf({ ...draft, write: true, end: 'never' }, '1')).toMatchObject({
      access: 'limited-write',
      until: null,
    })
  })

  test('is not thrown away by a stray key once something was typed', () => {
    expect(isTouched(newDraft('team'))).toBe(false)
    expect(isTouched(filled(newDraft('team')))).toBe(true)
  })
})

describe('refusals', () => {
  const faults = [
    { detail: 'A', field: 'members[0].roles[1]' },
    { detail: 'B', field: 'members[1].email' },
    { detail: 'C' },
    { detail: 'D', field: 'members[2].email' },
    { detail: 'E', field: 'members[10].email' },
  ]
  test('show at their field, whatever within it they are about, and nothing is shown nowhere', () => {
    expect(faultAt(faults, 'members[0].roles')).toBe('A')
    expect(faultAt(faults, 'members[1]')).toBe('B')
    expect(
      faultsBeside(faults, ['members[0].roles', 'members[1].email', 'members[2]']).map(({ detail }) => detail),
    ).toEqual(['C', 'E'])
  })
  test('are gone where somebody edits, and stay everywhere else', () => {
    expect(faultsWithout(faults, 'members[0].roles').map(({ detail }) => detail)).toEqual(['B', 'C', 'D', 'E'])
  })
  test('kaleyra.r22: move up with the person when one before is removed', () => {
    expect(faultsWithoutPerson(faults, 1).map(({ field }) => field)).toEqual([
      ...['members[0].roles[1]', undefined, 'members[1].email', 'members[9].email'],
    ])
    const three = withPerson(withPerson(newDraft('team')))
    expect(withoutPerson(three, 1).people.map(({ key }) => key)).toEqual([1, 3])
    expect(withPerson(withoutPerson(three, 1)).people.map(({ key }) => key)).toEqual([1, 3, 4])
  })
})
