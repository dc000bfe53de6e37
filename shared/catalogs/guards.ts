/** Gatepass's own actions that a person may take only with a permission. The catalog says which permission guards each. */
export const guardedActions = [
  'account.read',
  'account.update',
  'expert.invite',
  'expert.list',
  'expert.update-window',
  'expert.revoke',
  'expert.resend',
  'expert.erase',
  'report.read',
  'activity.read',
  'audit.read',
  'access.explain',
  'access.read',
  'role.read',
  'switch.update',
  'restriction.update',
  'member.list',
  'member.invite',
  'member.update',
  'member.activate',
  'member.deactivate',
  'member.remove',
  'member.resend',
  'member.import',
  'login.set-password',
  'login.erase-mfa',
  'login.sign-out',
  'agreement.list',
  'agreement.create',
  'level.set',
  'link.set',
  'digest.receive',
  'account.set-up',
  'lifecycle.change',
  'delegation.start',
  'delegation.list',
  'delegation.end',
  'partner.list',
  'partner.engage',
  'waiting-change.list',
  'waiting-change.withdraw',
] as const

export type GuardedAction = (typeof guardedActions)[number]

/** Of these, what only looks: all that is open to who acts on behalf of a member and may change nothing. */
export const lookingActions: ReadonlySet<GuardedAction> = new Set<GuardedAction>([
  'account.read',
  'expert.list',
  'report.read',
  'activity.read',
  'audit.read',
  'access.explain',
  'access.read',
  'role.read',
  'member.list',
  'agreement.list',
  'delegation.list',
  'partner.list',
  'waiting-change.list',
])

/**
 * Of these, what no catalog opens to agents of partners: it has no limit of theirs and no notice to the owners, or would
 * hand them a person's login.
 */
export const closedToPartners: ReadonlySet<string> = new Set<GuardedAction>([
  'member.deactivate',
  'member.remove',
  'login.set-password',
  'login.sign-out',
  'level.set',
  'link.set',
])

/** What partner staff do beside accounts: decided with their partner's catalog, in no account. */
export const partnerActions = [
  'partner-account.list',
  'organization.list',
  'organization.update',
  'express-account.create',
] as const

export type PartnerAction = (typeof partnerActions)[number]
