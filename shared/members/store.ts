import { Refusal } from '../errors.ts'
import { isId } from '../ids.ts'
import {
  accessKey,
  emailKey,
  invitationKey,
  invitationsToEmailEntry,
  type Key,
  memberKey,
  membersOfPersonEntry,
  ownersKey,
  prefix,
} from '../keys.ts'
import type { Agent } from '../partners/model.ts'
import { absent, type Change, type Condition, type Item, type Page, query, read, readSet, versionIs } from '../table.ts'
import { epochSeconds, plus } from '../time.ts'
import { accessRecord } from './access-record.ts'
import { memberEntries } from './find/entries.ts'
import { findChanges, findItems } from './find/store.ts'
import type { InvitationLink, Member, TeamMember } from './model.ts'
import { type LinkHolder, linkRemembered, openLink } from './rules.ts'

/** A member with the index entries its state calls for. */
const memberItem = (member: Member): Item<Member> => ({
  ...memberKey(member.account, member.id),
  ...memberEntries(member),
  data: member,
})

const linkItem = (tokenHash: string, link: InvitationLink): Item<InvitationLink> => ({
  ...invitationKey(tokenHash),
  ttl: epochSeconds(plus(link.expiresAt, linkRemembered)),
  data: link,
})

/** Everything that is written for a new member but its access record. */
export const memberItems = (member: Member): Item[] => [memberItem(member), ...findItems(member)]

/** A member written over the version that was read. Its access record, if it has one, and how it is found move with it. */
export function replaceMember(before: Member, after: Member, conflict?: Refusal): Change[] {
  const next = { ...after, version: before.version + 1 }
  return [
    { put: memberItem(next), when: versionIs(before.version), ...(conflict && { otherwise: conflict }) },
    ...(before.subject && next.subject ? [{ put: accessItem(next, before.subject), when: accessOf(before.id) }] : []),
    ...findChanges(before, next),
  ]
}

export const accessItem = (member: Member, subject: string): Item => ({
  ...accessKey(member.account, subject),
  data: accessRecord(member),
})

const accessOf = (member: string): Condition => ({
  text: '#data.#member = :member',
  names: { '#data': 'data', '#member': 'member' },
  values: { ':member': member },
})

/** A person may come back after an earlier membership has ended, but never holds two at once. */
export const accessFree: Condition = {
  text: 'attribute_not_exists(pk) OR #data.#status IN (:expired, :revoked)',
  names: { '#data': 'data', '#status': 'status' },
  values: { ':expired': 'expired', ':revoked': 'revoked' },
}

export const newMember = (member: Member): Change[] => memberItems(member).map((put) => ({ put, when: absent }))

/** Nobody is invited twice while an earlier invitation or membership runs. */
export const lockEmail = (member: Member & { email: string }, otherwise: Refusal): Change => ({
  put: { ...emailKey(member.account, member.email), data: { member: member.id } },
  when: absent,
  otherwise,
})

/** Forgets under which identity a member signed in; only where that record is still this member's. */
export const forgetAccess = ({ id, account, subject }: Member): Change[] =>
  subject
    ? [
        {
          remove: accessKey(account, subject),
          when: { ...accessOf(id), text: 'attribute_not_exists(pk) OR #data.#member = :member' },
        },
      ]
    : []

export const unlockEmail = (account: string, email: string): Change => ({ remove: emailKey(account, email) })

export const memberHoldingEmail = async (account: string, email: string): Promise<string | undefined> =>
  (await read<{ member: string }>(emailKey(account, email)))?.member

/** The open link of a present invitation. */
export function newLink(member: LinkHolder): Change[] {
  const { invitation } = member
  return invitation ? [{ put: linkItem(invitation.tokenHash, openLink(member, invitation)), when: absent }] : []
}

/** Lets the link of a present invitation die in the way named. */
export function closeLink(
  member: LinkHolder,
  state: Exclude<InvitationLink['state'], 'open'>,
  otherwise?: Refusal,
): Change[] {
  const { invitation } = member
  if (!invitation || member.status !== 'invited') return []
  return [
    {
      put: linkItem(invitation.tokenHash, { ...openLink(member, invitation), state }),
      when: {
        text: '#data.#state = :open',
        names: { '#data': 'data', '#state': 'state' },
        values: { ':open': 'open' },
      },
      ...(otherwise && { otherwise }),
    },
  ]
}

export const loadLink = (tokenHash: string) => read<InvitationLink>(invitationKey(tokenHash))

export const loadMember = (account: string, id: string) => read<Member>(memberKey(account, id))

/** @throws Refusal member_unknown; not_a_team_member for an expert, who has routes of their own. */
export async function loadTeamMember(account: string, id: string): Promise<TeamMember> {
  const member = isId(id) ? await loadMember(account, id) : undefined
  if (!member) throw new Refusal('member_unknown', 'There is no such member in this account')
  if (member.kind !== 'team') throw new Refusal('not_a_team_member', 'This is an expert: use the routes of experts')
  return member
}

/** Ids of the account's active owners. */
export const activeOwners = (account: string): Promise<string[]> => readSet(ownersKey(account), 'owners')

const mostOfOnePerson = 100

export const membersOfPerson = async (subject: string) =>
  (
    await query<Member>(
      { index: 'membersOfPerson', partition: membersOfPersonEntry(subject).person },
      { limit: mostOfOnePerson },
    )
  ).items

export const invitationsToEmail = async (email: string) =>
  (
    await query<Member | Agent>(
      { index: 'invitationsToEmail', partition: invitationsToEmailEntry(email).invitedEmail },
      { limit: mostOfOnePerson },
    )
  ).items

/** One page of an account's members, in the order they were made. */
export const membersPage = (account: string, page: { limit: number; after?: Key | undefined }): Promise<Page<Member>> =>
  query<Member>({ partition: memberKey(account, '').pk, between: [prefix.member, `${prefix.member}~`] }, page)
