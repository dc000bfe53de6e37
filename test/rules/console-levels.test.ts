/** What the console lets somebody pick must be what the server then takes. */
import { describe, expect, test } from 'vitest'
import { choiceOf, isLastOnCore, type LevelTerms } from '../../console/src/pages/agreements/levels.ts'
import { givenBy, propertiesOf } from '../../console/src/pages/agreements/links.ts'

const named = (id: string) => ({ id, name: id })
/** Of an administrator in c-1, who has no say in c-2. */
const terms: LevelTerms = {
  core: 'core',
  products: ['core', 'telephony'].map(named),
  order: ['without-access', 'user', 'administrator', 'owner'].map(named),
  givable: {
    'c-1': { core: ['user', 'administrator'], telephony: ['without-access', 'user', 'administrator'] },
    'c-2': {},
  },
}
const pick = (levels: object, { product = 'core', agreement = 'c-1', id = 'one', roles = ['employee'] } = {}) => {
  const holder = { id, roles, levels: levels as Record<string, Record<string, string>> }
  const choice = choiceOf({ terms, ownerRole: named('owner'), viewer: 'me', agreement, product, holder })
  return 'locked' in choice ? choice.locked : choice.options.map((one) => one?.id ?? null)
}

describe('what can be picked for somebody', () => {
  test('kompaas.r09, kompaas.r14: is what is the viewer’s to give, what is held, and no level', () => {
    expect(pick({})).toEqual([null, 'user', 'administrator'])
    expect(pick({ 'c-1': { core: 'without-access' } })).toEqual([null, 'without-access', 'user', 'administrator'])
    expect(pick({}, { product: 'telephony' })).toEqual([null, 'without-access', 'user', 'administrator'])
  })

  test('is nothing where they stand above, hold an owner’s level, or have it from their role', () => {
    expect(pick({ 'c-1': { core: 'owner' } })).toBe('Their level on core is above those you give.')
    expect(pick({ 'c-1': { core: 'owner' } }, { product: 'telephony' })).toMatch(/above/)
    expect(pick({ 'c-1': { telephony: 'owner' } }, { product: 'telephony' })).toMatch(/not yours to change/)
    expect(pick({ 'c-1': { telephony: 'owner' } })).toEqual([null, 'user', 'administrator'])
    expect(pick({}, { roles: ['owner'] })).toBe('It comes with the role owner.')
  })

  test('kompaas.r03: is nothing in an agreement where the viewer has no say', () => {
    expect(pick({ 'c-2': { core: 'user' } }, { agreement: 'c-2' })).toMatch(/in this agreement/)
  })

  test('is never more than they hold where they are the viewer', () => {
    const mine = { 'c-1': { core: 'administrator', telephony: 'user' } }
    expect(pick(mine, { id: 'me', product: 'telephony' })).toEqual([null, 'without-access', 'user'])
    expect(pick(mine, { id: 'me' })).toEqual([null, 'user', 'administrator'])
    expect(pick({ 'c-1': { core: 'user' } }, { id: 'me', product: 'telephony' })).toMatch(/to themselves/)
  })
})

test('a level on core is the last one where no other agreement has any', () => {
  const of = (levels: Record<string, Record<string, string>>) =>
    isLastOnCore({ id: 'one', roles: [], levels }, 'c-1', 'core')
  expect(of({ 'c-1': { core: 'user' } })).toBe(true)
  expect(of({ 'c-1': { core: 'user' }, 'c-2': { telephony: 'user' } })).toBe(true)
  expect(of({ 'c-1': { core: 'user' }, 'c-2': { core: 'user' } })).toBe(false)
  expect(of({ 'c-1': { telephony: 'user' } })).toBe(false)
})

test('kompaas.r27: a link gives what needs a property only where it has that property', () => {
  const words = {
    links: [
      {
        ...{ type: 'line', name: 'Line' },
        gives: [
          { permission: 'listen', needs: null },
          { permission: 'call', needs: 'sip' },
        ],
      },
    ],
    permissions: [
      { id: 'listen', name: 'Listen' },
      { id: 'call', name: 'Call' },
    ],
  }
  expect(propertiesOf(words, 'line')).toEqual([{ id: 'sip', opens: 'Call' }])
  expect(givenBy(words, { type: 'line', id: '1' })).toBe('Listen')
  expect(givenBy(words, { type: 'line', id: '1', properties: { sip: 'yes' } })).toBe('Listen')
  expect(givenBy(words, { type: 'line', id: '1', properties: { sip: true } })).toBe('Listen, Call')
})
