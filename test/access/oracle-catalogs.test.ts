import { beforeAll, describe, expect, test } from 'vitest'
import { type Comparison, compare, told } from './oracle/compare.ts'
import { gatepass } from './oracle/gatepass.ts'
import { randomCatalog } from './oracle/random-catalog.ts'

describe('design: on catalogs of any kind Gatepass decides as Cedar does', () => {
  let found: Comparison
  beforeAll(() => {
    found = compare({ decider: gatepass, cases: 100_000, catalog: randomCatalog })
  }, 120_000)

  test('no difference in 100,000 random cases of catalog, account policy, member, moment and question', () => {
    expect(told(gatepass, found)).toBe('')
    expect(found.compared).toBeGreaterThanOrEqual(100_000)
  })

  test('the cases are worth comparing: many permits, many masks, and every reason to refuse', () => {
    expect(found.permitted).toBeGreaterThan(10_000)
    expect(found.masked).toBeGreaterThan(300)
    const often = Object.entries(found.refused).filter(([, times]) => times >= 10)
    expect(often.map(([reason]) => reason).sort()).toEqual([
      'agreement_missing',
      'condition_unmet',
      'excluded',
      'expired',
      'inactive',
      'invited',
      'link_incomplete',
      'no_login',
      'not_enabled',
      'not_granted',
      'permission_unknown',
      'principal_unknown',
      'restricted',
      'revoked',
      'switched_off',
      'window_over',
    ])
  })
})
