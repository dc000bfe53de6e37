import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { decide } from '../../shared/access/decide.ts'
import { difference, effectiveAccess } from '../../shared/access/effective.ts'
import { explain } from '../../shared/access/explain.ts'
import type { Change } from '../../shared/access/flip.ts'
import type { Decision } from '../../shared/access/model.ts'
import { onRequest } from '../../shared/accounts/role-rules.ts'
import { cases } from './cases.ts'
import type { Case } from './turned.ts'

const now = '2026-11-21T10:00:00.000Z'
const everything = ({ catalog }: Case) => onRequest(catalog).map(({ id }) => id)
const policyOf = ({ catalog, own, options }: Case) => compile(catalog, own, options)
const decided = (one: Case): Decision => decide(policyOf(one), one.access, one.permission, now, one.asked)
const waits = (one: Case, id: string) => everything(one).includes(id) && !one.options.includes(id)
const always = (test: (one: Case) => void) => fc.assert(fc.property(cases, test), { numRuns: 2000 })

describe('what is on request', () => {
  test('a permission that waits is given to nobody: by no role, locked or not, level, link, scope or partner', () =>
    always((one) => {
      if (waits(one, one.permission)) expect(decided(one).permit).toBe(false)
    }))

  test('a role that waits gives nothing: whatever is permitted is permitted without it', () =>
    always((one) => {
      const roles = one.access.roles.filter((id) => !waits(one, id))
      if (decided(one).permit) expect(decided({ ...one, access: { ...one.access, roles } }).permit).toBe(true)
    }))

  test('enabling more takes nothing away; disabling opens nothing and unmasks nothing', () =>
    always((one) => {
      const [fewer, more] = [decided(one), decided({ ...one, options: everything(one) })]
      if (!fewer.permit) return
      expect(more.permit).toBe(true)
      expect(fewer.obligations).toEqual(expect.arrayContaining(more.permit ? [...more.obligations] : []))
    }))

  test('what is told of a member is what is decided', () =>
    always((one) => {
      const { catalog, access, permission } = one
      const told = effectiveAccess(policyOf(one), catalog, access, now).modules.flatMap((module) => module.permissions)
      const held = told.find(({ id }) => id === permission)
      const { permit } = decided(one)
      if (permit) expect(held).toBeDefined()
      if (waits(one, permission)) expect(held).toBeUndefined()
      if (held && !held.conditional) expect(permit).toBe(true)
      const after = compile(catalog, one.own, everything(one))
      expect(difference(policyOf(one), after, access).loses).toEqual([])
    }))

  test('what waits is asked of the platform and nothing else is; where a permission waits, nothing does without it', () =>
    always((one) => {
      const { flip } = explain(policyOf(one), one.access, one.permission, now, one.asked)
      const asked = flip.filter(
        (change): change is Change & { change: 'enable-option'; of: string } => change.change === 'enable-option',
      )
      expect(asked.filter(({ of }) => !waits(one, of))).toEqual([])
      const hopeless = flip.some(({ change }) => change === 'none')
      if (waits(one, one.permission) && !hopeless) expect(asked.map(({ of }) => of)).toContain(one.permission)
    }))
})
