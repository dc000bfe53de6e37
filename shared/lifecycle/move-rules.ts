/**
 * What time and requests make of where an account stands. Pure. A plan happens at its instant, whether or not somebody
 * is there; these rules say what to write down, and what to refuse. Source: talkdesk.r17 to r24.
 */
import type { Lifecycle, LifecycleMove, Planned } from '../accounts/model.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { day, plus, week } from '../time.ts'
import { awaited, moves, requireNotTerminated } from './rules.ts'

/** One change, as the audit tells it. */
export interface Change {
  told:
    | (typeof moves)[LifecycleMove]['told']
    | `account.${'frozen' | 'unfrozen' | 'move-planned' | 'move-extended' | 'move-withdrawn'}`
  before: Lifecycle
  after: Lifecycle
  /** Of a move: from when on it counts. */
  since?: Instant
  /** Nobody asked for it now: it was planned. */
  byTime?: true
}

/** A move takes the plan with it, which starts from where the account no longer stands. What is frozen stays so. */
function move(before: Lifecycle, made: LifecycleMove, since: Instant): Change {
  const { planned: _, ...rest } = before
  return { told: moves[made].told, before, after: { ...rest, status: moves[made].to }, since }
}

/** The move that time has made, if it has made one since somebody wrote last. */
export function madeByTime(lifecycle: Lifecycle, now: Instant): Change | undefined {
  const due = awaited(lifecycle)
  return due && now >= due.at ? { ...move(lifecycle, due.move, due.at), byTime: true } : undefined
}

export interface Asked {
  action: LifecycleMove | 'extend' | 'freeze' | 'unfreeze' | 'withdraw'
  /** Of a move: when it shall happen; absent: now. */
  at?: Instant | undefined
}

/** Who asks, when, and the version that the account will have. */
export interface Asking {
  by: Actor
  now: Instant
  version: number
}

/**
 * What a request makes of it, beginning with what time has made already.
 * @throws Refusal account_terminated, move_not_possible, nothing_planned, move_in_past, move_too_far.
 */
export function changesOf(lifecycle: Lifecycle, asked: Asked, asking: Asking): readonly [Change, ...Change[]] {
  const passed = madeByTime(lifecycle, asking.now)
  const before = passed?.after ?? lifecycle
  requireNotTerminated({ lifecycle: before }, asking.now)
  const made = changeOf(before, asked, asking)
  // What became due while it was held back happens as soon as it is not.
  const freed = made.told === 'account.unfrozen' ? madeByTime(made.after, asking.now) : undefined
  const last = freed ? [made, { ...freed, since: asking.now }] : [made]
  return [...(passed ? [passed] : []), ...last] as [Change, ...Change[]]
}

function changeOf(before: Lifecycle, asked: Asked, { by, now, version }: Asking): Change {
  switch (asked.action) {
    case 'freeze':
      if (before.frozen) throw notPossible('It is frozen already')
      return { told: 'account.frozen', before, after: { ...before, frozen: true } }
    case 'unfreeze':
      return unfreeze(before, version)
    case 'withdraw': {
      const { planned: _, ...after } = withPlan(before)
      return { told: 'account.move-withdrawn', before, after }
    }
    case 'extend': {
      const { planned } = withPlan(before)
      // Source: talkdesk.r19.
      const at = plus(planned.at, week)
      requireNear(at, now)
      return { told: 'account.move-extended', before, after: { ...before, planned: { ...planned, at, version } } }
    }
    default:
      requireStart(before, asked.action)
      if (asked.at === undefined) return move(before, asked.action, now)
      if (asked.at <= now) throw new Refusal('move_in_past', 'What is planned lies ahead', 'at')
      requireNear(asked.at, now, 'at')
      return {
        ...{ told: 'account.move-planned', before },
        after: { ...before, planned: { move: asked.action, at: asked.at, by, version } },
      }
  }
}

const notPossible = (detail: string) => new Refusal('move_not_possible', detail)

function requireStart({ status }: Lifecycle, wanted: LifecycleMove): void {
  const { from } = moves[wanted]
  if (status !== from) throw notPossible(`The account is ${status}: ${wanted} starts from ${from}`)
}

function withPlan(lifecycle: Lifecycle): Lifecycle & { planned: Planned } {
  const { planned } = lifecycle
  if (!planned) throw new Refusal('nothing_planned', `The account is ${lifecycle.status}, and no move is planned`)
  return { ...lifecycle, planned }
}

/** What is planned then has another schedule than the one that freezing dropped. */
function unfreeze(before: Lifecycle, version: number): Change {
  const { frozen, planned, ...rest } = before
  if (!frozen) throw notPossible('It is not frozen')
  return { told: 'account.unfrozen', before, after: { ...rest, ...(planned && { planned: { ...planned, version } }) } }
}

/** Nobody plans further ahead; and instants stay within the years that sort as text. */
const farthest = 5 * 365 * day

function requireNear(at: Instant, now: Instant, field?: string): void {
  if (at > plus(now, farthest)) throw new Refusal('move_too_far', 'A move is planned at most five years ahead', field)
}
