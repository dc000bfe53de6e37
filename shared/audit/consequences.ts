/**
 * What each change owes the world once it is committed. The stream carries the entry to whoever settles each
 * consequence; an entry stays listed as unsettled until none is left.
 */
export const consequences = {
  'account.created': [],
  'account.updated': [],
  'account.catalog-moved': [],
  'account.options-set': [],
  'catalog.registered': [],
  'agreement.created': [],
  'role.switched': [],
  'role.restricted': [],
  'member.invited': ['mail.invitation', 'login.mail-credentials'],
  'member.accepted': [],
  'member.declined': [],
  'member.provisioned': [],
  'member.created': [],
  'member.resent': ['mail.invitation', 'login.mail-credentials'],
  'member.email-changed': ['mail.invitation', 'login.mail-credentials'],
  'member.updated': [],
  'member.roles-changed': ['mail.roles-changed'],
  'member.levels-changed': ['mail.levels-changed'],
  'member.linked': [],
  'member.unlinked': [],
  'member.activated': [],
  'member.deactivated': ['mail.deactivated'],
  'member.removed': ['mail.removed', 'login.delete'],
  'member.password-set': [],
  'member.mfa-erased': ['login.erase-mfa'],
  'member.signed-out': ['login.sign-out'],
  'members.import-started': ['import'],
  'members.imported': [],
  'expert.invited': ['mail.invitation', 'schedule'],
  'expert.resent': ['mail.invitation'],
  'expert.accepted': ['schedule'],
  'expert.window-changed': ['mail.window-changed', 'schedule'],
  'expert.reminded': ['mail.reminder-expert', 'mail.reminder-owner'],
  'expert.expired': ['mail.ended-expert', 'mail.ended-owner', 'mail.report', 'schedule'],
  'expert.revoked': ['mail.ended-expert', 'mail.ended-owner', 'mail.report', 'schedule'],
  'expert.declined': ['mail.ended-owner', 'mail.report', 'schedule'],
  'expert.erased': [],
  'delegation.started': ['mail.delegation-started', 'mail.delegation-started-subject', 'schedule'],
  'delegation.expired': ['mail.delegation-ended', 'mail.delegation-report', 'schedule'],
  'delegation.ended': ['mail.delegation-ended', 'mail.delegation-report', 'schedule'],
  'digest.made': ['mail.digest'],
} as const satisfies Record<string, readonly string[]>

export type Action = keyof typeof consequences
export type Consequence = (typeof consequences)[Action][number]
export type MailKind = Extract<Consequence, `mail.${string}`>
