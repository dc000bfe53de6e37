/** Each layer and each reason in plain words. What is missing here does not compile. */
import { humane } from '../../words.ts'
import type { Explained } from './explanation.ts'
import type { Names } from './names.ts'

type Layer = Explained['layer']
type DenyReason = NonNullable<Explained['reason']>

export const layerWords: Record<Layer, { name: string; asks: string }> = {
  principal: { name: 'Known here', asks: 'Is it somebody whom this account knows?' },
  status: { name: 'Active', asks: 'Is the membership active, and does it give a login?' },
  window: { name: 'In time', asks: 'Is it before the deadline?' },
  grant: { name: 'Granted', asks: 'Does a role, a level, a link or an expert’s scope give the permission?' },
  switch: { name: 'Switched on', asks: 'Is it on in this account?' },
  exclusion: { name: 'Not excluded', asks: 'Is it in no module that is closed to outsiders?' },
  restriction: { name: 'Not restricted', asks: 'Does no restriction of the account hide it?' },
  condition: { name: 'Conditions', asks: 'Does the resource meet the conditions?' },
  delegation: { name: 'On behalf', asks: 'If somebody acts for a member: may that member do it, too?' },
}

type InWords = (by: string, names: Names) => string

export const reasonWords: Record<DenyReason, InWords> = {
  principal_unknown: () => 'nobody by this name is known in the account',
  invited: () => 'the invitation has not been accepted yet',
  inactive: () => 'the membership is switched off',
  expired: () => 'the access has expired',
  revoked: () => 'the access was revoked',
  terminated: () => 'the account is terminated, and nobody may do anything in it',
  no_login: (by, names) =>
    by === ''
      ? 'none of the roles gives a login'
      : `the roles held (${by.split(', ').map(names.role).join(', ')}) give no login`,
  window_over: () => 'the deadline has passed',
  permission_unknown: () => 'the account’s catalog has no such permission',
  not_granted: () => 'nothing that they hold gives it',
  agreement_missing: () => 'it is given by levels under an agreement, and the question names no agreement',
  link_incomplete: () => 'the link to this resource lacks what the permission needs',
  switched_off: (by, names) => `this account has switched it off for ${names.role(by)}`,
  not_enabled: (by, names) => `the platform has not enabled ${nameOfOption(by, names)} for this account`,
  excluded: (by) => `${by === '' ? 'the module' : humane(by)} is closed to outsiders, whatever they hold`,
  restricted: (by, names) => `the restriction “${names.restriction(by)}” hides it, whatever the switches say`,
  condition_unmet: (by) => `the condition on ${propertyInWords(by)} does not hold`,
  read_only: () => 'they act for the member to look only, and this changes something',
  beyond_subject: (by, names) =>
    Object.hasOwn(reasonWords, by)
      ? `the member acted for may not: ${reasonWords[by as DenyReason]('', names)}`
      : 'the member acted for may not do it',
}

/** A role or a permission: ids of permissions have a dot. */
export const nameOfOption = (id: string, names: Names): string =>
  id === '' ? 'it' : `“${id.includes('.') ? names.permission(id) : names.role(id)}”`

/** `resource.status` becomes `the resource’s “status”`. */
export function propertyInWords(of: string): string {
  const dot = of.indexOf('.')
  return dot < 0 ? 'the resource' : `the ${of.slice(0, dot)}’s “${of.slice(dot + 1)}”`
}

/** What a layer that passes owes it to. */
export const passingWords = (by: string | undefined, names: Names): string =>
  by === undefined ? 'Yes.' : `Yes, through ${names.source(by)}.`
