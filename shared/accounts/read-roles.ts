import { has } from '../access/bits.ts'
import type { Policy } from '../access/compile.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Account } from './model.ts'
import { isEnabled, onRequest, settable } from './role-rules.ts'

/**
 * The matrix as people read it: each role with what it holds now, what can be flipped, and what restricts it. A role
 * that is not enabled stands only among what can be had on request.
 */
export function readRoles({ policy: own, options, policyVersion, version }: Account, catalog: Catalog, policy: Policy) {
  const restrictionsOf = (role: string) =>
    settable(catalog, role, 'restrictions').map((id) => ({ id, on: own?.restrictions[role]?.[id] === true }))
  const enabled = catalog.roles.filter(({ id }) => isEnabled(catalog, options, id))
  const roles = enabled.map(({ id, name, description, locked = false, login = true, onRequest = false }) => {
    const held = policy.roles.get(id)?.held
    const holds = (at: number) => held !== undefined && has(held, at) && !has(policy.closed, at)
    return {
      id,
      name,
      description,
      locked,
      login,
      onRequest,
      permissions: catalog.permissions.filter((_, at) => holds(at)).map((permission) => permission.id),
      switches: settable(catalog, id, 'switches'),
      restrictions: restrictionsOf(id),
    }
  })
  return {
    permissions: catalog.permissions.map(({ id, name, module, changes, onRequest = false }) => ({
      ...{ id, name, module, changes, onRequest },
    })),
    roles,
    onRequest: onRequest(catalog).map((one) => ({ ...one, enabled: options?.includes(one.id) === true })),
    experts: catalog.experts ? { restrictions: restrictionsOf('expert') } : null,
    restrictions: (catalog.restrictions ?? []).map(({ id, name, hidesModules, keeps, masks }) => ({
      ...{ id, name, hidesModules, keeps, masks },
    })),
    policyVersion,
    version,
  }
}
