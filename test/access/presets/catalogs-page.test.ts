import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import * as z from 'zod'
import { compile } from '../../../shared/access/compile.ts'
import { Catalog } from '../../../shared/catalogs/schema.ts'
import { about, may, team } from './given.ts'

const page = readFileSync(new URL('../../../docs/catalogs.md', import.meta.url), 'utf8')
const small = Catalog.safeParse(JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? ''))

type Shape = z.core.JSONSchema.BaseSchema

/** The names of all fields, however deep; the keys of records are ids, not fields. */
function fields({ properties = {}, ...shape }: Shape): string[] {
  const below = [...Object.values(properties), shape.items, shape.additionalProperties, ...(shape.anyOf ?? [])]
  return [...Object.keys(properties), ...below.flat().flatMap((one) => (typeof one === 'object' ? fields(one) : []))]
}

describe('docs/catalogs.md', () => {
  test('names every field of the schema', () => {
    const names = new Set(fields(z.toJSONSchema(Catalog)))
    expect(names.size).toBeGreaterThan(40)
    expect([...names].filter((name) => !page.includes(`\`${name}\``) && !page.includes(`.${name}\``))).toEqual([])
  })

  test('shows a catalog that is valid and decides as the text beneath it says', () => {
    expect(small.error?.issues).toBeUndefined()
    if (!small.data) return
    const policy = compile(small.data)
    const own = { ...about({ createdBy: 'asha' }), subject: { id: 'asha' } }
    const others = { ...about({ createdBy: 'ravi' }), subject: { id: 'asha' } }
    expect(may(policy, team('owner'), 'team.member.manage')).toBe(true)
    expect(may(policy, team('clerk'), 'invoices.invoice.export')).toBe(true)
    expect(may(policy, team('clerk'), 'invoices.invoice.delete', own)).toBe(true)
    expect(may(policy, team('clerk'), 'invoices.invoice.delete', others)).toBe(false)
    const off = compile(small.data, { switches: { clerk: { 'invoices.invoice.export': false } }, restrictions: {} })
    expect(may(off, team('clerk'), 'invoices.invoice.export')).toBe(false)
  })
})
