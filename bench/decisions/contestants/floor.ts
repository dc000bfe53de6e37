import type { AccountPolicy } from '../../../shared/access/model.ts'
import type { Contestant } from '../contestant.ts'
import { accounts, catalog, type Member, members, reducedRoles } from '../world.ts'

/** The least that answers a question asked in words: a look-up and a bit. */
export function floor(): Contestant {
  const index = new Map(catalog.permissions.map(({ id }, at) => [id, at]))
  const words = Math.ceil(index.size / 32)
  const add = (set: Uint32Array, at: number) => {
    set[at >>> 5] = (set[at >>> 5] ?? 0) | (1 << (at & 31))
  }
  const has = (set: Uint32Array | undefined, permission: string) => {
    const at = index.get(permission)
    return set !== undefined && at !== undefined && ((set[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0
  }
  const bits = (permissions: readonly string[]) => {
    const set = new Uint32Array(words)
    for (const permission of permissions) add(set, index.get(permission) ?? 0)
    return set
  }
  const compile = (own: AccountPolicy) =>
    new Map([...reducedRoles(own)].map(([role, permissions]) => [role, bits(permissions)]))
  const unite = (held: ReadonlyMap<string, Uint32Array> | undefined, roles: readonly string[]) => {
    const set = new Uint32Array(words)
    for (const role of roles) {
      const more = held?.get(role)
      for (let word = 0; word < words; word++) set[word] = (set[word] ?? 0) | (more?.[word] ?? 0)
    }
    return set
  }
  const compiled = accounts.map(compile)
  const made = ({ account, access }: Member) => unite(compiled[account], access.roles)
  const prepared = members.map(made)
  return {
    name: 'floor: one look-up, one bit',
    compile,
    first: (own, { access }, { permission }) => has(unite(compile(own), access.roles), permission),
    fresh(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) {
        const one = members[member]
        answers[at++] = one !== undefined && has(made(one), permission)
      }
    },
    warm(questions, answers) {
      let at = 0
      for (const { member, permission } of questions) answers[at++] = has(prepared[member], permission)
    },
  }
}
