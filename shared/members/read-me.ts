import type * as z from 'zod'
import type { Account } from '../accounts/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import { partnerActions } from '../catalogs/guards.ts'
import type { Instant } from '../clock.ts'
import { accountKey, partnerKey } from '../keys.ts'
import { isTerminated } from '../lifecycle/rules.ts'
import { agentOf } from '../partners/agent-access.ts'
import type { Agent, Partner } from '../partners/model.ts'
import { mayAsStaff } from '../partners/require-staff.ts'
import { accessOfAgent, statusOfAgent } from '../partners/rules.ts'
import { noteAgentSeen } from '../partners/store.ts'
import { readMany } from '../table.ts'
import type { Member, MeView } from './model.ts'
import { normalEmail, type SignedIn, statusAt } from './rules.ts'
import { noteSeen } from './seen/store.ts'
import { invitationsToEmail, membersOfPerson } from './store.ts'

type Me = z.infer<typeof MeView>

/**
 * Where the signed-in person is a member, whose agent they are, and what waits for their verified address. They are here:
 * that is noted.
 */
export async function readMe(person: SignedIn, now: Instant): Promise<Me> {
  const email = person.email && person.emailVerified ? normalEmail(person.email) : null
  const [members, partner, invited] = await Promise.all([
    membersOfPerson(person.subject),
    partnerOf(person.subject, now),
    email === null ? [] : invitationsToEmail(email),
  ])
  const working = invited.filter((one) => linkWorks(one, now))
  const open = working.filter(isMember).filter((member) => statusAt(member, now) === 'invited')
  const [accounts, asAgent] = await Promise.all([
    accountsOf([...members, ...open]),
    asAgents(working.filter(isAgent)),
    ...members
      .filter((member) => statusAt(member, now) === 'active')
      .map(({ account, id }) => noteSeen(account, [[id, now]])),
  ])
  return {
    person: { subject: person.subject, email, name: person.name ?? null },
    memberships: members.flatMap((member) => membership(member, accounts, now)),
    partner,
    invitations: [...open.flatMap((member) => openInvitation(member, accounts, now)), ...asAgent],
  }
}

const isAgent = (one: Member | Agent): one is Agent => 'partner' in one
const isMember = (one: Member | Agent): one is Member => !isAgent(one)

const linkWorks = ({ invitation }: Member | Agent, now: Instant): boolean => !!invitation && now < invitation.expiresAt

type Accounts = ReadonlyMap<string, Account>

async function accountsOf(members: readonly Member[]): Promise<Accounts> {
  const ids = [...new Set(members.map(({ account }) => account))]
  const known: Account[] = []
  for (let at = 0; at < ids.length; at += 100)
    for (const account of await readMany<Account>(ids.slice(at, at + 100).map(accountKey)))
      if (account) known.push(account)
  return new Map(known.map((account) => [account.id, account]))
}

function membership(member: Member, accounts: Accounts, now: Instant): Me['memberships'] {
  const account = accounts.get(member.account)
  if (!account) return []
  const { id, name, timeZone } = account
  return [
    {
      account: { id, name, timeZone },
      member: member.id,
      kind: member.kind,
      status: statusAt(member, now),
      roles: [...member.roles],
      ...(member.kind === 'expert' && { access: member.grant.access, until: member.grant.until }),
    },
  ]
}

function openInvitation(member: Member, accounts: Accounts, now: Instant): Me['invitations'] {
  const account = accounts.get(member.account)
  if (!account || !member.invitation || isTerminated(account, now)) return []
  const { id, name } = account
  return [{ account: { id, name }, member: member.id, kind: member.kind, expiresAt: member.invitation.expiresAt }]
}

/** Whose agent the person is, and as what. Being here is being seen. */
async function partnerOf(subject: string, now: Instant): Promise<Me['partner']> {
  const found = await agentOf(subject)
  if (!found) return null
  const { partner, record } = found
  await noteAgentSeen(subject, accessOfAgent(record, partner, now), now)
  const { id, name, role } = partner
  const { agent, lead } = record
  return { id, name, role, agent, lead, status: statusOfAgent(record, partner, now), ...(await termsOf(found, now)) }
}

async function termsOf(found: NonNullable<Awaited<ReturnType<typeof agentOf>>>, now: Instant) {
  const catalog = await catalogFor(found.partner)
  const may = partnerActions.filter((action) => mayAsStaff(found, catalog, action, now))
  return { may, regions: catalog.regions.map(({ id, name }) => ({ id, name })) }
}

async function asAgents(agents: readonly Agent[]): Promise<Me['invitations']> {
  if (agents.length === 0) return []
  const partners = await readMany<Partner>(agents.map(({ partner }) => partnerKey(partner)))
  return agents.flatMap(({ id: agent, invitation }, at) => {
    const partner = partners[at]
    if (partner?.status !== 'active' || !invitation) return []
    const { id, name } = partner
    return [{ partner: { id, name }, agent, kind: 'agent' as const, expiresAt: invitation.expiresAt }]
  })
}
