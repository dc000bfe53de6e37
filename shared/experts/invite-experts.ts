import type { Policy } from '../access/compile.ts'
import type { AccessRecord } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import type { AuditItem } from '../audit/entry.ts'
import type { Actor } from '../audit/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal, refuseAny } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import { newId } from '../ids.ts'
import type { Expert } from '../members/model.ts'
import { invitationExpiry, normalEmail } from '../members/rules.ts'
import { lockEmail, memberHoldingEmail, newLink, newMember } from '../members/store.ts'
import { type Change, commit } from '../table.ts'
import { invitationToken, tokenHash } from '../tokens.ts'
import { endGrant } from './end-grant.ts'
import type { InviteExperts } from './model.ts'
import { invitationFaults, missingForScope } from './rules.ts'

interface Invite {
  account: Account
  catalog: Catalog
  policy: Policy
  inviter: AccessRecord
  actor: Actor
  body: InviteExperts
  now: Instant
  /** Written in the same commit: what a repeated call is answered with. */
  remember: Remember
}

/**
 * Lets vendor experts in on the account's terms: all of them or none.
 * @throws Refusal with every fault at its field; already_invited where one of them has a running invitation or grant.
 */
export async function inviteExperts(invite: Invite): Promise<Expert[]> {
  const { account, catalog, policy, inviter, body, now, remember } = invite
  refuseAny(invitationFaults(body, catalog, account.region, now))
  const missing = missingForScope(policy, inviter, body.access)
  if (missing.length > 0)
    throw new Refusal('not_permitted', `You cannot give what you do not hold: ${missing.join(', ')}`, 'access')

  const experts = await Promise.all(body.experts.map((person) => newExpert(invite, person)))
  await releaseOverdue(account.id, experts, now)
  const [first, ...rest] = experts.map((expert) => invitedEntry(expert, invite.actor))
  if (!first) throw new Error('the schema asks for at least one expert')
  await commit([...remember(experts.map(({ id }) => id)), ...experts.flatMap(changesFor)], [first, ...rest])
  return experts
}

type InvitedExpert = Expert & { email: string }

async function newExpert({ account, catalog, inviter, body, now }: Invite, person: { name: string; email: string }) {
  const id = newId(now)
  const expert: InvitedExpert = {
    id,
    account: account.id,
    kind: 'expert',
    status: 'invited',
    name: person.name,
    email: normalEmail(person.email),
    roles: [],
    createdAt: now,
    invitedBy: inviter.member,
    invitation: {
      tokenHash: tokenHash(await invitationToken(account.id, id, 1)),
      rotation: 1,
      expiresAt: invitationExpiry(now, catalog.members.invitationDays, body.until),
    },
    grant: {
      version: 1,
      access: body.access,
      since: now,
      until: body.until,
      consent: { wordingVersion: body.consent.wordingVersion, by: inviter.member, at: now },
    },
    version: 1,
  }
  return expert
}

const changesFor = (expert: InvitedExpert, at: number): Change[] => [
  ...newMember(expert),
  lockEmail(
    expert,
    new Refusal('already_invited', 'This person has an open invitation or running access', `experts[${at}].email`),
  ),
  ...newLink(expert),
]

function invitedEntry(expert: InvitedExpert, actor: Actor): AuditItem {
  const { access, until, version, consent } = expert.grant
  return {
    entry: {
      id: newId(expert.createdAt),
      account: expert.account,
      at: expert.createdAt,
      action: 'expert.invited',
      actor,
      target: expert.id,
      after: {
        status: 'invited',
        access,
        until,
        grantVersion: version,
        rotation: 1,
        wordingVersion: consent.wordingVersion,
      },
    },
    ...(until === null && { without: ['schedule'] as const }),
  }
}

/** A window that is over but not yet tidied up must not keep the same person from being invited again. */
async function releaseOverdue(account: string, experts: readonly InvitedExpert[], now: Instant): Promise<void> {
  const holders = await Promise.all(experts.map(({ email }) => memberHoldingEmail(account, email)))
  for (const member of holders) if (member) await endGrant({ account, member }, 'request', now)
}
