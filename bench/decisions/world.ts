/** Accounts of one catalog with switches and restrictions of their own, their members, and what is asked about them. */
import type { AccessRecord, AccountPolicy } from '../../shared/access/model.ts'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog, CatalogRole } from '../../shared/catalogs/schema.ts'
import { sequence } from './sequence.ts'

const accountCount = 20
const memberCount = 1000
const questionCount = 10_000
const denied = 0.3

const jaicp = presets.find(({ id }) => id === 'jaicp')
if (!jaicp) throw new Error('There is no preset jaicp')

const restriction = 'scripts.restricted'
const hidden = 'scripts'
const restrictable = ['admin', 'content-manager', 'tech-support']
const switches = {
  analyst: ['analytics.raw-log.download', 'clients.data.update', 'labels.label.update', 'logs.server-log.view'],
  'content-manager': ['channels.deployment.start', 'channels.channel.update', 'projects.secret.view'],
  'dialer-admin': ['dialer.campaign.manage', 'dialer.client-list.update', 'clients.data.view'],
  operator: ['clients.data.update', 'analytics.dialog.view', 'channels.channel.view'],
  'tech-support': ['billing.plan.view', 'users.role.view', 'users.user.list', 'telephony.settings.view'],
  user: ['clients.data.view', 'projects.project.view', 'dialer.campaign.view', 'reports.weekly-email.receive'],
}

/**
 * 11 roles by 38 permissions, none on request. JAICP itself has neither switches nor restrictions. All roles that hold
 * the hidden module are restricted together: what a role map can say too, by leaving those permissions out of the roles.
 */
export const catalog: Catalog = {
  ...jaicp,
  permissions: jaicp.permissions.map(({ onRequest: _, ...permission }) => permission),
  switches,
  restrictions: [
    {
      id: restriction,
      name: 'Hide the bot script',
      roles: restrictable,
      hidesModules: [hidden],
      keeps: [],
      masks: [],
    },
  ],
}

export interface Member {
  account: number
  access: AccessRecord
}

export interface Question {
  member: number
  permission: string
  /** The same, for those who ask about an action on something. */
  resource: string
  action: string
  permit: boolean
}

const random = sequence(11)
const pick = <T>(from: readonly T[]): T => {
  const one = from[Math.floor(random() * from.length)]
  if (one === undefined) throw new Error('There is nothing to pick from')
  return one
}

/** Each cell that can be switched is, one time in two, set on or off; every second account restricts. */
function ownPolicy(account: number): AccountPolicy {
  const choice = (cells: readonly string[]) =>
    Object.fromEntries(cells.filter(() => random() < 0.5).map((cell) => [cell, random() < 0.5]))
  const restricts = account % 2 === 0 ? restrictable : []
  return {
    switches: Object.fromEntries(Object.entries(switches).map(([role, cells]) => [role, choice(cells)])),
    restrictions: Object.fromEntries(restricts.map((role) => [role, { [restriction]: true }])),
  }
}

function member(at: number): Member {
  const roles = new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => pick(catalog.roles).id))
  return {
    account: at % accountCount,
    access: { member: `member-${at}`, kind: 'team', status: 'active', roles: [...roles] },
  }
}

export const accounts = Array.from({ length: accountCount }, (_, at) => ownPolicy(at))
export const members = Array.from({ length: memberCount }, (_, at) => member(at))

/** What each role holds in one account, switches and restrictions applied, written plainly: what role maps are given. */
export function reducedRoles(own: AccountPolicy): Map<string, string[]> {
  const permissionsOf = (role: CatalogRole) =>
    catalog.permissions.filter(({ id, module, http }) => {
      const chosen = (catalog.switches?.[role.id] ?? []).includes(id) ? own.switches[role.id]?.[id] : undefined
      const hides = own.restrictions[role.id]?.[restriction] === true && module === hidden
      // Every role with a login holds all that those without hold, HTTP permissions aside.
      return (chosen ?? role.permissions.includes(id)) && !hides && (role.login !== false || http === true)
    })
  return new Map(catalog.roles.map((role) => [role.id, permissionsOf(role).map(({ id }) => id)]))
}

export const hiddenFrom = (own: AccountPolicy, roles: readonly string[]): boolean =>
  roles.some((role) => own.restrictions[role]?.[restriction] === true)

/** As they are granted and switched, restrictions not yet applied. */
export const switchedRoles = ({ switches }: AccountPolicy): Map<string, string[]> =>
  reducedRoles({ switches, restrictions: {} })

export const hiddenPermissions = catalog.permissions.filter(({ module }) => module === hidden).map(({ id }) => id)

/** Where an action begins: `channels.channel.view`. */
export const parts = (permission: string) => {
  const dot = permission.lastIndexOf('.')
  return { resource: permission.slice(0, dot), action: permission.slice(dot + 1) }
}

/** Random members and permissions, of which exactly the wanted part is denied. */
function ask(): Question[] {
  const held = accounts.map(reducedRoles)
  const left = [Math.round(questionCount * denied), Math.round(questionCount * (1 - denied))]
  const questions: Question[] = []
  while (questions.length < questionCount) {
    const at = Math.floor(random() * memberCount)
    const { account, access } = members[at] ?? pick(members)
    const permission = pick(catalog.permissions).id
    const permit = access.roles.some((role) => held[account]?.get(role)?.includes(permission))
    const more = left[Number(permit)] ?? 0
    if (more === 0) continue
    left[Number(permit)] = more - 1
    questions.push({ member: at, permission, ...parts(permission), permit })
  }
  return questions
}

export const questions = ask()
