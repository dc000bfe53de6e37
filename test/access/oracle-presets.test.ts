import { describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { compare, told } from './oracle/compare.ts'
import { gatepass } from './oracle/gatepass.ts'

describe('design: on every preset Gatepass decides as Cedar does', () => {
  test.each(presets)('$id: no difference in 20,000 random cases', { timeout: 60_000 }, (catalog) => {
    const found = compare({ decider: gatepass, cases: 20_000, catalog: () => catalog })
    expect(told(gatepass, found)).toBe('')
    expect(found.compared).toBeGreaterThanOrEqual(20_000)
    expect(found.permitted).toBeGreaterThan(found.compared / 20)
  })
})
