import { compileAccount, compileCatalog } from '../../../shared/access/compile.ts'
import { decide, decideFor } from '../../../shared/access/decide.ts'
import type { AccountPolicy } from '../../../shared/access/model.ts'
import { prepare } from '../../../shared/access/prepare.ts'
import type { Contestant } from '../contestant.ts'
import { accounts, catalog, members } from '../world.ts'

const now = '2026-02-03T04:05:06.000Z'

export function gatepass(): Contestant {
  const base = compileCatalog(catalog)
  const compile = (own: AccountPolicy) => compileAccount(base, catalog, own, [])
  const policies = accounts.map(compile)
  const read = members.map(({ account, access }) => ({ policy: policies[account] ?? base, access }))
  const prepared = read.map(({ policy, access }) => prepare(policy, access))
  return {
    name: 'gatepass',
    compile,
    first: (own, { access }, { permission }) => decide(compile(own), access, permission, now).permit,
    fresh(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) {
        const one = read[member]
        answers[at++] = one !== undefined && decide(one.policy, one.access, permission, now).permit
      }
    },
    warm(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) {
        const one = prepared[member]
        answers[at++] = one !== undefined && decideFor(one, permission, now).permit
      }
    },
  }
}
