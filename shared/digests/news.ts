/** What of an account's audit belongs into a digest: who joined, left and changed, what became of experts, who was acted for, where the account stands. Pure. */
import type { Action } from '../audit/consequences.ts'
import type { AuditEntry } from '../audit/model.ts'

const sectionOf = {
  'member.accepted': 'joined',
  'member.provisioned': 'joined',
  'member.created': 'joined',
  'member.removed': 'left',
  'member.declined': 'left',
  'member.roles-changed': 'changed',
  'member.levels-changed': 'changed',
  'member.email-changed': 'changed',
  'member.mfa-erased': 'changed',
  'member.linked': 'changed',
  'member.unlinked': 'changed',
  'member.activated': 'changed',
  'member.deactivated': 'changed',
  'expert.invited': 'experts',
  'expert.accepted': 'experts',
  'expert.window-changed': 'experts',
  'expert.expired': 'experts',
  'expert.revoked': 'experts',
  'expert.declined': 'experts',
  'account.suspended': 'standing',
  'account.reactivated': 'standing',
  'account.canceled': 'standing',
  'account.terminated': 'standing',
  'account.frozen': 'standing',
  'account.unfrozen': 'standing',
  'account.move-planned': 'standing',
  'account.move-extended': 'standing',
  'account.move-withdrawn': 'standing',
  'delegation.started': 'delegations',
} as const satisfies Partial<Record<Action, string>>

export type NewsAction = keyof typeof sectionOf
export type Section = (typeof sectionOf)[NewsAction]
export type NewsEntry = AuditEntry & { action: NewsAction }

/** Newest first. */
export type News = Readonly<Record<Section, readonly NewsEntry[]>> & {
  /** More was changed than is read for one digest. */
  more: boolean
}

const isNews = (entry: AuditEntry): entry is NewsEntry => Object.hasOwn(sectionOf, entry.action)

export function newsOf(entries: readonly AuditEntry[], more: boolean): News {
  const news = entries.filter(isNews)
  const of = (section: Section) => news.filter(({ action }) => sectionOf[action] === section)
  const people = { joined: of('joined'), left: of('left'), changed: of('changed'), experts: of('experts') }
  return { ...people, delegations: of('delegations'), standing: of('standing'), more }
}

export const nothingHappened = ({ more, ...sections }: News): boolean =>
  !more && Object.values(sections).every(({ length }) => length === 0)
