import { describe, expect, test } from 'vitest'
import {
  asAddress,
  askedIn,
  asQuery,
  counted,
  isNarrowed,
  sortBy,
  sortedBy,
} from '../../console/src/pages/team/asked.ts'
import { changedOf, requireFilled } from '../../console/src/pages/team/changed.ts'
import { type Standing, whyNot } from '../../console/src/pages/team/steps.ts'

describe('kaleyra.r24: what is asked for stands in the address', () => {
  test('and comes back from it, without what nobody asked for', () => {
    const asked = { search: 'a & b', filter: 'name co "ä"', activeOnly: 'true', sort: '-created' }
    const address = new URLSearchParams(asAddress({ ...asked, role: '' }))
    expect(askedIn(new URLSearchParams(`${address}&other=1`))).toEqual(asked)
    expect(asQuery({})).toEqual({ sort: 'name' })
    expect([isNarrowed({ sort: 'created' }), isNarrowed(asked)]).toEqual([false, true])
  })

  test('a column sorts in both directions, status in one', () => {
    expect([sortBy('created', true), sortBy('name', false), sortBy('status', true)]).toEqual([
      '-created',
      'name',
      'status',
    ])
    expect(sortedBy({ sort: '-lastSeen' })).toEqual({ field: 'lastSeen', descending: true })
    expect(sortedBy({})).toEqual({ field: 'name', descending: false })
  })

  test.each([
    [7, { currentPageIndex: 1, pagesCount: 1, openEnd: false }, '7'],
    [25, { currentPageIndex: 1, pagesCount: 2, openEnd: true }, '25+'],
    [25, { currentPageIndex: 1, pagesCount: 4, openEnd: true }, '75+'],
  ])('%i rows on page %j are counted %s', (rows, page, said) => {
    expect(counted(rows, 25, page)).toBe(said)
  })
})

describe('what can be done to whom', () => {
  const who = (changes: Partial<Standing> = {}): Standing => ({
    ...{ id: 'm', kind: 'team', status: 'active', login: null },
    ...changes,
  })
  const terms = { self: 'me', mayLeave: true }

  test('kaleyra.r27: an invitation is sent again only while it has not been accepted', () => {
    expect(whyNot('resend', [who({ status: 'invited' })], terms)).toBeUndefined()
    for (const status of ['active', 'inactive'] as const)
      expect(whyNot('resend', [who({ status })], terms)).toBe('The invitation was accepted')
    expect(whyNot('resend', [who({ status: 'revoked' })], terms)).toBe('The membership has ended')
  })

  test('kompaas.r23: nobody removes themselves where the catalog says so', () => {
    expect(whyNot('remove', [who({ id: 'me' })], terms)).toBeUndefined()
    expect(whyNot('remove', [who({ id: 'me' })], { ...terms, mayLeave: false })).toMatch(/^Nobody removes themselves/)
  })

  test('of several, all have to be fit for it; experts have a page of their own', () => {
    expect(whyNot('deactivate', [who(), who({ status: 'inactive' })], terms)).toBe('Only who is active')
    expect(whyNot('edit', [who(), who()], terms)).toBe('One member at a time')
    expect(whyNot('remove', [who({ kind: 'expert' })], terms)).toMatch(/^Experts are managed/)
    expect(whyNot('remove', [], terms)).toBe('Select somebody first')
    expect(whyNot('set-password', [who()], terms)).toBe('Only for logins that were made here')
    expect(whyNot('set-password', [who({ login: 'anna' })], terms)).toBeUndefined()
  })
})

describe('kaleyra.r31: what an edit sends', () => {
  const before = { name: 'Anna Rossi', email: 'anna@example.com', roles: ['admin', 'support'] }

  test('is what was changed, and nothing else', () => {
    expect(changedOf({ ...before, roles: ['support', 'admin'] }, before)).toEqual({})
    expect(changedOf({ ...before, name: ' Anna Conti ', roles: ['support'] }, before)).toEqual({
      ...{ name: 'Anna Conti', roles: ['support'] },
    })
    expect(changedOf({ ...before, email: '' }, before)).toEqual({ email: '' })
  })

  test('is not sent while something is empty, and each empty field says so', () => {
    expect(() => requireFilled({ name: 'A', roles: ['admin'], active: false })).not.toThrow()
    const faults = ['create.name', 'create.roles'].map((field) => ({ code: 'missing', detail: 'Fill this in', field }))
    expect(() => requireFilled({ name: '', roles: [] }, 'create.')).toThrow(expect.objectContaining({ faults }))
  })
})
