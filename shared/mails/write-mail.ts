/** From a committed audit entry to the mail it owes. Facts are read now; details that may be erased travel with the entry. */
import type { Account } from '../accounts/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import { loadAccount } from '../accounts/store.ts'
import type { MailKind } from '../audit/consequences.ts'
import type { OpenEntry } from '../audit/settle.ts'
import type { Instant } from '../clock.ts'
import { setting } from '../config.ts'
import { delegationMails } from '../delegations/mails.ts'
import { writeDigest } from '../digests/write-digest.ts'
import type { Attachment } from '../mail.ts'
import { inviterOf } from '../members/inviter.ts'
import type { Expert, Member } from '../members/model.ts'
import { loadMember } from '../members/store.ts'
import { endings } from '../reports/rules.ts'
import { writeReport } from '../reports/write-report.ts'
import { invitationToken } from '../tokens.ts'
import { accountMails } from './account-mails.ts'
import { type AgentMailKind, isAgentMail, writeAgentMail } from './agent-mails.ts'
import { memberMails } from './member-mails.ts'
import { partnerMails } from './partner-mails.ts'
import type { Mail } from './render.ts'
import * as say from './templates.ts'
import { toOwner } from './to-owner.ts'
import { waitingMails } from './waiting-mails.ts'

export interface Written {
  to: string | readonly string[]
  mail: Mail
  attachments?: readonly Attachment[]
  /** Of an invitation mail: whose delivery is followed. */
  rotation?: number
}

export interface AccountFacts extends OpenEntry {
  account: Account
  now: Instant
}

export interface Facts extends AccountFacts {
  member: Member
}

/** @returns undefined where there is nobody left to tell, or the mail would no longer be true. */
export type Write = (facts: Facts) => Promise<Written | undefined>
/** Of what concerns the account, and nobody in it. */
export type WriteOfAccount = (facts: AccountFacts) => Promise<Written | undefined>

const nameOf = async (account: string, member: string | undefined) =>
  member ? ((await loadMember(account, member))?.name ?? undefined) : undefined

async function invitation({ entry, account, member }: Facts): Promise<Written | undefined> {
  const { invitation, name, email } = member
  // Sent late, after a resend or an end, it would offer a dead link.
  const current = invitation && member.status === 'invited' && invitation.rotation === entry.after?.rotation
  if (!current || name === null || email === null) return undefined
  const token = await invitationToken(account.id, member.id, invitation.rotation)
  const common = {
    account,
    name,
    invitedBy: await inviterOf(member),
    url: `${setting('PUBLIC_URL')}/invitations/${token}`,
    expiresAt: invitation.expiresAt,
  }
  const roles = (await catalogFor(account)).roles.filter(({ id }) => member.roles.includes(id))
  const mail =
    member.kind === 'expert'
      ? say.expertInvitation({ ...common, ...member.grant })
      : say.memberInvitation({
          ...common,
          acceptableFrom: invitation.acceptableFrom,
          roles: roles.map((role) => role.name),
        })
  return { to: email, mail, rotation: invitation.rotation }
}

/** For mails about a running window: only while it is the one the entry speaks of. */
const forRunning =
  (write: (expert: Expert & { name: string; email: string }, facts: Facts) => Promise<Written | undefined>): Write =>
  async (facts) => {
    const { member, entry } = facts
    if (member.kind !== 'expert' || member.status !== 'active') return undefined
    if (member.grant.version !== entry.after?.grantVersion || member.name === null || member.email === null)
      return undefined
    return write({ ...member, name: member.name, email: member.email }, facts)
  }

const ending = ({ entry, member }: Facts) => {
  const how = endings[entry.action]
  if (!how) throw new Error(`${entry.action} ends nothing`)
  const at = member.kind === 'expert' ? (member.grant.endedAt ?? entry.at) : entry.at
  return { how, at, accepted: member.acceptedAt !== undefined }
}

const mails: Record<Exclude<MailKind, AgentMailKind | OfAccount>, Write> = {
  'mail.invitation': invitation,
  'mail.window-changed': forRunning(async ({ name, email, grant }, { account, entry }) => ({
    to: email,
    mail: say.windowChanged({ account, name, before: (entry.before?.until ?? null) as Instant | null, ...grant }),
  })),
  'mail.reminder-expert': forRunning(async ({ name, email, grant }, { account }) => ({
    to: email,
    mail: say.reminderForExpert({ account, name, ...grant }),
  })),
  'mail.reminder-owner': forRunning(({ name, grant }, { account }) =>
    toOwner(account, say.reminderForOwner({ account, expert: name, url: setting('PUBLIC_URL'), ...grant })),
  ),
  'mail.ended-expert': async (facts) => {
    const { account, envelope } = facts
    return envelope?.email
      ? { to: envelope.email, mail: say.endedForExpert({ account, name: envelope.name, ...ending(facts) }) }
      : undefined
  },
  'mail.ended-owner': async (facts) => {
    const { account, entry, envelope } = facts
    const by = await nameOf(account.id, entry.actor.type === 'member' ? entry.actor.id : undefined)
    return envelope && toOwner(account, say.endedForOwner({ account, expert: envelope.name, by, ...ending(facts) }))
  },
  'mail.report': writeReport,
  'mail.digest': writeDigest,
  ...delegationMails,
  ...memberMails,
}

const ofAccount = { ...accountMails, ...partnerMails, ...waitingMails }
type OfAccount = keyof typeof ofAccount
const isOfAccount = (kind: MailKind): kind is OfAccount => kind in ofAccount

/**
 * The mail of one kind that an entry owes. @throws Error where the account or partner, the member or agent is gone, which
 * cannot be.
 */
export async function writeMail(open: OpenEntry, kind: MailKind, now: Instant): Promise<Written | undefined> {
  if (isAgentMail(kind)) return writeAgentMail(open, kind)
  const account = await loadAccount(open.entry.account)
  if (isOfAccount(kind)) return ofAccount[kind]({ ...open, account, now })
  const member = await loadMember(account.id, open.entry.target)
  if (!member) throw new Error(`No member ${open.entry.target}`)
  return mails[kind]({ ...open, account, member, now })
}
