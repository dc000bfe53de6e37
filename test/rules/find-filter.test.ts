import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { Refusal } from '../../shared/errors.ts'
import { checkFilter } from '../../shared/members/find/filter.ts'
import { parseFilter } from '../../shared/members/find/grammar.ts'
import { comparisons, type Tree, type Written } from '../../shared/members/find/model.ts'

const shown = (tree: Tree<Written>): string => {
  if (tree.op === 'not') return `!${shown(tree.of)}`
  if (tree.op !== 'is') return `(${tree.of.map(shown).join(tree.op === 'and' ? ' & ' : ' | ')})`
  const { property, operator, value } = tree.leaf
  return operator === 'pr' ? `${property}?` : `${property} ${operator} ${value}`
}
const refusal = (act: () => unknown): Refusal['faults'] => {
  try {
    act()
  } catch (error) {
    if (error instanceof Refusal) return error.faults
    throw error
  }
  throw new Error('it was not refused')
}

describe('kaleyra.r25: the language of filters', () => {
  test.each([
    ['a eq "x"', 'a eq x'],
    ['A.b EQ "x y"', 'A.b eq x y'],
    ['a pr', 'a?'],
    ['a pr and b pr or c pr', '((a? & b?) | c?)'],
    ['a pr or b pr and c pr', '(a? | (b? & c?))'],
    ['a pr or b pr or c pr', '(a? | b? | c?)'],
    ['(a pr or b pr) and c pr', '((a? | b?) & c?)'],
    ['not (a pr) and b pr', '(!a? & b?)'],
    ['NOT(a pr OR b pr)', '!(a? | b?)'],
    ['((a pr))', 'a?'],
    [' a  eq"x"AND(b pr) ', '(a eq x & b?)'],
    ['a eq "(\\" and )"', 'a eq (" and )'],
    ['a eq "caf\\u00e9 \\\\"', 'a eq café \\'],
    ['a eq true', 'a eq true'],
    ['a eq -1.5e3', 'a eq -1500'],
    ['and eq "x"', 'and eq x'],
  ])('%s means %s', (text, meaning) => {
    expect(shown(parseFilter(text))).toBe(meaning)
  })

  test.each([
    ['', 'Where the filter ends, a property is expected'],
    ['status', 'Where the filter ends, one of eq'],
    ['status is "active"', 'Where character 8 is is, one of eq'],
    ['status eq', 'Where the filter ends, a value'],
    ['status eq active', 'Where character 11 is active, a value'],
    ["status eq 'active'", 'Where character 11'],
    ['status eq "active', 'character 9 has no end'],
    ['status eq "act\nive"', 'Where character 11'],
    ['status eq "a" "b"', 'Where character 15 is "b", and, or, or the end'],
    ['status eq "a" constructor role pr', 'Where character 15 is constructor'],
    ['status eq "a" not (role pr)', 'Where character 15 is not'],
    ['not status pr', 'Where character 5 is status, ( is expected'],
    ['(status pr', 'Where the filter ends, and, or, or )'],
    ['status pr)', 'Where character 10 is )'],
    ['()', 'Where character 2 is ), a property'],
    ['status pr and', 'Where the filter ends, a property'],
    ['"status" eq "a"', 'Where character 1 is "status", a property'],
    ['role[type eq "a"]', 'Where character 17 is ]'],
    ['a eq "\\ud800"', 'Where character 6'],
    ['a eq "\\x"', 'Where character 6'],
    [`${'('.repeat(9)}a pr${')'.repeat(9)}`, 'At most 8 parentheses'],
    [Array(21).fill('a pr').join(' or '), 'at most 20 conditions'],
  ])('%j is refused: %s', (text, detail) => {
    const [fault] = refusal(() => parseFilter(text))
    expect(fault).toEqual({ code: 'invalid_query', detail: expect.stringContaining(detail), field: 'filter' })
  })

  test('nothing but a refusal comes of any text, and soon', () => {
    const token = fc.constantFrom('(', ')', '"', '\\', '\n', ' ', 'not', 'and', 'a', 'eq', 'pr', '"x"', '\u2028', 'é')
    const text = fc.array(token, { maxLength: 300 }).map((parts) => parts.join(''))
    fc.assert(
      fc.property(fc.oneof(text, fc.string()), (text) => {
        try {
          shown(parseFilter(text))
        } catch (error) {
          expect(error).toBeInstanceOf(Refusal)
        }
      }),
    )
    for (const part of ['"\n', '"\\', '(', '((', 'not(', '"a" ', 'a ']) {
      const before = performance.now()
      expect(() => parseFilter(part.repeat(1000))).toThrow(Refusal)
      expect(performance.now() - before).toBeLessThan(500)
    }
  })
})

describe('what a filter may ask', () => {
  const check = (text: string) => checkFilter(parseFilter(text), ['admin'])
  const details = (text: string) => refusal(() => check(text)).map(({ detail }) => detail)

  test('everything that is wrong with it is told at once', () => {
    expect(
      details('colour eq "red" and status gt "active" or kind eq "robot" and email co 7 and role eq "king"'),
    ).toEqual([
      expect.stringMatching(/^At character 1: there is no such property: take one of name, login, email, status,/),
      'At character 21: status takes eq, ne',
      'At character 43: kind is compared with one of team, expert, in double quotes',
      'At character 63: email is compared with a text, in double quotes',
      'At character 78: there is no such role in the catalog of this account',
    ])
  })

  test.each([
    ['created gt "2026-11-21"'],
    ['created gt "yesterday"'],
    ['until le "2026-11-21T10:00:00"'],
    ['lastSeen co "2026"'],
    ['created eq null'],
    ['email gt "a"'],
    ['__proto__ pr'],
    ['constructor eq "x"'],
    ['status pr'],
  ])('%s is refused', (text) => {
    expect(details(text)).toHaveLength(1)
  })

  test.each(comparisons)('of every property some take %s', (operator) => {
    const value = ['gt', 'ge', 'lt', 'le'].includes(operator)
      ? 'created OPERATOR "2026-11-21T10:00:00+01:00"'
      : 'NAME OPERATOR "Á"'
    const tree = check(value.replace('OPERATOR', operator))
    expect(tree.op === 'is' && 'property' in tree.leaf && tree.leaf).toEqual(
      value.startsWith('created')
        ? { property: 'created', operator, value: '2026-11-21T09:00:00.000Z' }
        : { property: 'name', operator, value: 'a' },
    )
  })
})
