import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { inKeyOrder, type Key } from '../../shared/keys.ts'
import { findKeys, soughtTexts } from '../../shared/members/find/entries.ts'
import { cut, folded } from '../../shared/members/find/folded.ts'
import { findChanges, findItems } from '../../shared/members/find/store.ts'
import type { TeamMember } from '../../shared/members/model.ts'

const member = (changes: Partial<TeamMember> = {}): TeamMember => ({
  ...{ id: 'm', account: 'a', kind: 'team', status: 'active', name: 'Anna Maria Rossi', version: 1 },
  ...{ kind: 'team', email: 'anna@example.com', roles: ['admin'], createdAt: '2026-11-21T10:00:00.000Z' },
  ...changes,
})
const keys = (changes: Partial<TeamMember> = {}) => findKeys(member(changes)).map(({ sk }) => sk)

describe('folded text', () => {
  test.each([
    ['Ángela  Ñuñez', 'angela nunez'],
    ['STRASSE', 'strasse'],
    ['Straße', 'strasse'],
    ['ẞ', 'ss'],
    ['ΝΙΚΟΣ Νίκος', 'νικοσ νικοσ'],
    ['İstanbul', 'istanbul'],
    ['ﬁne Ⅷ', 'fine viii'],
    [' a\u00a0\t\nb ', 'a b'],
    ['so\u00adft\u200bly\u0000', 'softly'],
    ['\u{10ffff}x', 'x'],
    ['Łukasz Søren Đorđe Ægir', 'lukasz soren dorde aegir'],
    ['שָׁלוֹם مُحَمَّد', 'שלום محمد'],
    ['\u0301', ''],
  ])('%j is %j', (text, expected) => {
    expect(folded(text)).toBe(expected)
  })

  test('keeps vowels that are written as marks: names that differ in them are different names', () => {
    for (const [one, other] of [
      ['राम', 'रीमा'],
      ['กิน', 'กัน'],
      ['ரமா', 'ரமி'],
    ] as const)
      expect(folded(one)).not.toBe(folded(other))
  })

  test('is the same when it is folded again, and begins as the text it was cut from', () => {
    const text = fc.string({ unit: 'binary', maxLength: 100 })
    fc.assert(
      fc.property(text, text, (one, other) => {
        const whole = folded(`${one} ${other}`)
        expect(folded(whole)).toBe(whole)
        expect(whole).not.toMatch(/ {2}|^ | $/)
        expect(whole.startsWith(cut(whole))).toBe(true)
        expect(Buffer.byteLength(cut(whole))).toBeLessThanOrEqual(240)
      }),
    )
  })
})

describe('what a member is found by', () => {
  test('each word of the name on its way to the end, the address, and each role by name', () => {
    expect(keys()).toEqual([
      'word#anna maria rossi  m',
      'word#maria rossi  m',
      'word#rossi  m',
      'word#anna@example.com  m',
      'role#admin#anna maria rossi  m',
    ])
  })

  test('jaicp.r05: the login as well', () => {
    expect(keys({ login: 'A.Rossi', email: null })).toContain('word#a.rossi  m')
  })

  test('of a name of many words the first three and the last', () => {
    expect(soughtTexts(member({ name: 'a b c d e f', email: null }))).toEqual([
      'a b c d e f',
      'b c d e f',
      'c d e f',
      'f',
    ])
  })

  test('nothing twice, and nothing that is empty', () => {
    expect(keys({ name: 'rossi', login: 'Rossi', email: null, roles: ['admin', 'admin'] })).toEqual([
      'word#rossi  m',
      'role#admin#rossi  m',
    ])
    expect(keys({ name: '\u0301', email: null, roles: [] })).toEqual([])
  })

  test('nothing once erased', () => {
    expect(keys({ erasedAt: '2026-11-21T10:00:00.000Z' })).toEqual([])
  })

  test('at most five entries beside the roles and the login, however long the name', () => {
    const name = fc.array(fc.string({ unit: 'grapheme' })).map((words) => words.join(' '))
    fc.assert(fc.property(name, (name) => keys({ name, roles: [] }).length <= 5))
  })

  test('keys sort as names do: the shorter first, whatever follows', () => {
    const text = fc.string({ unit: 'grapheme', maxLength: 8 })
    fc.assert(
      fc.property(text, text, (one, other) => {
        const [a, b] = [cut(folded(one)), cut(folded(other))]
        expect(Math.sign(inKeyOrder(`${a}  x`, `${b}  x`))).toBe(Math.sign(inKeyOrder(a, b)))
      }),
    )
  })
})

test('a change of a member leaves exactly the entries of what the member is now', () => {
  const some = fc.record({
    name: fc.constantFrom('Anna', 'Anna Rossi', 'Rossi', 'De Rossi'),
    login: fc.constantFrom('anna', 'rossi'),
    email: fc.constantFrom('anna@example.com', null),
    roles: fc.subarray(['admin', 'user', 'support']),
    subject: fc.option(fc.constant('sub'), { nil: undefined }),
    erasedAt: fc.option(fc.constant('2026-11-21T10:00:00.000Z'), { nil: undefined }),
  })
  fc.assert(
    fc.property(some, some, (one, other) => {
      const [before, after] = [member(one as Partial<TeamMember>), member(other as Partial<TeamMember>)]
      const kept = new Set(findItems(before).map(nameOf))
      for (const change of findChanges(before, after)) {
        if ('put' in change) kept.add(nameOf(change.put))
        if ('remove' in change) expect(kept.delete(nameOf(change.remove))).toBe(true)
      }
      expect([...kept].sort()).toEqual(findItems(after).map(nameOf).sort())
    }),
  )
})
const nameOf = ({ pk, sk }: Key) => `${pk} ${sk}`
