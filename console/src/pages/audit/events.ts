/** Each event that the audit knows, in words. `{target}` is whom or what it happened to. Pure. */

interface Event {
  /** As it is filtered by. */
  name: string
  /** What somebody did, after their name. */
  says: string
  /** What to say where they did it to themselves. */
  self?: string
}

const event = (name: string, says: string, self?: string): Event => ({ name, says, ...(self && { self }) })

/** Grouped as the filter shows them. */
const inAccounts = {
  Experts: {
    'expert.invited': event('Expert invited', 'invited {target} as an expert'),
    'expert.resent': event('Expert’s invitation sent again', 'sent {target} the invitation as an expert again'),
    'expert.accepted': event('Expert accepted', 'let {target} in as an expert', 'accepted the invitation as an expert'),
    'expert.declined': event('Expert declined', 'declined for {target}', 'declined the invitation as an expert'),
    'expert.window-changed': event('Expert’s deadline changed', 'changed until when {target} has access'),
    'expert.reminded': event('Expert reminded', 'reminded {target} that the access ends soon'),
    'expert.expired': event('Expert’s access ended', 'ended {target}’s access, as its time was over'),
    'expert.revoked': event('Expert’s access revoked', 'revoked {target}’s access'),
    'expert.erased': event('Expert’s details erased', 'erased the details of an expert whose access had ended'),
  },
  'Team members': {
    'member.invited': event('Member invited', 'invited {target} to the team'),
    'member.accepted': event('Member accepted', 'let {target} into the team', 'accepted the invitation to the team'),
    'member.declined': event('Member declined', 'declined for {target}', 'declined the invitation to the team'),
    'member.provisioned': event('Member made by the platform', 'made {target} a member'),
    'member.created': event('Member created with a login', 'created {target} with a login'),
    'member.resent': event('Member’s invitation sent again', 'sent {target} the invitation again'),
    'member.email-changed': event('Member’s address changed', 'changed the address that {target} is invited at'),
    'member.updated': event('Member’s details changed', 'changed {target}’s details', 'changed their own details'),
    'member.roles-changed': event('Roles changed', 'changed {target}’s roles', 'changed their own roles'),
    'member.levels-changed': event('Levels changed', 'changed {target}’s levels', 'changed their own levels'),
    'member.linked': event('Link set', 'linked {target} to a resource', 'linked themselves to a resource'),
    'member.unlinked': event('Link taken away', 'took a link from {target}', 'took a link from themselves'),
    'member.activated': event('Member activated', 'let {target} in again'),
    'member.deactivated': event('Member deactivated', 'deactivated {target}'),
    'member.removed': event('Member removed', 'removed a member, and erased the details', 'left the account'),
  },
  Logins: {
    'member.password-set': event('Password set', 'set {target}’s password'),
    'member.mfa-erased': event('Second factor erased', 'switched {target}’s second factor off'),
    'member.signed-out': event('Signed out everywhere', 'ended all sessions of {target}'),
  },
  Imports: {
    'members.import-started': event('Import started', 'started an import of members'),
    'members.import-begun': event('Import begun', 'had an import of members begin'),
    'members.imported': event('Import finished', 'finished an import of members'),
  },
  'Changes that wait': {
    'change.asked': event('Change asked for', 'asked for a change of {target} that waits for the owner'),
    'change.made': event('Waiting change made', 'made the change of {target} that had waited'),
    'change.withdrawn': event('Waiting change withdrawn', 'withdrew the change of {target} that waited'),
    'change.refused': event('Waiting change refused', 'refused the change of {target} that had waited'),
  },
  'Roles and agreements': {
    'role.switched': event('Switches of a role flipped', 'flipped switches of a role'),
    'role.restricted': event('Restrictions of a role changed', 'changed restrictions of a role'),
    'agreement.created': event('Agreement created', 'created an agreement'),
  },
  Partners: {
    'partner.engaged': event('Partner engaged', 'engaged a partner: its agents are let in'),
    'partner.disengaged': event('Partner’s engagement ended', 'ended the engagement of a partner'),
    'account.organization-changed': event('Organization changed', 'changed the organization that the account is under'),
    'delegation.started': event('Delegation started', 'began to act on behalf of {target}'),
    'delegation.ended': event('Delegation ended', 'ended a delegation on behalf of {target}'),
    'delegation.expired': event('Delegation ran out', 'ended a delegation on behalf of {target}, as its time was over'),
  },
  Account: {
    'account.created': event('Account created', 'created the account'),
    'account.updated': event('Settings changed', 'changed the account’s settings'),
    'account.set-up': event('Account set up by file', 'set the account up by a file'),
    'account.catalog-moved': event('Catalog moved', 'moved the account to another version of its catalog'),
    'account.options-set': event('Options set', 'changed what the account has on request'),
    'account.suspended': event('Account suspended', 'suspended the account'),
    'account.reactivated': event('Account reactivated', 'reactivated the account'),
    'account.canceled': event('Account canceled', 'canceled the account'),
    'account.terminated': event('Account terminated', 'terminated the account'),
    'account.frozen': event('Account frozen', 'held back what was planned for the account'),
    'account.unfrozen': event('Account unfrozen', 'let what is planned for the account happen'),
    'account.move-planned': event('Move planned', 'planned where the account will stand'),
    'account.move-extended': event('Move put off', 'put off what is planned for the account'),
    'account.move-withdrawn': event('Move withdrawn', 'withdrew what was planned for the account'),
    'digest.made': event('Digest made', 'made the weekly digest for {target}'),
  },
}

/** What stands in the audit of partners, or of the platform, and never of an account. */
const elsewhere = {
  'organization.created': event('Organization created', 'created an organization'),
  'organization.updated': event('Organization’s details changed', 'changed an organization'),
  'organization.moved': event('Organization moved', 'moved an organization to another reseller'),
  'catalog.registered': event('Catalog registered', 'published a version of a catalog'),
  'partner.registered': event('Partner registered', 'registered the partner'),
  'partner.updated': event('Partner changed', 'changed the partner'),
  'agent.invited': event('Agent invited', 'invited an agent'),
  'agent.accepted': event('Agent accepted', 'let an agent in', 'accepted the invitation to the staff'),
  'agent.declined': event('Agent declined', 'declined for an agent', 'declined the invitation to the staff'),
  'agent.resent': event('Agent’s invitation sent again', 'sent an agent the invitation again'),
  'agent.updated': event('Agent’s details changed', 'changed an agent’s details', 'changed their own details'),
  'agent.email-changed': event('Agent’s address changed', 'changed the address that an agent is invited at'),
  'agent.activated': event('Agent activated', 'let an agent in again'),
  'agent.deactivated': event('Agent deactivated', 'deactivated an agent'),
  'agent.removed': event('Agent removed', 'removed an agent, and erased the details'),
}

export const events: Readonly<Record<string, Event>> = Object.assign({}, ...Object.values(inAccounts), elsewhere)

export const accountEvents = Object.entries(inAccounts).map(([group, of]) => ({
  group,
  events: Object.entries<Event>(of).map(([action, { name }]) => ({ action, name })),
}))

/** What stands before and behind the name of whom it happened to; `names` is whether that is said at all. */
export function saying(action: string, isOneself: boolean): { before: string; names: boolean; after: string } {
  const known = events[action]
  const text = (isOneself && known?.self) || known?.says || `did: ${action}`
  const [before = '', after] = text.split('{target}')
  return { before, names: after !== undefined, after: after ?? '' }
}
