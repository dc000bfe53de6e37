/** Random lives of accounts against a model that lets time pass at once, where the rules only write it down when asked. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { standingAt } from '../../shared/access/standing.ts'
import { type Lifecycle, lifecycleMoves } from '../../shared/accounts/model.ts'
import { Refusal } from '../../shared/errors.ts'
import { type Asked, type Change, changesOf, madeByTime } from '../../shared/lifecycle/move-rules.ts'
import { standingOf } from '../../shared/lifecycle/rules.ts'
import { day, hour, plus } from '../../shared/time.ts'

const by = { type: 'service', id: 'operator' } as const
const start = '2026-11-21T10:00:00.000Z'

type Step =
  | { do: 'wait'; hours: number }
  | { do: 'write down' }
  | { do: 'ask'; asked: Asked['action']; inHours?: number }

const hours = fc.integer({ min: 1, max: 14 * 24 })
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('wait' as const), hours }) },
  { weight: 1, arbitrary: fc.constant({ do: 'write down' as const }) },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      asked: fc.constantFrom(...lifecycleMoves, 'extend', 'extend', 'freeze', 'unfreeze', 'withdraw'),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      asked: fc.constantFrom(...lifecycleMoves),
      inHours: hours,
    }),
  },
)

/** What somebody with a calendar would note. */
interface Noted {
  status: string
  frozen: boolean
  plan: { to: string; at: number } | undefined
}

const ways: Record<string, [from: string, to: string]> = {
  suspend: ['active', 'suspended'],
  reactivate: ['suspended', 'active'],
  cancel: ['suspended', 'canceled'],
  terminate: ['canceled', 'terminated'],
}

function passTime(noted: Noted, time: number): void {
  if (!noted.plan || noted.frozen || time < noted.plan.at) return
  Object.assign(noted, { status: noted.plan.to, plan: undefined })
}

/** @returns whether it can be done. */
function note(noted: Noted, { asked, inHours }: Extract<Step, { do: 'ask' }>, time: number): boolean {
  if (noted.status === 'terminated') return false
  const [from, to] = ways[asked] ?? []
  if (to !== undefined) {
    if (from !== noted.status) return false
    if (inHours) noted.plan = { to, at: time + inHours * hour }
    else Object.assign(noted, { status: to, plan: undefined })
    return true
  }
  if (asked === 'freeze' || asked === 'unfreeze') {
    if (noted.frozen === (asked === 'freeze')) return false
    noted.frozen = !noted.frozen
    return true
  }
  if (!noted.plan) return false
  if (asked === 'withdraw') noted.plan = undefined
  else noted.plan.at += 7 * day
  return true
}

const attempt = (act: () => readonly Change[]): readonly Change[] | undefined => {
  try {
    return act()
  } catch (error) {
    if (error instanceof Refusal) return undefined
    throw error
  }
}

const legal = new Set(Object.values(ways).map(([from, to]) => `${from} ${to}`))

test('talkdesk.r19, talkdesk.r21, talkdesk.r24: whatever is asked and however late it is written down, the table of moves is kept', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      let now = start
      let version = 1
      let lifecycle: Lifecycle = { status: 'active' }
      const noted: Noted = { status: 'active', frozen: false, plan: undefined }
      const write = (changes: readonly Change[]) => {
        for (const { before, after } of changes) {
          expect(before).toEqual(lifecycle)
          if (before.status !== after.status) expect(legal).toContain(`${before.status} ${after.status}`)
          lifecycle = after
        }
      }
      for (const one of steps) {
        if (one.do === 'wait') now = plus(now, one.hours * hour)
        passTime(noted, Date.parse(now))
        if (one.do === 'write down') write([madeByTime(lifecycle, now)].flatMap((change) => change ?? []))
        if (one.do === 'ask') {
          const asked = { action: one.asked, ...(one.inHours && { at: plus(now, one.inHours * hour) }) }
          const changes = attempt(() => changesOf(lifecycle, asked, { by, now, version: ++version }))
          expect([one, changes !== undefined]).toEqual([one, note(noted, one, Date.parse(now))])
          write(changes ?? [])
        }
        passTime(noted, Date.parse(now))
        expect(standingAt(standingOf({ lifecycle }), now)).toBe(noted.status)
      }
    }),
    { numRuns: 1000 },
  )
})
