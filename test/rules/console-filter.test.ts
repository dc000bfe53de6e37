import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Condition, filterText, type Group, instantOf, readFilter } from '../../console/src/pages/team/filter.ts'
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
