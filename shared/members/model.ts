import * as z from 'zod'
import type { AccessRecord, ExpertAccess, MemberStatus } from '../access/model.ts'
import type { Actor } from '../audit/model.ts'
import { partnerActions } from '../catalogs/guards.ts'
import type { Instant } from '../clock.ts'

/** The mailed offer to become a member. Only the hash of the link's token is kept. */
export interface Invitation {
  tokenHash: string
  /** 1 for the first mail; each resend makes a new link and lets the old one die. */
  rotation: number
  expiresAt: Instant
  /** Before, it cannot be accepted: an agent of a partner invited, where what partners give has to wait. */
  acceptableFrom?: Instant
  /** The agent who gave it then, by inviting or by another address: they still have to be one who may. */
  givenBy?: { actor: Actor; guard: 'member.invite' | 'member.update' }
}

/** The window and scope an expert was given, and under whose consent. */
export interface Grant {
  /** Counts changes of the window; schedules carry it, so one for an older window does nothing. */
  version: number
  access: ExpertAccess
  /** When the present window was set: at the invitation, or at the last edit. */
  since: Instant
  until: Instant | null
  consent: { wordingVersion: string; by: string; at: Instant }
  /** The window a reminder has gone out for. */
  reminded?: number
  endedAt?: Instant
  /** Who revoked it, or the expert who declined; absent where time ended it. */
  endedBy?: Actor
}

interface Person {
  id: string
  account: string
  status: MemberStatus
  /** Null once erased. */
  name: string | null
  /** Null once erased, and for whoever signs in with a login that an admin made. */
  email: string | null
  /** The issuer's `sub`, from acceptance on. */
  subject?: string
  roles: readonly string[]
  createdAt: Instant
  /** The member who invited; absent for the first owner. */
  invitedBy?: string
  /** The partner whose agent invited. */
  invitedByPartner?: string
  acceptedAt?: Instant
  erasedAt?: Instant
  invitation?: Invitation
  version: number
}

export interface TeamMember extends Person {
  kind: 'team'
  /** Where they were given apart; `name` is both. */
  firstName?: string
  lastName?: string
  /** The user name at the directory, where an admin of this account made it. */
  login?: string
  /** Level by agreement, then product. */
  levels?: NonNullable<AccessRecord['levels']>
  links?: NonNullable<AccessRecord['links']>
}

export interface Expert extends Person {
  kind: 'expert'
  grant: Grant
}

export type Member = TeamMember | Expert

/** What became of an invitation's link, beside the invitation's own item. */
export interface InvitationLink {
  account: string
  member: string
  /** Invites to the staff of a partner: that is what `account` names then, and `member` the agent. */
  kind?: 'agent'
  rotation: number
  expiresAt: Instant
  state: 'open' | 'accepted' | 'declined' | 'rotated' | 'withdrawn'
}

const AgentInvitationView = z.strictObject({
  partner: z.strictObject({ name: z.string() }),
  kind: z.literal('agent'),
  name: z.string(),
  email: z.string(),
  invitedBy: z.strictObject({ name: z.string() }).nullable(),
  /** What the partner is. */
  role: z.string(),
  /** Whether the person shall run the partner's staff. */
  lead: z.boolean(),
  expiresAt: z.iso.datetime(),
  state: z.literal('open'),
})
export type AgentInvitationView = z.infer<typeof AgentInvitationView>

const MemberInvitationView = z.strictObject({
  account: z.strictObject({ name: z.string(), timeZone: z.string() }),
  kind: z.enum(['team', 'expert']),
  name: z.string(),
  /** Shortened, as whoever holds the link need not be the invited person. */
  email: z.string(),
  invitedBy: z.strictObject({ name: z.string() }).nullable(),
  roles: z.array(z.string()).optional(),
  access: z.enum(['read-only', 'limited-write']).optional(),
  until: z.iso.datetime().nullable().optional(),
  expiresAt: z.iso.datetime(),
  /** Only where it cannot be accepted at once. */
  acceptableFrom: z.iso.datetime().optional(),
  state: z.literal('open'),
})
export type MemberInvitationView = z.infer<typeof MemberInvitationView>

export const InvitationView = z.union([MemberInvitationView, AgentInvitationView])

export const MeView = z.strictObject({
  person: z.strictObject({ subject: z.string(), email: z.string().nullable(), name: z.string().nullable() }),
  memberships: z.array(
    z.strictObject({
      account: z.strictObject({ id: z.string(), name: z.string(), timeZone: z.string() }),
      member: z.string(),
      kind: z.enum(['team', 'expert']),
      status: z.string(),
      roles: z.array(z.string()),
      access: z.enum(['read-only', 'limited-write']).optional(),
      until: z.iso.datetime().nullable().optional(),
    }),
  ),
  /** The partner whose agent I am. */
  partner: z
    .strictObject({
      ...{ id: z.string(), name: z.string(), role: z.string() },
      ...{ agent: z.string(), lead: z.boolean(), status: z.string() },
      /** What I may ask for there beside accounts; which row takes which, `routes.ts` says. */
      may: z.array(z.enum(partnerActions)),
      /** Where accounts can be created, in words of its catalog. */
      regions: z.array(z.strictObject({ id: z.string(), name: z.string() })),
    })
    .nullable(),
  invitations: z.array(
    z.union([
      z.strictObject({
        account: z.strictObject({ id: z.string(), name: z.string() }),
        member: z.string(),
        kind: z.enum(['team', 'expert']),
        expiresAt: z.iso.datetime(),
      }),
      z.strictObject({
        partner: z.strictObject({ id: z.string(), name: z.string() }),
        agent: z.string(),
        kind: z.literal('agent'),
        expiresAt: z.iso.datetime(),
      }),
    ]),
  ),
})

export const AcceptedView = z.union([
  z.strictObject({ account: z.string(), member: z.string(), status: z.string() }),
  z.strictObject({ partner: z.string(), agent: z.string(), status: z.string() }),
])
