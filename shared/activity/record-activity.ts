import type { Instant } from '../clock.ts'
import { type Fault, refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import { noteSeen } from '../members/seen/store.ts'
import { minute, plus } from '../time.ts'
import { type Doer, doersOf } from './doers.ts'
import type { Activity, RecordActivity } from './model.ts'
import { recordOnce } from './store.ts'

/** Clocks of two machines differ; more than this is a mistake. */
const clockSkew = 5 * minute

type Event = RecordActivity['events'][number]

/**
 * Records what members, and agents of the account's partners, did on the platform: all of the call or nothing.
 * @throws Refusal subject_unknown, instant_in_future, outside_delegation, account_unknown.
 */
export async function recordActivity(
  account: string,
  { events }: RecordActivity,
  now: Instant,
): Promise<{ recorded: number; known: number }> {
  const doers = await doersOf(account, events, now)
  refuseAny(events.flatMap((event, at) => eventFaults(event, doers[at], at, now)))
  const unique = new Map<string, Activity>()
  for (const [at, event] of events.entries()) {
    const doer = doers[at]
    if (!doer) throw new Error('an event that nobody did was refused')
    const activity = toActivity(event, account, doer, now)
    unique.set(`${activity.delegation ?? activity.member}/${activity.id}`, activity)
  }
  const recorded = await recordOnce([...unique.values()])
  await noteSeen(account, lastOf([...unique.values()], now))
  return { recorded, known: events.length - recorded }
}

/** When each member was seen last; clocks ahead of ours say nothing of the future. */
function lastOf(activity: readonly Activity[], now: Instant): Map<string, Instant> {
  const last = new Map<string, Instant>()
  for (const { member, partner, at } of activity) {
    if (partner !== undefined) continue
    const known = last.get(member) ?? ''
    const seen = at < now ? at : now
    if (seen > known) last.set(member, seen)
  }
  return last
}

function eventFaults({ at: when, delegation }: Event, doer: Doer | undefined, at: number, now: Instant): Fault[] {
  const faults: Fault[] = []
  const fault = (code: Fault['code'], detail: string, field: string) =>
    faults.push({ code, detail, field: `events[${at}].${field}` })
  if (!doer)
    delegation === undefined
      ? fault('subject_unknown', 'No member of this account, nor an agent of a partner of it', 'subject')
      : fault('subject_unknown', 'This subject has no such delegation in this account', 'delegation')
  if (when !== undefined && when > plus(now, clockSkew)) fault('instant_in_future', 'It lies in the future', 'at')
  const { within } = doer ?? {}
  if (within && !isWithin(when ?? now, within))
    fault('outside_delegation', `This delegation ran from ${within.since} until ${within.until}`, 'at')
  return faults
}

const isWithin = (at: Instant, { since, until }: NonNullable<Doer['within']>): boolean =>
  at >= plus(since, -clockSkew) && at < plus(until, clockSkew)

const toActivity = (event: Event, account: string, { within: _, ...doer }: Doer, now: Instant): Activity => ({
  id: event.id ?? newId(now),
  account,
  ...doer,
  kind: 'event',
  at: event.at ?? now,
  recordedAt: now,
  action: event.action.name,
  resource: { type: event.resource.type, ...(event.resource.id !== undefined && { id: event.resource.id }) },
  outcome: event.outcome,
  ...(event.personalData && { personalData: true }),
  ...(event.detail !== undefined && { detail: event.detail }),
})
