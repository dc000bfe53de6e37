import { RBAC } from 'fast-rbac'
import type { AccountPolicy } from '../../../shared/access/model.ts'
import type { Contestant } from '../contestant.ts'
import { accounts, members, parts, reducedRoles } from '../world.ts'
import { bundles } from './role-bundles.ts'

const make = (roles: Iterable<readonly [string, readonly string[]]>) =>
  new RBAC({
    roles: Object.fromEntries([...roles].map(([role, permissions]) => [role, { can: permissions.map(rule) }])),
  })

function rule(permission: string): string {
  const { resource, action } = parts(permission)
  return `${resource}:${action}`
}

/** As easy-rbac; it is asked about one role at a time. */
export function fastRbac(): Contestant {
  const compile = (own: AccountPolicy) => make(reducedRoles(own))
  const any = (rbac: RBAC | undefined, roles: readonly string[], resource: string, action: string) => {
    for (const role of roles) if (rbac?.can(role, resource, action)) return true
    return false
  }
  const compiled = accounts.map(compile)
  const bundled = accounts.map((own, account) => make(bundles(own, account)))
  const ready = members.map(({ account, access }) => ({ rbac: bundled[account], role: access.roles.join('+') }))
  return {
    name: 'fast-rbac',
    compile,
    first: (own, { access }, { resource, action }) => any(compile(own), access.roles, resource, action),
    fresh(questions, answers) {
      let at = 0
      for (const { member, resource, action } of questions) {
        const one = members[member]
        answers[at++] = one !== undefined && any(compiled[one.account], one.access.roles, resource, action)
      }
    },
    warm(questions, answers) {
      let at = 0
      for (const { member, resource, action } of questions) {
        const one = ready[member]
        answers[at++] = one?.rbac !== undefined && one.rbac.can(one.role, resource, action) === true
      }
    },
  }
}
