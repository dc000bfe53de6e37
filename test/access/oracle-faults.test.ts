import { describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { compare, smallestDifference } from './oracle/compare.ts'
import { faults } from './oracle/faults.ts'
import { randomCatalog } from './oracle/random-catalog.ts'

describe('the oracle can fail: a Gatepass with one fault is told apart from Cedar', () => {
  test.each(Object.entries(faults))('%s', { timeout: 60_000 }, (_, decider) => {
    expect(compare({ decider, cases: 300_000, catalog: randomCatalog }).difference).toBeDefined()
  })

  test('what is shown is small: one permission, one restriction, no switch', () => {
    const [decider, catalog] = [faults['restrictions ignored'], presets.find(({ id }) => id === 'interakt')]
    const { difference } = (decider && catalog && compare({ decider, cases: 10_000, catalog: () => catalog })) ?? {}
    if (!decider || !difference) throw new Error('this fault is there, and found')
    const { ours, cedar, of } = smallestDifference(decider, difference)
    expect(ours).toBe('permit')
    expect(cedar).not.toBe('permit')
    expect(of.catalog.permissions).toHaveLength(1)
    expect(of.catalog.restrictions).toHaveLength(1)
    expect(of.own.switches ?? {}).toEqual({})
  })
})
