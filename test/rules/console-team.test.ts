import fc from 'fast-check'
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
import { type Condition, filterText, type Group, instantOf, readFilter } from '../../console/src/pages/team/filter.ts'
import { type Standing, whyNot } from '../../console/src/pages/team/steps.ts'
import { checkFilter } from '../../shared/members/find/filter.ts'
import { parseFilter } from '../../shared/members/find/grammar.ts'

const all = (...tokens: Group['tokens']): Group => ({ operation: 'and', tokens })
const one = (propertyKey: string, operator: string, value: string): Condition => ({ propertyKey, operator, value })

describe('kaleyra.r25: the filter box in the language of the API', () => {
  test.each([
    [all(), ''],
    [all(one('name', ':', 'An "A" \\ (or so)')), 'name co "An \\"A\\" \\\\ (or so)"'],
    [
      all(one('email', '$', '@example.com'), one('status', '!=', 'active')),
      'email ew "@example.com" and status ne "active"',
    ],
    [all(one('name', '!:', 'x'), one('login', '!^', 'y')), 'not (name co "x") and not (login sw "y")'],
    [all(one('lastSeen', '=', 'none'), one('until', '!=', 'none')), 'not (lastSeen pr) and until pr'],
    [all(one('created', '>=', '2031-03-01T09:00:00.000Z')), 'created ge "2031-03-01T09:00:00.000Z"'],
    [
      all(one('status', '=', 'active'), {
        operation: 'or',
        tokens: [one('role', '=', 'admin'), one('name', '^', 'a')],
      }),
      'status eq "active" and (role eq "admin" or name sw "a")',
    ],
  ])('%j is %s, and back', (query, text) => {
    expect(filterText(query)).toBe(text)
    expect(readFilter(text)).toEqual(query)
  })

  test('a date that somebody types is that day in their zone; what is no date is left for the API to refuse', () => {
    expect(instantOf('2031-03-01')).toBe(new Date(2031, 2, 1).toISOString())
    expect(instantOf('2031-03-01T10:00:00+02:00')).toBe('2031-03-01T08:00:00.000Z')
    expect(filterText(all(one('created', '<', 'yesterday')))).toBe('created lt "yesterday"')
    expect(filterText(all(one('name', '=', '2031-03-01')))).toBe('name eq "2031-03-01"')
  })

  test.each([
    'status',
    'status eq active',
    'status eq "a" and role eq "b" or role eq "c"',
    '((status eq "a" or role eq "b") and name pr)',
    'not (status eq "a" or role eq "b")',
    '(status eq "a"',
    'status eq "a" or',
    'status eq "open',
  ])('%s is nothing the box can show', (text) => {
    expect(readFilter(text)).toBeUndefined()
  })

  const text = fc.string({ unit: 'binary', maxLength: 30 }).filter((value) => value.isWellFormed())
  const words = fc.record({
    propertyKey: fc.constantFrom('name', 'login', 'email'),
    operator: fc.constantFrom('=', '!=', ':', '!:', '^', '!^', '$'),
    value: text,
  })
  const choices = fc.constantFrom(
    one('status', '=', 'invited'),
    one('kind', '!=', 'expert'),
    one('lastSeen', '=', 'none'),
  )
  const moments = fc.record({
    propertyKey: fc.constantFrom('created', 'lastSeen', 'until'),
    operator: fc.constantFrom('<', '<=', '>', '>='),
    value: fc
      .date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true })
      .map((at) => at.toISOString()),
  })
  const condition = fc.oneof(words, choices, moments)
  const operation = fc.constantFrom('and' as const, 'or' as const)
  const group = fc.record({ operation, tokens: fc.array(condition, { minLength: 2, maxLength: 3 }) })
  const query = fc.record({
    operation,
    tokens: fc.array(fc.oneof(condition, group), { minLength: 2, maxLength: 5 }),
  })

  test('whatever the box holds, the API understands, and an address gives back', () => {
    fc.assert(
      fc.property(query, (asked) => {
        const written = filterText(asked)
        checkFilter(parseFilter(written), [])
        expect(readFilter(written)).toEqual(asked)
      }),
    )
  })
})

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
