import { createMongoAbility, type MongoAbility, type RawRuleOf } from '@casl/ability'
import type { AccountPolicy } from '../../../shared/access/model.ts'
import type { Contestant } from '../contestant.ts'
import { accounts, hiddenFrom, hiddenPermissions, members, parts, switchedRoles } from '../world.ts'

type Ability = MongoAbility<[string, string]>
type Rule = RawRuleOf<Ability>

/** One rule for each resource: it makes fewer of them, and abilities are built quicker. */
function rules(permissions: readonly string[], inverted: boolean): Rule[] {
  const bySubject = Map.groupBy(permissions, (permission) => parts(permission).resource)
  return [...bySubject].map(([subject, all]) => ({ subject, action: all.map((one) => parts(one).action), inverted }))
}

/** Restrictions are inverted rules, which come last and win; switches and roles without login are in the roles' rules. */
export function casl(): Contestant {
  const hiding = rules(hiddenPermissions, true)
  const compile = (own: AccountPolicy) =>
    new Map(
      [...switchedRoles(own)].map(([role, permissions]) => [
        role,
        { rules: rules(permissions, false), hides: hiddenFrom(own, [role]) },
      ]),
    )
  const build = (held: ReturnType<typeof compile> | undefined, roles: readonly string[]): Ability => {
    const all: Rule[] = []
    let hides = false
    for (const role of roles) {
      const one = held?.get(role)
      if (!one) continue
      all.push(...one.rules)
      hides ||= one.hides
    }
    if (hides) all.push(...hiding)
    return createMongoAbility<Ability>(all)
  }
  const compiled = accounts.map(compile)
  const prepared = members.map(({ account, access }) => build(compiled[account], access.roles))
  return {
    name: '@casl/ability',
    compile,
    first: (own, { access }, { action, resource }) => build(compile(own), access.roles).can(action, resource),
    fresh(questions, answers) {
      let at = 0
      for (const { member, action, resource } of questions) {
        const one = members[member]
        answers[at++] = one !== undefined && build(compiled[one.account], one.access.roles).can(action, resource)
      }
    },
    warm(questions, answers) {
      let at = 0
      for (const { member, action, resource } of questions) {
        const one = prepared[member]
        answers[at++] = one?.can(action, resource) === true
      }
    },
  }
}
