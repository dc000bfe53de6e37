/**
 * What each change owes the world once it is committed. The stream carries the entry to whoever settles each
 * consequence; an entry stays listed as unsettled until none is left.
 */
export const consequences = {
  'account.created': [],
  'account.updated': ['mail.partner-change-owner', 'mail.partner-change-person'],
  'account.set-up': ['mail.partner-change-owner', 'mail.partner-change-person'],
  'account.catalog-moved': [],
  'account.options-set': [],
  'account.suspended': ['mail.standing', 'schedule'],
  'account.reactivated': ['mail.standing', 'schedule'],
  'account.canceled': ['mail.standing', 'schedule'],
  'account.terminated': ['mail.standing', 'schedule'],
  'account.frozen': ['schedule'],
  'account.unfrozen': ['schedule'],
  'account.move-planned': ['mail.standing', 'schedule'],
  'account.move-extended': ['mail.standing', 'schedule'],
  'account.move-withdrawn': ['mail.standing', 'schedule'],
  'account.organization-changed': ['mail.partner-joined', 'mail.partner-left'],
  'organization.created': [],
  'organization.updated': [],
  'organization.moved': ['tell-accounts'],
  'partner.engaged': ['mail.partner-joined'],
  'partner.disengaged': ['mail.partner-left'],
  'catalog.registered': [],
  'agreement.created': [],
  'role.switched': [],
  'role.restricted': [],
  'member.invited': ['mail.invitation', 'login.mail-credentials', 'mail.partner-change-owner'],
  'member.accepted': [],
  'member.declined': [],
  'member.provisioned': [],
  'member.created': [],
  'member.resent': ['mail.invitation', 'login.mail-credentials'],
  'member.email-changed': [
    'mail.invitation',
    'login.mail-credentials',
    'mail.partner-change-owner',
    'mail.partner-change-person',
  ],
  'member.updated': [],
  'member.roles-changed': ['mail.roles-changed', 'mail.partner-change-owner', 'mail.partner-change-person'],
  'member.levels-changed': ['mail.levels-changed'],
  'member.linked': [],
  'member.unlinked': [],
  'member.activated': ['mail.partner-change-owner', 'mail.partner-change-person'],
  'member.deactivated': ['mail.deactivated'],
  'member.removed': ['mail.removed', 'login.delete'],
  'member.password-set': [],
  'member.mfa-erased': ['login.erase-mfa', 'mail.partner-change-owner', 'mail.partner-change-person'],
  'member.signed-out': ['login.sign-out'],
  'members.import-started': ['import'],
  'members.imported': ['mail.partner-change-owner'],
  'change.asked': ['schedule', 'mail.partner-change-owner', 'mail.partner-change-person'],
  'change.made': [],
  'change.withdrawn': ['schedule'],
  'change.refused': ['schedule'],
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
  'partner.registered': [],
  'partner.updated': [],
  'agent.invited': ['mail.agent-invitation'],
  'agent.accepted': [],
  'agent.declined': [],
  'agent.resent': ['mail.agent-invitation'],
  'agent.updated': [],
  'agent.email-changed': ['mail.agent-invitation'],
  'agent.activated': [],
  'agent.deactivated': ['mail.agent-deactivated', 'end-delegations'],
  'agent.removed': ['mail.agent-removed', 'end-delegations'],
} as const satisfies Record<string, readonly string[]>

export type Action = keyof typeof consequences
export type Consequence = (typeof consequences)[Action][number]
export type MailKind = Extract<Consequence, `mail.${string}`>

/** Owed only where an agent of a partner did it. The person is then told so, and not of the change alone. */
const ofPartners: readonly Consequence[] = ['mail.partner-change-owner', 'mail.partner-change-person']
const ofOthers: readonly Consequence[] = ['mail.roles-changed']

export const owedBy = (action: Action, actor: { type: string }): Consequence[] =>
  consequences[action].filter((one) => !(actor.type === 'agent' ? ofOthers : ofPartners).includes(one))
