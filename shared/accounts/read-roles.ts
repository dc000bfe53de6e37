import { has } from '../access/bits.ts'
import type { Policy } from '../access/compile.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Account } from './model.ts'
import { settable } from './role-rules.ts'

/** The matrix as people read it: each role with what it holds now, what can be flipped, and what restricts it. */
export function readRoles({ policy: own, policyVersion, version }: Account, catalog: Catalog, policy: Policy) {
  const restrictionsOf = (role: string) =>
    settable(catalog, role, 'restrictions').map((id) => ({ id, on: own?.restrictions[role]?.[id] === true }))
  const roles = catalog.roles.map(({ id, name, description, locked = false, login = true, onRequest = false }) => {
    const held = policy.roles.get(id)?.held
    return {
      id,
      name,
      description,
      locked,
      login,
      onRequest,
      permissions: catalog.permissions.filter((_, at) => held && has(held, at)).map((permission) => permission.id),
      switches: settable(catalog, id, 'switches'),
      restrictions: restrictionsOf(id),
    }
  })
  return {
    permissions: catalog.permissions.map(({ id, name, module, changes }) => ({ id, name, module, changes })),
    roles,
    experts: catalog.experts ? { restrictions: restrictionsOf('expert') } : null,
    restrictions: (catalog.restrictions ?? []).map(({ id, name, hidesModules, masks }) => ({
      id,
      name,
      hidesModules,
      masks,
    })),
    policyVersion,
    version,
  }
}
