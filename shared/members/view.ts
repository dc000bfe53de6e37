import * as z from 'zod'
import type { Policy } from '../access/compile.ts'
import { levelsHeld } from '../access/levels.ts'
import { memberStatuses } from '../access/model.ts'
import type { Instant } from '../clock.ts'
import { deliveryStates } from '../experts/model.ts'
import type { Delivery } from '../experts/view.ts'
import { deliveryKey } from '../keys.ts'
import { readMany } from '../table.ts'
import type { Member, TeamMember } from './model.ts'
import { statusAt } from './rules.ts'
import { lastSeenOf } from './seen/store.ts'

const LinkView = z.strictObject({
  type: z.string(),
  id: z.string(),
  properties: z.record(z.string(), z.unknown()).optional(),
})

export const MemberView = z.strictObject({
  id: z.string(),
  kind: z.enum(['team', 'expert']),
  status: z.enum(memberStatuses),
  name: z.string().nullable(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  email: z.string().nullable(),
  /** The user name of whoever was made a login by an admin. */
  login: z.string().nullable(),
  roles: z.array(z.string()),
  /** By agreement, then product; an owner's come with the role. */
  levels: z.record(z.string(), z.record(z.string(), z.string())),
  links: z.array(LinkView),
  createdAt: z.iso.datetime(),
  invitedBy: z.string().nullable(),
  acceptedAt: z.iso.datetime().nullable(),
  /** To the hour; null for who was never seen. */
  lastSeen: z.iso.datetime().nullable(),
  /** Until when an expert has access; null without a limit. Absent for team members. */
  until: z.iso.datetime().nullable().optional(),
  access: z.enum(['read-only', 'limited-write']).optional(),
  /** The newest invitation mail, while the invitation is open. */
  delivery: z.strictObject({ state: z.enum(deliveryStates), at: z.iso.datetime().nullable() }).nullable(),
  /** Until when the present link works, while the invitation is open. */
  linkExpiresAt: z.iso.datetime().nullable(),
  version: z.int(),
})
export type MemberView = z.infer<typeof MemberView>

const orNull = <T>(value: T | undefined): T | null => value ?? null

interface Known {
  delivery: Delivery | undefined
  lastSeen: Instant | undefined
}

function view(member: Member, policy: Policy, { delivery, lastSeen }: Known, now: Instant): MemberView {
  const { id, kind, name, email, roles, createdAt, invitedBy, acceptedAt, invitation, version } = member
  const status = statusAt(member, now)
  const open = status === 'invited' ? invitation : undefined
  const current = delivery && delivery.rotation === open?.rotation ? delivery : undefined
  const { firstName, lastName, login, levels, links = [] }: Partial<TeamMember> = member.kind === 'team' ? member : {}
  return {
    ...{ id, kind, status, name, email, createdAt, version },
    ...(firstName !== undefined && { firstName }),
    ...(lastName !== undefined && { lastName }),
    login: orNull(login),
    roles: [...roles],
    levels: levelsHeld(policy, { kind, roles, ...(levels && { levels }) }),
    links: [...links],
    invitedBy: orNull(invitedBy),
    acceptedAt: orNull(acceptedAt),
    lastSeen: orNull(lastSeen),
    ...(member.kind === 'expert' && { until: member.grant.until, access: member.grant.access }),
    delivery: open ? { state: current?.state ?? 'queued', at: current?.at ?? null } : null,
    linkExpiresAt: open?.expiresAt ?? null,
  }
}

const mostAtOnce = 100

/** Members as the API shows them, with how far open invitations came and when each was seen: two more reads for a page. */
export async function viewMembers(members: readonly Member[], policy: Policy, now: Instant): Promise<MemberView[]> {
  const views: MemberView[] = []
  for (let at = 0; at < members.length; at += mostAtOnce)
    views.push(...(await viewPage(members.slice(at, at + mostAtOnce), policy, now)))
  return views
}

async function viewPage(members: readonly Member[], policy: Policy, now: Instant): Promise<MemberView[]> {
  const open = members.filter((member) => member.invitation && statusAt(member, now) === 'invited')
  const [found, seen] = await Promise.all([
    open.length > 0 ? readMany<Delivery>(open.map((one) => deliveryKey(one.account, one.id))) : [],
    lastSeenOf(members),
  ])
  const deliveries = new Map(open.map((member, at) => [member.id, found[at]]))
  return members.map((member, at) =>
    view(member, policy, { delivery: deliveries.get(member.id), lastSeen: seen[at] }, now),
  )
}

export async function viewMember(member: Member, policy: Policy, now: Instant): Promise<MemberView> {
  const [shown] = await viewMembers([member], policy, now)
  if (!shown) throw new Error('one member in, one view out')
  return shown
}
