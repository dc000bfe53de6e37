import { type Enforcer, newEnforcer, newModelFromString } from 'casbin'
import type { AccountPolicy } from '../../../shared/access/model.ts'
import type { Contestant } from '../contestant.ts'
import { accounts, hiddenFrom, hiddenPermissions, members, switchedRoles } from '../world.ts'

/** A member just read brings the roles along; one made ready is in the enforcer's own role graph. */
const modelOf = (matcher: string) => `
[request_definition]
r = sub, act
[policy_definition]
p = sub, act, eft
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow)) && !some(where (p.eft == deny))
[matchers]
m = ${matcher}
`
const brought = modelOf('r.act == p.act && holds(r.sub, p.sub)')
const known = modelOf('r.act == p.act && g(r.sub, p.sub)')

async function enforcer(model: string, own: AccountPolicy): Promise<Enforcer> {
  const made = await newEnforcer(newModelFromString(model))
  await made.addFunction('holds', (roles: readonly string[], role: string) => roles.includes(role))
  const rules: string[][] = []
  for (const [role, permissions] of switchedRoles(own)) {
    for (const permission of permissions) rules.push([role, permission, 'allow'])
    if (hiddenFrom(own, [role])) for (const permission of hiddenPermissions) rules.push([role, permission, 'deny'])
  }
  await made.addPolicies(rules)
  return made
}

/** Restrictions are denials, which win; switches and roles without login are in the roles' policies. */
export async function casbin(): Promise<Contestant> {
  const compile = (own: AccountPolicy) => enforcer(brought, own)
  const ofAccounts = await Promise.all(accounts.map(compile))
  const withMembers = await Promise.all(accounts.map((own) => enforcer(known, own)))
  for (const { account, access } of members)
    for (const role of access.roles) await withMembers[account]?.addGroupingPolicy(access.member, role)
  return {
    name: 'casbin',
    compile,
    first: async (own, { access }, { permission }) => (await compile(own)).enforceSync(access.roles, permission),
    fresh(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) {
        const one = members[member]
        answers[at++] = one !== undefined && ofAccounts[one.account]?.enforceSync(one.access.roles, permission) === true
      }
    },
    warm(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) {
        const one = members[member]
        answers[at++] =
          one !== undefined && withMembers[one.account]?.enforceSync(one.access.member, permission) === true
      }
    },
  }
}
