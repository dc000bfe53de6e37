import { has } from '../access/bits.ts'
import { flippableOf, type Policy } from '../access/compile.ts'
import type { AccessRecord, AccountPolicy } from '../access/model.ts'
import { givable } from '../access/prepare.ts'
import type { Catalog } from '../catalogs/schema.ts'
import { type Code, type Fault, Refusal } from '../errors.ts'
import type { Account } from './model.ts'

/** What an account may set of its own for a role. */
export type Kind = 'switches' | 'restrictions'

export interface Choice {
  role: string
  kind: Kind
  choices: Readonly<Record<string, boolean>>
}

/** `expert` stands for all experts, where the catalog lets experts in. */
function requireRole({ roles, experts }: Catalog, id: string, kind: Kind): void {
  const role = roles.find((one) => one.id === id)
  if (!role && !(kind === 'restrictions' && id === 'expert' && experts))
    throw new Refusal('role_unknown', 'There is no such role in the catalog of this account')
  if (role?.locked) throw new Refusal('role_locked', `${role.name} has everything, and nothing of it can be taken away`)
}

const unknown: Record<Kind, [Code, string]> = {
  switches: ['switch_unknown', 'The catalog does not let an account flip this'],
  restrictions: ['restriction_unknown', 'There is no such restriction for this role'],
}

/** What may be set for a role: its switches, or the restrictions that can be turned on for it. */
export const settable = (catalog: Catalog, role: string, kind: Kind): readonly string[] =>
  kind === 'switches'
    ? flippableOf(catalog, role)
    : (catalog.restrictions ?? []).filter(({ roles }) => roles.includes(role)).map(({ id }) => id)

/** @throws Refusal role_unknown, role_locked. @returns each name that cannot be set, as a fault at its field. */
export function choiceFaults(catalog: Catalog, role: string, kind: Kind, choices: Record<string, boolean>): Fault[] {
  requireRole(catalog, role, kind)
  const allowed = settable(catalog, role, kind)
  const [code, detail] = unknown[kind]
  return Object.keys(choices)
    .filter((id) => !allowed.includes(id))
    .map((field) => ({ code, detail, field }))
}

/** Nobody grants more than they hold: a switch is turned on only by who holds what it gives. */
export function heldFaults(policy: Policy, by: AccessRecord, choices: Choice['choices']): Fault[] {
  const held = givable(policy, by)
  return Object.keys(choices)
    .filter((id) => choices[id] && !has(held, policy.index.get(id) ?? -1))
    .map((field) => ({ code: 'not_permitted', detail: 'You cannot give what you do not hold', field }))
}

/** A restriction protects the customer: an agent of a partner may turn one on, and none off that is on. */
export const freedFaults = (by: AccessRecord, { kind, choices }: Choice, was: Choice['choices']): Fault[] =>
  kind === 'switches' || by.kind !== 'partner'
    ? []
    : Object.keys(choices)
        .filter((id) => !choices[id] && was[id])
        .map((field) => ({ code: 'not_permitted', detail: 'Agents of partners turn no restriction off', field }))

/** What the same names said before: for a switch whether the role held the cell, for a restriction whether it was on. */
export function inForce({ policy: own }: Account, { index, roles }: Policy, { role, kind, choices }: Choice) {
  const held = roles.get(role)?.held
  const on = own && Object.hasOwn(own.restrictions, role) ? own.restrictions[role] : undefined
  const was = (id: string) =>
    kind === 'switches' ? held !== undefined && has(held, index.get(id) ?? -1) : on?.[id] === true
  return Object.fromEntries(Object.keys(choices).map((id) => [id, was(id)]))
}

type Options = readonly string[] | undefined

/** Whether a role can be given and gives something: the catalog knows it, and it waits for nothing. */
export const isEnabled = ({ roles }: Catalog, options: Options, id: string): boolean =>
  roles.some((role) => role.id === id && (!role.onRequest || options?.includes(id) === true))

/** What gives nothing until the platform enables it. A role of partners under the id of another goes with it. */
export const onRequest = ({ roles, partners, permissions }: Catalog) =>
  [
    ...[...roles, ...(partners?.roles ?? [])].map((role) => ({ ...role, kind: 'role' as const })),
    ...permissions.map((permission) => ({ ...permission, kind: 'permission' as const })),
  ]
    .filter((one) => one.onRequest)
    .map(({ id, name, kind }) => ({ id, name, kind }))

/** The account's policy with some choices of one role made anew; others stay. */
export function withChoices(
  policy: AccountPolicy | undefined,
  role: string,
  kind: Kind,
  choices: Readonly<Record<string, boolean>>,
): AccountPolicy {
  const before = policy ?? { switches: {}, restrictions: {} }
  const own = before[kind]
  return { ...before, [kind]: { ...own, [role]: { ...(Object.hasOwn(own, role) ? own[role] : {}), ...choices } } }
}
