import RBAC from 'easy-rbac'
import type { AccountPolicy } from '../../../shared/access/model.ts'
import type { Contestant } from '../contestant.ts'
import { accounts, members, reducedRoles } from '../world.ts'
import { bundles } from './role-bundles.ts'

const make = (roles: Iterable<readonly [string, readonly string[]]>) =>
  new RBAC(Object.fromEntries([...roles].map(([role, can]) => [role, { can: [...can] }])))

/** Knows no refusals: its roles are reduced before. Ready members have one role, which is what it answers quickest. */
export function easyRbac(): Contestant {
  const compile = (own: AccountPolicy) => make(reducedRoles(own))
  const compiled = accounts.map(compile)
  const bundled = accounts.map((own, account) => make(bundles(own, account)))
  const ready = members.map(({ account, access }) => ({ rbac: bundled[account], role: access.roles.join('+') }))
  return {
    name: 'easy-rbac',
    compile,
    first: (own, { access }, { permission }) => compile(own).can([...access.roles], permission),
    async fresh(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) {
        const one = members[member]
        const rbac = one && compiled[one.account]
        answers[at++] = rbac !== undefined && (await rbac.can(one?.access.roles as string[], permission))
      }
    },
    async warm(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) {
        const one = ready[member]
        answers[at++] = one?.rbac !== undefined && (await one.rbac.can(one.role, permission))
      }
    },
  }
}
