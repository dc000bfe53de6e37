import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs'
import type { AccountPolicy } from '../../../shared/access/model.ts'
import type { Contestant } from '../contestant.ts'
import { accounts, hiddenFrom, hiddenPermissions, type Member, members, switchedRoles } from '../world.ts'

const actions = (permissions: readonly string[]) =>
  `[${permissions.map((permission) => `Action::${JSON.stringify(permission)}`).join(', ')}]`

/** One policy for each role, one for each restriction. */
function policies(own: AccountPolicy): Record<string, string> {
  const all: Record<string, string> = {}
  for (const [role, permissions] of switchedRoles(own)) {
    all[role] = `permit (principal in Role::"${role}", action in ${actions(permissions)}, resource);`
    if (hiddenFrom(own, [role]))
      all[`${role} restricted`] =
        `forbid (principal in Role::"${role}", action in ${actions(hiddenPermissions)}, resource);`
  }
  return all
}

function decide(preparsedPolicySetId: string, { access }: Pick<Member, 'access'>, permission: string): boolean {
  const uid = { type: 'Member', id: access.member }
  const answer = statefulIsAuthorized({
    principal: uid,
    action: { type: 'Action', id: permission },
    resource: { type: 'Resource', id: 'any' },
    context: {},
    preparsedPolicySetId,
    entities: [{ uid, attrs: {}, parents: access.roles.map((id) => ({ type: 'Role', id })) }],
  })
  if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors))
  return answer.response.decision === 'allow'
}

/** Policies are parsed beforehand; a member has to be handed over with each question, so warm is as fresh. */
export function cedar(): Contestant {
  let sets = 0
  const parse = (own: AccountPolicy, name: string) => {
    const answer = preparsePolicySet(name, { staticPolicies: policies(own) })
    if (answer.type === 'failure') throw new Error(JSON.stringify(answer.errors))
    return name
  }
  const names = accounts.map((own, at) => parse(own, `account ${at}`))
  const round: Contestant['fresh'] = (questions, answers) => {
    let at = 0
    for (const { member, permission } of questions) {
      const one = members[member]
      answers[at++] = one !== undefined && decide(names[one.account] ?? '', one, permission)
    }
  }
  return {
    name: '@cedar-policy/cedar-wasm',
    // A policy set cannot be let go again: each has to be new, or it would take another's memory.
    compile: (own) => parse(own, `set ${sets++}`),
    first: (own, member, { permission }) => decide(parse(own, 'first'), member, permission),
    fresh: round,
    warm: round,
  }
}
