/**
 * Everything that can be asked of Gatepass: pure data. Infra, the local gateway and the OpenAPI document derive from
 * these rows. `needs` cannot be left out: a route without a rule does not compile.
 */
import type { GuardedAction, PartnerAction } from '../shared/catalogs/guards.ts'

export type Scope = 'gatepass/decide' | 'gatepass/record' | 'gatepass/operate'

/** Who may ask. Several entries mean any of them is enough. */
export type Needs =
  /** Nobody signs in; asked at most `perSecond` times a second, with `burst` at once, all callers together. */
  | { anyone: { perSecond: number; burst: number } }
  /** Any signed-in person; the use case looks at who it is. */
  | { signedIn: true }
  /** A service's token with this scope. */
  | { scope: Scope }
  /** A person whose membership holds the permission that the account's catalog sets before this action. */
  | { guard: GuardedAction }
  | { scope: Scope; guard: GuardedAction }
  /** A person who is let into the account, whatever they hold there; an agent may act for a member. */
  | { letIn: true }
  /** An agent of a partner whose role holds what the partner's catalog sets before this action. */
  | { agent: PartnerAction }
  | { scope: Scope; agent: PartnerAction }
  /** An agent of the partner in the path, or one who runs its staff. */
  | { scope: Scope; staff: 'any' | 'lead' }

/** The Lambda functions behind the API: one per folder of functions/. */
export type ApiFunction = 'about' | 'accounts' | 'members' | 'experts' | 'access' | 'activity' | 'partners'

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below `/api` unless it starts with `/.well-known`. */
  path: `/${string}`
  needs: Needs
  function: ApiFunction
  summary: string
}

// biome-ignore format: a table is read row by row
export const routes = {
  readOpenApi: { method: 'GET', path: '/openapi.json', needs: { anyone: { perSecond: 20, burst: 40 } }, function: 'about', summary: 'This API, as an OpenAPI 3.1 document' },
  createAccount: { method: 'POST', path: '/accounts', needs: { scope: 'gatepass/operate' }, function: 'accounts', summary: 'Create an account and invite its owner' },
  readAccount: { method: 'GET', path: '/accounts/{account}', needs: { scope: 'gatepass/operate', guard: 'account.read' }, function: 'accounts', summary: 'Read an account' },
  readPlace: { method: 'GET', path: '/accounts/{account}/me', needs: { letIn: true }, function: 'accounts', summary: 'What I am in an account, what of these rows I may ask for there, and on which terms' },
  updateAccount: { method: 'PATCH', path: '/accounts/{account}', needs: { scope: 'gatepass/operate', guard: 'account.update' }, function: 'accounts', summary: 'Change name, report address or time zone' },
  readMe: { method: 'GET', path: '/me', needs: { signedIn: true }, function: 'members', summary: 'My memberships with roles and deadlines, and my open invitations' },
  readInvitation: { method: 'GET', path: '/invitations/{token}', needs: { anyone: { perSecond: 10, burst: 20 } }, function: 'members', summary: 'What an invitation offers; changes nothing' },
  acceptInvitation: { method: 'POST', path: '/invitations/{token}/accept', needs: { signedIn: true }, function: 'members', summary: 'Accept an invitation sent to my verified email' },
  declineInvitation: { method: 'POST', path: '/invitations/{token}/decline', needs: { signedIn: true }, function: 'members', summary: 'Decline an invitation sent to my verified email' },
  listMembers: { method: 'GET', path: '/accounts/{account}/members', needs: { guard: 'member.list' }, function: 'members', summary: 'Members of the team and experts, searched, filtered and sorted, as JSON or CSV' },
  addMembers: { method: 'POST', path: '/accounts/{account}/members', needs: { scope: 'gatepass/operate', guard: 'member.invite' }, function: 'members', summary: 'Invite people to the team, make one with a login, or (operators) one the platform knows' },
  readMember: { method: 'GET', path: '/accounts/{account}/members/{member}', needs: { guard: 'member.list' }, function: 'members', summary: 'One member, of the team or an expert' },
  updateMember: { method: 'PATCH', path: '/accounts/{account}/members/{member}', needs: { scope: 'gatepass/operate', guard: 'member.update' }, function: 'members', summary: 'Change names, roles, or the address of who has not accepted' },
  removeMember: { method: 'DELETE', path: '/accounts/{account}/members/{member}', needs: { scope: 'gatepass/operate', guard: 'member.remove' }, function: 'members', summary: 'Remove a member and erase the details; confirmed by the version that was read' },
  activateMember: { method: 'POST', path: '/accounts/{account}/members/{member}/activate', needs: { scope: 'gatepass/operate', guard: 'member.activate' }, function: 'members', summary: 'Let an inactive member in again' },
  deactivateMember: { method: 'POST', path: '/accounts/{account}/members/{member}/deactivate', needs: { scope: 'gatepass/operate', guard: 'member.deactivate' }, function: 'members', summary: 'Keep a member out, whatever they hold' },
  resendMember: { method: 'POST', path: '/accounts/{account}/members/{member}/resend', needs: { scope: 'gatepass/operate', guard: 'member.resend' }, function: 'members', summary: 'Send a new link to who has not accepted; the old one stops working' },
  setPassword: { method: 'PUT', path: '/accounts/{account}/members/{member}/password', needs: { guard: 'login.set-password' }, function: 'members', summary: 'Set the password of a login that an admin made' },
  eraseMfa: { method: 'POST', path: '/accounts/{account}/members/{member}/erase-mfa', needs: { guard: 'login.erase-mfa' }, function: 'members', summary: 'Switch a second factor off whose phone was lost' },
  signOutMember: { method: 'POST', path: '/accounts/{account}/members/{member}/sign-out', needs: { guard: 'login.sign-out' }, function: 'members', summary: 'End every session of a member' },
  leaveAccount: { method: 'POST', path: '/accounts/{account}/leave', needs: { signedIn: true }, function: 'members', summary: 'End my own membership' },
  importMembers: { method: 'POST', path: '/accounts/{account}/members/import', needs: { guard: 'member.import' }, function: 'members', summary: 'Invite people and set roles by a CSV file, as a job; a dry run only tells what it would do' },
  readImport: { method: 'GET', path: '/accounts/{account}/members/imports/{import}', needs: { guard: 'member.import' }, function: 'members', summary: 'How far an import is, and what became of each row, as JSON or CSV' },
  listWaitingChanges: { method: 'GET', path: '/accounts/{account}/waiting-changes', needs: { scope: 'gatepass/operate', guard: 'waiting-change.list' }, function: 'members', summary: 'What agents of partners asked for that waits, or has waited, for the owner to withdraw it' },
  withdrawWaitingChange: { method: 'DELETE', path: '/accounts/{account}/waiting-changes/{change}', needs: { scope: 'gatepass/operate', guard: 'waiting-change.withdraw' }, function: 'members', summary: 'Withdraw a change before it is due' },
  inviteExperts: { method: 'POST', path: '/accounts/{account}/experts', needs: { guard: 'expert.invite' }, function: 'experts', summary: 'Invite vendor experts, all or none' },
  listExperts: { method: 'GET', path: '/accounts/{account}/experts', needs: { guard: 'expert.list' }, function: 'experts', summary: 'Experts with status, window, scope and delivery state of the mail' },
  readExpert: { method: 'GET', path: '/accounts/{account}/experts/{member}', needs: { guard: 'expert.list' }, function: 'experts', summary: 'One expert' },
  updateExpert: { method: 'PATCH', path: '/accounts/{account}/experts/{member}', needs: { guard: 'expert.update-window' }, function: 'experts', summary: 'Change until when an active expert has access' },
  revokeExpert: { method: 'POST', path: '/accounts/{account}/experts/{member}/revoke', needs: { guard: 'expert.revoke' }, function: 'experts', summary: 'End access now, optionally erasing the details' },
  resendInvitation: { method: 'POST', path: '/accounts/{account}/experts/{member}/resend', needs: { guard: 'expert.resend' }, function: 'experts', summary: 'Send a new link; the old one stops working' },
  eraseExpert: { method: 'DELETE', path: '/accounts/{account}/experts/{member}', needs: { guard: 'expert.erase' }, function: 'experts', summary: 'Erase the details of an expert whose access has ended' },
  listReports: { method: 'GET', path: '/accounts/{account}/experts/{member}/reports', needs: { guard: 'report.read' }, function: 'experts', summary: 'The reports that were mailed about an expert' },
  readReport: { method: 'GET', path: '/accounts/{account}/experts/{member}/reports/{report}', needs: { guard: 'report.read' }, function: 'experts', summary: 'One report, as JSON or CSV' },
  evaluate: { method: 'POST', path: '/accounts/{account}/access/v1/evaluation', needs: { scope: 'gatepass/decide' }, function: 'access', summary: 'AuthZEN access evaluation' },
  evaluations: { method: 'POST', path: '/accounts/{account}/access/v1/evaluations', needs: { scope: 'gatepass/decide' }, function: 'access', summary: 'AuthZEN access evaluations: a batch' },
  searchSubjects: { method: 'POST', path: '/accounts/{account}/access/v1/search/subject', needs: { scope: 'gatepass/decide' }, function: 'access', summary: 'AuthZEN subject search: who may' },
  searchResources: { method: 'POST', path: '/accounts/{account}/access/v1/search/resource', needs: { scope: 'gatepass/decide' }, function: 'access', summary: 'AuthZEN resource search: on which known instances' },
  searchActions: { method: 'POST', path: '/accounts/{account}/access/v1/search/action', needs: { scope: 'gatepass/decide' }, function: 'access', summary: 'AuthZEN action search: which actions' },
  explain: { method: 'POST', path: '/accounts/{account}/access/explain', needs: { scope: 'gatepass/decide', guard: 'access.explain' }, function: 'access', summary: 'A decision layer by layer, and the smallest change that turns it round' },
  readAccess: { method: 'GET', path: '/accounts/{account}/members/{member}/access', needs: { scope: 'gatepass/decide', guard: 'access.read' }, function: 'access', summary: 'What a member can do: modules, permissions, masks, products, deadline' },
  readConfiguration: { method: 'GET', path: '/.well-known/authzen-configuration/api/accounts/{account}', needs: { anyone: { perSecond: 20, burst: 40 } }, function: 'about', summary: 'AuthZEN metadata' },
  readConfigurationInside: { method: 'GET', path: '/accounts/{account}/.well-known/authzen-configuration', needs: { anyone: { perSecond: 20, burst: 40 } }, function: 'about', summary: 'AuthZEN metadata, below the account' },
  registerCatalog: { method: 'PUT', path: '/catalogs/{catalog}/versions/{version}', needs: { scope: 'gatepass/operate' }, function: 'accounts', summary: 'Publish a version of a catalog, for good' },
  listCatalogs: { method: 'GET', path: '/catalogs', needs: { scope: 'gatepass/operate' }, function: 'accounts', summary: 'The presets and the catalogs that were published' },
  readCatalog: { method: 'GET', path: '/catalogs/{catalog}/versions/{version}', needs: { scope: 'gatepass/operate' }, function: 'accounts', summary: 'One version of a catalog' },
  moveAccount: { method: 'PUT', path: '/accounts/{account}/catalog', needs: { scope: 'gatepass/operate' }, function: 'accounts', summary: 'Move an account to another version of its catalog' },
  setOptions: { method: 'PUT', path: '/accounts/{account}/options', needs: { scope: 'gatepass/operate' }, function: 'accounts', summary: 'Enable or disable what an account gets on request: roles and permissions of its catalog' },
  changeLifecycle: { method: 'POST', path: '/accounts/{account}/lifecycle', needs: { scope: 'gatepass/operate', guard: 'lifecycle.change' }, function: 'accounts', summary: 'Suspend, reactivate, cancel or terminate an account, now or as planned; put off what is planned, hold it back, let it happen' },
  withdrawMove: { method: 'DELETE', path: '/accounts/{account}/lifecycle/planned', needs: { scope: 'gatepass/operate', guard: 'lifecycle.change' }, function: 'accounts', summary: 'Withdraw the move that is planned for an account' },
  setUpAccount: { method: 'POST', path: '/accounts/{account}/set-up', needs: { guard: 'account.set-up' }, function: 'accounts', summary: 'Set an account up by a CSV file, all or nothing; a dry run only tells what it would do' },
  readRoles: { method: 'GET', path: '/accounts/{account}/roles', needs: { guard: 'role.read' }, function: 'accounts', summary: 'Roles and permissions, with switches, locks and restrictions' },
  switchRole: { method: 'PUT', path: '/accounts/{account}/roles/{role}/switches', needs: { guard: 'switch.update' }, function: 'accounts', summary: 'Flip switches of a role, or see what that would change' },
  restrictRole: { method: 'PUT', path: '/accounts/{account}/roles/{role}/restrictions', needs: { guard: 'restriction.update' }, function: 'accounts', summary: 'Turn restrictions of a role on or off, or see what that would change' },
  listAgreements: { method: 'GET', path: '/accounts/{account}/agreements', needs: { guard: 'agreement.list' }, function: 'accounts', summary: 'The agreements of an account' },
  createAgreement: { method: 'POST', path: '/accounts/{account}/agreements', needs: { scope: 'gatepass/operate', guard: 'agreement.create' }, function: 'accounts', summary: 'Make an agreement that levels can be held in' },
  setLevels: { method: 'PUT', path: '/accounts/{account}/agreements/{agreement}/members/{member}/levels', needs: { guard: 'level.set' }, function: 'members', summary: 'Set or take away levels of a member on single products' },
  linkMember: { method: 'PUT', path: '/accounts/{account}/members/{member}/links/{type}/{id}', needs: { guard: 'link.set' }, function: 'members', summary: 'Tie a member to a resource, such as a subscriber' },
  unlinkMember: { method: 'DELETE', path: '/accounts/{account}/members/{member}/links/{type}/{id}', needs: { guard: 'link.set' }, function: 'members', summary: 'Untie a member from a resource' },
  readPartner: { method: 'GET', path: '/partners/{partner}', needs: { scope: 'gatepass/operate', staff: 'any' }, function: 'partners', summary: 'A partner: its role, catalog and mail domains' },
  registerPartner: { method: 'POST', path: '/partners', needs: { scope: 'gatepass/operate' }, function: 'partners', summary: 'Register a reseller or an implementation partner and invite its first agent, who leads its staff' },
  listPartners: { method: 'GET', path: '/partners', needs: { scope: 'gatepass/operate' }, function: 'partners', summary: 'All partners' },
  updatePartner: { method: 'PATCH', path: '/partners/{partner}', needs: { scope: 'gatepass/operate' }, function: 'partners', summary: 'Change name, mail domains or status of a partner; inactive, all its agents are shut out' },
  inviteAgents: { method: 'POST', path: '/partners/{partner}/agents', needs: { scope: 'gatepass/operate', staff: 'lead' }, function: 'partners', summary: 'Invite named people to the staff of a partner: all or none' },
  listAgents: { method: 'GET', path: '/partners/{partner}/agents', needs: { scope: 'gatepass/operate', staff: 'any' }, function: 'partners', summary: 'The staff of a partner' },
  updateAgent: { method: 'PATCH', path: '/partners/{partner}/agents/{agent}', needs: { scope: 'gatepass/operate', staff: 'lead' }, function: 'partners', summary: 'Change the name of an agent, whether they lead, or the address of who has not accepted' },
  removeAgent: { method: 'DELETE', path: '/partners/{partner}/agents/{agent}', needs: { scope: 'gatepass/operate', staff: 'lead' }, function: 'partners', summary: 'Remove an agent and erase the details' },
  resendAgent: { method: 'POST', path: '/partners/{partner}/agents/{agent}/resend', needs: { scope: 'gatepass/operate', staff: 'lead' }, function: 'partners', summary: 'Send a new link to who has not accepted; the old one stops working' },
  activateAgent: { method: 'POST', path: '/partners/{partner}/agents/{agent}/activate', needs: { scope: 'gatepass/operate', staff: 'lead' }, function: 'partners', summary: 'Let an inactive agent in again' },
  deactivateAgent: { method: 'POST', path: '/partners/{partner}/agents/{agent}/deactivate', needs: { scope: 'gatepass/operate', staff: 'lead' }, function: 'partners', summary: 'Keep an agent out of everything that is the partner’s' },
  listPartnerAudit: { method: 'GET', path: '/partners/{partner}/audit', needs: { scope: 'gatepass/operate', staff: 'lead' }, function: 'activity', summary: 'What changed of a partner and its staff, newest first, as JSON or CSV' },
  createOrganization: { method: 'POST', path: '/organizations', needs: { scope: 'gatepass/operate' }, function: 'partners', summary: 'Make an organization, the parent of accounts, owned by a reseller' },
  readOrganization: { method: 'GET', path: '/organizations/{organization}', needs: { scope: 'gatepass/operate' }, function: 'partners', summary: 'One organization' },
  updateOrganization: { method: 'PATCH', path: '/organizations/{organization}', needs: { scope: 'gatepass/operate', agent: 'organization.update' }, function: 'partners', summary: 'Change its name and settings, or (operators) move it to another reseller with all its accounts' },
  putAccountUnder: { method: 'PUT', path: '/organizations/{organization}/accounts/{account}', needs: { scope: 'gatepass/operate' }, function: 'partners', summary: 'Put an account under an organization, out of any other' },
  takeAccountOut: { method: 'DELETE', path: '/organizations/{organization}/accounts/{account}', needs: { scope: 'gatepass/operate' }, function: 'partners', summary: 'Take an account out of its organization' },
  engagePartner: { method: 'PUT', path: '/accounts/{account}/partners/{partner}', needs: { scope: 'gatepass/operate', guard: 'partner.engage' }, function: 'partners', summary: 'Engage a partner: its agents are let into the account' },
  disengagePartner: { method: 'DELETE', path: '/accounts/{account}/partners/{partner}', needs: { scope: 'gatepass/operate', guard: 'partner.engage' }, function: 'partners', summary: 'End an engagement: the agents of the partner are let in no more' },
  listAccountPartners: { method: 'GET', path: '/accounts/{account}/partners', needs: { scope: 'gatepass/operate', guard: 'partner.list' }, function: 'partners', summary: 'Which partners are let into an account, and how' },
  listPartnerAccounts: { method: 'GET', path: '/partner/accounts', needs: { agent: 'partner-account.list' }, function: 'partners', summary: 'The accounts that are my partner’s, searched by name or id' },
  listPartnerOrganizations: { method: 'GET', path: '/partner/organizations', needs: { agent: 'organization.list' }, function: 'partners', summary: 'The organizations that my partner owns, by name' },
  listOwnDelegations: { method: 'GET', path: '/partner/delegations', needs: { agent: 'partner-account.list' }, function: 'partners', summary: 'On whose behalf I act just now, in all accounts' },
  createExpressAccount: { method: 'POST', path: '/partner/organizations/{organization}/express-accounts', needs: { agent: 'express-account.create' }, function: 'partners', summary: 'Create an Express account in an organization of my partner, and invite its owner' },
  startDelegation: { method: 'POST', path: '/accounts/{account}/delegations', needs: { guard: 'delegation.start' }, function: 'partners', summary: 'Act on behalf of a member, with a reason, until a time; read-only unless asked and allowed' },
  listDelegations: { method: 'GET', path: '/accounts/{account}/delegations', needs: { guard: 'delegation.list' }, function: 'partners', summary: 'Who acted on behalf of whom; an agent sees their own' },
  readDelegation: { method: 'GET', path: '/accounts/{account}/delegations/{delegation}', needs: { guard: 'delegation.list' }, function: 'partners', summary: 'One delegation' },
  endDelegation: { method: 'DELETE', path: '/accounts/{account}/delegations/{delegation}', needs: { scope: 'gatepass/operate', guard: 'delegation.end' }, function: 'partners', summary: 'End a delegation before its time; an agent ends their own' },
  readDelegationReport: { method: 'GET', path: '/accounts/{account}/delegations/{delegation}/report', needs: { guard: 'report.read' }, function: 'partners', summary: 'What was done under a delegation that has ended, as it was mailed, as JSON or CSV' },
  recordActivity: { method: 'POST', path: '/accounts/{account}/activity', needs: { scope: 'gatepass/record' }, function: 'activity', summary: 'Record what members did on the platform' },
  listActivity: { method: 'GET', path: '/accounts/{account}/activity', needs: { guard: 'activity.read' }, function: 'activity', summary: 'What was done, newest first, as JSON or CSV' },
  listAudit: { method: 'GET', path: '/accounts/{account}/audit', needs: { guard: 'audit.read' }, function: 'activity', summary: 'What changed inside Gatepass, newest first, as JSON or CSV' },
} as const satisfies Record<string, Route>

export type Operation = keyof typeof routes

/** The scope of a row that is for services alone: the gateway already turns everybody else away. */
export const scopeAlone = (needs: Needs): Scope | undefined =>
  'scope' in needs && !('guard' in needs || 'agent' in needs || 'staff' in needs) ? needs.scope : undefined

/** Where a route is mounted: below /api, but for what a standard puts at the root. */
export const pathOf = ({ path }: Pick<Route, 'path'>): string =>
  path.startsWith('/.well-known') ? path : `/api${path}`
