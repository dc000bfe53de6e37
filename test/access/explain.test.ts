import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { decide } from '../../shared/access/decide.ts'
import { explain } from '../../shared/access/explain.ts'
import { type AccessRecord, layers } from '../../shared/access/model.ts'
import { onRequest } from '../../shared/accounts/role-rules.ts'
import { cases, interakt } from './cases.ts'
import { type Case, turned } from './turned.ts'

const now = '2026-11-21T10:00:00.000Z'
const permits = ({ catalog, own, options, access, permission, asked }: Case) =>
  decide(compile(catalog, own, options), access, permission, now, asked)
const explained = ({ catalog, own, options, access, permission, asked }: Case) =>
  explain(compile(catalog, own, options), access, permission, now, asked)
const runs = { numRuns: 4000 }

describe('an explanation', () => {
  test('decides as the decision does, and its first refusing layer is the one that decided', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { decision, layers: told } = explained(one)
        const answer = permits(one)
        expect(told.map(({ layer }) => layer)).toEqual(layers)
        const refusing = told.find(({ verdict }) => verdict === 'refuses')
        const { verdict: _, ...first } = refusing ?? { verdict: '' }
        expect({ permit: decision, ...first }).toEqual(answer.permit ? { permit: true } : { ...first, ...answer })
      }),
      runs,
    )
  })

  test('names what turns the answer round: once that is done, the decision is the other', () => {
    const seen = new Set<string>()
    fc.assert(
      fc.property(cases, (one) => {
        const { flip } = explained(one)
        for (const { change } of flip) seen.add(change)
        if (flip.some(({ change }) => change === 'none')) return
        const after = turned(one, flip)
        expect([flip, after.some((done) => permits(done).permit !== permits(one).permit)]).toEqual([flip, true])
      }),
      { numRuns: 8000 },
    )
    const kinds = ['accept', 'activate', 'invite', 'deactivate', 'revoke', 'extend-window', 'allow-updating', 'none']
    const ofPartners = ['delegate', 'end-delegation']
    const ofTeams = ['give-role', 'take-role', 'set-level', 'name-agreement', 'link', 'complete-link', 'property']
    const ofAccounts = ['switch-on', 'restriction-off', 'enable-option']
    expect([...seen].sort()).toEqual([...kinds, ...ofPartners, ...ofTeams, ...ofAccounts].sort())
  })

  test('names nothing that is not needed', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { flip } = explained(one)
        if (flip.length < 2) return
        for (const left of flip) {
          const without = turned(
            one,
            flip.filter((change) => change !== left),
          )
          expect([flip, left, without.some((done) => permits(done).permit)]).toEqual([flip, left, false])
        }
      }),
      runs,
    )
  })

  test('says none only where no role of the catalog would help, with everything on request enabled', () => {
    fc.assert(
      fc.property(cases, (one) => {
        const { decision, flip } = explained(one)
        // A permit that nothing may turn round is that of somebody locked: nobody reduces them.
        if (decision || !flip.some(({ change }) => change === 'none')) return
        const { access, catalog } = one
        // Nobody gives agents another role than their partner's.
        if (access.kind === 'partner') return
        for (const { id } of catalog.roles) {
          const own = { switches: {}, restrictions: {} }
          const options = onRequest(catalog).map((waits) => waits.id)
          const after = {
            ...one,
            own,
            options,
            access: { ...access, status: 'active' as const, roles: [...access.roles, id] },
          }
          expect([id, permits(after).permit]).toEqual([id, false])
        }
      }),
      runs,
    )
  })
})

test('who is nobody here would have to be invited, and no further layer is asked', () => {
  const { decision, layers: told, flip } = explain(compile(interakt), undefined, 'inbox.module.view', now, {})
  expect([decision, flip]).toEqual([false, [{ change: 'invite' }]])
  expect(told.map(({ verdict }) => verdict)).toEqual(['refuses', ...layers.slice(1).map(() => 'not asked')])
})

test('a permission that the catalog has not cannot be given: another has to be named', () => {
  const access: AccessRecord = { member: 'm', kind: 'team', status: 'inactive', roles: ['owner'] }
  const { flip } = explain(compile(interakt), access, 'moon.base.enter', now, {})
  expect(flip).toEqual([{ change: 'activate' }, { change: 'name-permission' }])
})
