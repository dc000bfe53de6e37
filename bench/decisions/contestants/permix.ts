import { createPermix } from 'permix'
import type { AccountPolicy } from '../../../shared/access/model.ts'
import type { Contestant } from '../contestant.ts'
import { accounts, catalog, members, reducedRoles } from '../world.ts'

interface Tree {
  [part: string]: Tree | boolean
}

const paths = new Map(catalog.permissions.map(({ id }) => [id, id.split('.')]))

function set(tree: Tree, permission: string, to: boolean): void {
  const path = paths.get(permission) ?? []
  let node = tree
  for (let at = 0; at < path.length - 1; at++) {
    const part = path[at] ?? ''
    const next = node[part] ?? {}
    node[part] = next
    node = next as Tree
  }
  node[path.at(-1) ?? ''] = to
}

/** Knows neither roles nor refusals: it is given each permission of the member, the others as false. */
export function permix(): Contestant {
  const all = catalog.permissions.map(({ id }) => id)
  const compile = reducedRoles
  const build = (held: ReadonlyMap<string, readonly string[]> | undefined, roles: readonly string[]) => {
    const tree: Tree = {}
    for (const permission of all) set(tree, permission, false)
    for (const role of roles) for (const permission of held?.get(role) ?? []) set(tree, permission, true)
    const rules = createPermix() as unknown as { setup(tree: Tree): void; check(permission: string): boolean }
    rules.setup(tree)
    return rules
  }
  const compiled = accounts.map((own: AccountPolicy) => compile(own))
  const prepared = members.map(({ account, access }) => build(compiled[account], access.roles))
  return {
    name: 'permix',
    compile,
    first: (own, { access }, { permission }) => build(compile(own), access.roles).check(permission),
    fresh(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) {
        const one = members[member]
        answers[at++] = one !== undefined && build(compiled[one.account], one.access.roles).check(permission)
      }
    },
    warm(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) answers[at++] = prepared[member]?.check(permission) === true
    },
  }
}
