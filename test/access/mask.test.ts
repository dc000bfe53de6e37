import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { decide } from '../../shared/access/decide.ts'
import { mask } from '../../shared/access/mask.ts'
import type { AccessRecord, Obligation } from '../../shared/access/model.ts'
import { presets } from '../../shared/catalogs/load.ts'

const code = (...fields: string[]): Obligation[] => [{ fields, as: 'country-code' }]
const hide = (...fields: string[]): Obligation[] => [{ fields, as: 'hidden' }]
const phone = (value: unknown) => mask({ phone: value }, code('phone')).phone

describe('masking to the country code', () => {
  test.each([
    ['+39 06 6982', '+39 •••'],
    ['+390669821234', '+39 •••'],
    ['  +1 (212) 555-0100 ', '+1 •••'],
    ['0044 20 7946 0958', '+44 •••'],
    ['+91-98765-43210', '+91 •••'],
  ])('interakt.r13: of %s only the country code is shown', (number, shown) => {
    expect(phone(number)).toBe(shown)
  })

  test.each([
    ['98765 43210'],
    ['call me'],
    ['+999123456789'],
    ['x +39066982 y'],
    [''],
    [390669821234],
    [true],
    [{ a: 1 }],
  ])('what is no international number is hidden whole: %j', (value) => {
    expect(phone(value)).toBe('•••')
  })

  test('what stands in its place tells nothing of the length of a number', () => {
    expect(phone('+3906698')).toBe(phone('+390669821234'))
  })

  test('masking twice is masking once', () => {
    expect(phone(phone('+390669821234'))).toBe('+39 •••')
  })
})

describe('which fields are masked', () => {
  const record = { chats: [{ phone: '+390669821234', name: 'A' }, { phone: null }, 7], card: { phone: '+12125550100' } }

  test('a path leads into the record, and into each entry of a list on its way', () => {
    expect(mask(record, code('chats.phone', 'card.phone'))).toEqual({
      chats: [{ phone: '+39 •••', name: 'A' }, { phone: null }, 7],
      card: { phone: '+1 •••' },
    })
  })

  test('a list at its end is masked in each entry', () => {
    expect(mask({ phones: ['+12125550100', 'x', null] }, code('phones'))).toEqual({ phones: ['+1 •••', '•••', null] })
  })

  test('a list itself can be the record', () => {
    expect(mask([{ a: 1 }, { b: 2 }], hide('a'))).toEqual([{ a: '•••' }, { b: 2 }])
  })

  test('hidden shows nothing of a value of any kind', () => {
    for (const value of ['x', 7, false, { a: 1 }, '+12125550100'])
      expect(mask({ value }, hide('value')).value).toBe('•••')
  })

  test('a field that is not there is not made, and a name from the inside of objects is none', () => {
    for (const field of ['x', 'card.x', 'card.phone.x', '__proto__.x', 'constructor.name'])
      expect(mask(record, hide(field))).toEqual(record)
  })

  test('the record itself is left as it was', () => {
    const before = structuredClone(record)
    mask(record, [...code('chats.phone'), ...hide('card')])
    expect(record).toEqual(before)
  })

  test('without obligations the record is answered as it is', () => {
    expect(mask(record, [])).toBe(record)
  })
})

test('interakt.r13, interakt.r14: what a decision owes is what masks the user card, the chat list and the chat header', () => {
  const catalog = presets.find(({ id }) => id === 'interakt')
  if (!catalog) throw new Error('the preset is there')
  const own = { switches: {}, restrictions: { teammate: { 'user-details.contact-number.hide': true } } }
  const access: AccessRecord = { member: 'm', kind: 'team', status: 'active', roles: ['teammate'] }
  const decision = decide(compile(catalog, own), access, 'inbox.module.view', '2026-11-21T10:00:00.000Z')
  if (!decision.permit) throw new Error(decision.reason)
  const number = { phone: '+919876543210' }
  expect(mask({ userCard: number, chatList: [number, number], chatHeader: number }, decision.obligations)).toEqual({
    userCard: { phone: '+91 •••' },
    chatList: [{ phone: '+91 •••' }, { phone: '+91 •••' }],
    chatHeader: { phone: '+91 •••' },
  })
})
