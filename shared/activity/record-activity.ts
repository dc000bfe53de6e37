import type { AccessRecord } from '../access/model.ts'
import { loadAccess } from '../accounts/store.ts'
import type { Instant } from '../clock.ts'
import { type Fault, refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import type { Member } from '../members/model.ts'
import { noteSeen } from '../members/seen/store.ts'
import { membersOfPerson } from '../members/store.ts'
import { minute, plus } from '../time.ts'
import type { Activity, RecordActivity } from './model.ts'
import { recordOnce } from './store.ts'

/** Clocks of two machines differ; more than this is a mistake. */
const clockSkew = 5 * minute

type Event = RecordActivity['events'][number]

/**
 * Records what members did on the platform: all of the call or nothing.
 * @throws Refusal subject_unknown, instant_in_future, account_unknown.
 */
export async function recordActivity(
  account: string,
  { events }: RecordActivity,
  now: Instant,
): Promise<{ recorded: number; known: number }> {
  const members = await membersOf(account, events, now)
  refuseAny(events.flatMap((event, at) => eventFaults(event, members[at], at, now)))
  const unique = new Map<string, Activity>()
  for (const [at, event] of events.entries()) {
    const activity = toActivity(event, account, members[at] ?? '', now)
    unique.set(`${activity.member}/${activity.id}`, activity)
  }
  const recorded = await recordOnce([...unique.values()])
  await noteSeen(account, lastOf([...unique.values()], now))
  return { recorded, known: events.length - recorded }
}

/** The member each event belongs to: one read for all, and one more for what a person did before they last joined. */
async function membersOf(account: string, events: readonly Event[], now: Instant): Promise<(string | undefined)[]> {
  const named = new Map(events.map(({ subject }) => [subjectName(subject), subject]))
  const [, ...known] = await loadAccess(account, ...named.values())
  const found = new Map([...named.keys()].map((name, at) => [name, known[at] && sinceWhen(known[at])]))
  return Promise.all(
    events.map(({ subject, at = now }) => {
      const current = found.get(subjectName(subject))
      if (subject.type === 'member' || !current?.since || at >= current.since) return current?.member
      return earlierMember(account, subject.id, at)
    }),
  )
}

/** When each was seen last; clocks ahead of ours say nothing of the future. */
function lastOf(activity: readonly Activity[], now: Instant): Map<string, Instant> {
  const last = new Map<string, Instant>()
  for (const { member, at } of activity) {
    const known = last.get(member) ?? ''
    const seen = at < now ? at : now
    if (seen > known) last.set(member, seen)
  }
  return last
}

const subjectName = ({ type, id }: Event['subject']) => `${type}/${id}`

const sinceWhen = (known: AccessRecord | Member) =>
  'member' in known ? known : { member: known.id, since: known.acceptedAt }

/** Who the person was in this account then: what was done under an earlier grant belongs to that grant's report. */
async function earlierMember(account: string, subject: string, at: Instant): Promise<string | undefined> {
  const then = (await membersOfPerson(subject)).filter(
    (member) => member.account === account && member.acceptedAt !== undefined && member.acceptedAt <= at,
  )
  return then.sort((a, b) => ((a.acceptedAt ?? '') < (b.acceptedAt ?? '') ? 1 : -1))[0]?.id
}

function eventFaults({ at: when }: Event, member: string | undefined, at: number, now: Instant): Fault[] {
  const faults: Fault[] = []
  if (member === undefined)
    faults.push({ code: 'subject_unknown', detail: 'No member of this account', field: `events[${at}].subject` })
  if (when !== undefined && when > plus(now, clockSkew))
    faults.push({ code: 'instant_in_future', detail: 'It lies in the future', field: `events[${at}].at` })
  return faults
}

const toActivity = (event: Event, account: string, member: string, now: Instant): Activity => ({
  id: event.id ?? newId(now),
  account,
  member,
  kind: 'event',
  at: event.at ?? now,
  recordedAt: now,
  action: event.action.name,
  resource: { type: event.resource.type, ...(event.resource.id !== undefined && { id: event.resource.id }) },
  outcome: event.outcome,
  ...(event.personalData && { personalData: true }),
  ...(event.detail !== undefined && { detail: event.detail }),
})
