import type { AccessRecord } from '../access/model.ts'
import type { Instant } from '../clock.ts'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { newId } from '../ids.ts'
import { accessKey, accountKey, memberKey } from '../keys.ts'
import type { Member } from '../members/model.ts'
import { readMany } from '../table.ts'
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
  const members = await membersOf(account, events)
  refuseAny(events.flatMap((event, at) => eventFaults(event, members.get(subjectName(event)), at, now)))
  const unique = new Map<string, Activity>()
  for (const event of events) {
    const activity = toActivity(event, account, members.get(subjectName(event)) ?? '', now)
    unique.set(`${activity.member}/${activity.id}`, activity)
  }
  const recorded = await recordOnce([...unique.values()])
  return { recorded, known: events.length - recorded }
}

const subjectName = ({ subject }: Event) => `${subject.type}/${subject.id}`

/** The member id of each subject named, in as few reads as there are hundreds of them. */
async function membersOf(account: string, events: readonly Event[]): Promise<Map<string, string>> {
  const subjects = [...new Map(events.map((event) => [subjectName(event), event.subject])).entries()]
  const keys = subjects.map(([, { type, id }]) => (type === 'user' ? accessKey(account, id) : memberKey(account, id)))
  const [found, ...rest] = await readMany<AccessRecord | Member>([accountKey(account), ...keys.slice(0, 99)])
  if (!found) throw new Refusal('account_unknown', 'There is no such account')
  const all = [...rest, ...(keys.length > 99 ? await readMany<AccessRecord | Member>(keys.slice(99)) : [])]
  return new Map(
    subjects.flatMap(([name], at) => {
      const known = all[at]
      return known ? [[name, 'member' in known ? known.member : known.id] as const] : []
    }),
  )
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
