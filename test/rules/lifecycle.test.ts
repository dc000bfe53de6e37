/** Every action from everywhere an account can stand, with and without a plan, held back or not, ahead or overdue. */
import { describe, expect, test } from 'vitest'
import { standingAt } from '../../shared/access/standing.ts'
import type { Lifecycle, LifecycleMove } from '../../shared/accounts/model.ts'
import { Refusal } from '../../shared/errors.ts'
import { ChangeLifecycle } from '../../shared/lifecycle/model.ts'
import { type Asked, changesOf, madeByTime } from '../../shared/lifecycle/move-rules.ts'
import { isTerminated, standingOf } from '../../shared/lifecycle/rules.ts'
import { day, millis, plus } from '../../shared/time.ts'

const now = '2026-11-21T10:00:00.000Z'
const by = { type: 'service', id: 'operator' } as const

const letters = { active: 'A', suspended: 'S', canceled: 'C', terminated: 'T' } as const
const moveTo: Record<string, LifecycleMove> = { AS: 'suspend', SA: 'reactivate', SC: 'cancel', CT: 'terminate' }
const targetOf: Record<LifecycleMove, string> = { suspend: 'S', reactivate: 'A', cancel: 'C', terminate: 'T' }

/** `Af>S+1`: active and frozen, to be suspended in a day. */
function parse(text: string): Lifecycle {
  const [, from = '', frozen, to, days] = /^([ASCT])(f?)(?:>([ASCT])([+-]\d))?$/.exec(text) ?? []
  const status = (Object.keys(letters) as (keyof typeof letters)[]).find((one) => letters[one] === from)
  const move = moveTo[`${from}${to}`]
  if (!status || (to && !move)) throw new Error(`${text} is nowhere to stand`)
  return {
    status,
    ...(frozen && { frozen: true }),
    ...(move && { planned: { move, at: plus(now, Number(days) * day), by, version: 1 } }),
  }
}

function print({ status, frozen, planned }: Lifecycle): string {
  const days = planned && (millis(planned.at) - millis(now)) / day
  const plan = planned ? `>${targetOf[planned.move]}${days && days > 0 ? '+' : ''}${days}` : ''
  return `${letters[status]}${frozen ? 'f' : ''}${plan}`
}

const codes: Record<string, string> = { move_not_possible: 'no', nothing_planned: 'none', account_terminated: 'end' }

function outcome(lifecycle: Lifecycle, asked: Asked): string {
  try {
    const changes = changesOf(lifecycle, asked, { by, now, version: 2 })
    return print(changes.at(-1)?.after ?? lifecycle)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return codes[error.code] ?? error.code
  }
}

/** A plan that is overdue and not held back has happened. After the second bar: the same moves, planned for in two days. */
const table = `
         suspend reactivate cancel terminate | extend  freeze  unfreeze withdraw | suspend reactivate cancel  terminate
A      : S       no         no     no        | none    Af      no       none     | A>S+2   no         no      no
A>S+1  : S       no         no     no        | A>S+8   Af>S+1  no       A        | A>S+2   no         no      no
A>S-1  : no      A          C      no        | none    Sf      no       none     | no      S>A+2      S>C+2   no
Af     : Sf      no         no     no        | none    no      A        none     | Af>S+2  no         no      no
Af>S+1 : Sf      no         no     no        | Af>S+8  no      A>S+1    Af       | Af>S+2  no         no      no
Af>S-1 : Sf      no         no     no        | Af>S+6  no      S        Af       | Af>S+2  no         no      no
S      : no      A          C      no        | none    Sf      no       none     | no      S>A+2      S>C+2   no
S>A+1  : no      A          C      no        | S>A+8   Sf>A+1  no       S        | no      S>A+2      S>C+2   no
S>C+1  : no      A          C      no        | S>C+8   Sf>C+1  no       S        | no      S>A+2      S>C+2   no
S>A-1  : S       no         no     no        | none    Af      no       none     | A>S+2   no         no      no
S>C-1  : no      no         no     T         | none    Cf      no       none     | no      no         no      C>T+2
Sf     : no      Af         Cf     no        | none    no      S        none     | no      Sf>A+2     Sf>C+2  no
Sf>A+1 : no      Af         Cf     no        | Sf>A+8  no      S>A+1    Sf       | no      Sf>A+2     Sf>C+2  no
Sf>C+1 : no      Af         Cf     no        | Sf>C+8  no      S>C+1    Sf       | no      Sf>A+2     Sf>C+2  no
Sf>A-1 : no      Af         Cf     no        | Sf>A+6  no      A        Sf       | no      Sf>A+2     Sf>C+2  no
Sf>C-1 : no      Af         Cf     no        | Sf>C+6  no      C        Sf       | no      Sf>A+2     Sf>C+2  no
C      : no      no         no     T         | none    Cf      no       none     | no      no         no      C>T+2
C>T+1  : no      no         no     T         | C>T+8   Cf>T+1  no       C        | no      no         no      C>T+2
C>T-1  : end     end        end    end       | end     end     end      end      | end     end        end     end
Cf     : no      no         no     Tf        | none    no      C        none     | no      no         no      Cf>T+2
Cf>T+1 : no      no         no     Tf        | Cf>T+8  no      C>T+1    Cf       | no      no         no      Cf>T+2
Cf>T-1 : no      no         no     Tf        | Cf>T+6  no      T        Cf       | no      no         no      Cf>T+2
T      : end     end        end    end       | end     end     end      end      | end     end        end     end
Tf     : end     end        end    end       | end     end     end      end      | end     end        end     end
`
const [head = '', ...lines] = table.trim().split('\n')
const actions = head.split(/[\s|]+/) as Asked['action'][]
const rows = lines.map((line) => {
  const [stands = '', cells = ''] = line.split(/\s*: /)
  return [stands, cells.split(/[\s|]+/)] as const
})
const asked = (column: number): Asked => ({
  action: actions[column] ?? 'extend',
  ...(column >= 8 && { at: plus(now, 2 * day) }),
})
describe('the table of moves', () => {
  test.each(rows)('%s', (stands, cells) => {
    expect(cells.map((_, column) => outcome(parse(stands), asked(column)))).toEqual(cells)
  })

  test('has every place to stand: each status with each plan that starts there, held back or not, ahead or overdue', () => {
    const plans = ['', '>S+1', '>S-1', '>A+1', '>A-1', '>C+1', '>C-1', '>T+1', '>T-1']
    const places = ['A', 'S', 'C', 'T'].flatMap((status) =>
      ['', 'f'].flatMap((frozen) => plans.map((plan) => `${status}${frozen}${plan}`)),
    )
    const possible = places.filter((one) => !one.includes('>') || moveTo[`${one[0]}${one.split('>')[1]?.[0]}`])
    expect(rows.map(([stands]) => stands).sort()).toEqual(possible.sort())
    expect(rows.every(([, cells]) => cells.length === actions.length)).toBe(true)
  })
})

/** From where to where an action leads, of all that it leads anywhere. */
function leads(action: Asked['action']): string[] {
  const ways = rows.flatMap(([stands]) => {
    const before = madeByTime(parse(stands), now)?.after ?? parse(stands)
    const after = outcome(before, { action })
    return /^[ASCT]/.test(after) ? [`${letters[before.status]}${after[0]}`] : []
  })
  return [...new Set(ways)]
}

describe('each move', () => {
  test('talkdesk.r20: suspend starts from active alone', () => expect(leads('suspend')).toEqual(['AS']))
  test('talkdesk.r22: reactivate leads from suspended back to active', () =>
    expect(leads('reactivate')).toEqual(['SA']))
  test('talkdesk.r23: cancel starts from suspended alone, and nothing leads back from canceled', () => {
    expect(leads('cancel')).toEqual(['SC'])
    expect(actions.flatMap(leads).filter((way) => /^C[AS]/.test(way))).toEqual([])
  })
  test('talkdesk.r24: terminate starts from canceled alone, and from there nothing leads anywhere', () => {
    expect(leads('terminate')).toEqual(['CT'])
    expect(actions.flatMap(leads).filter((way) => way.startsWith('T'))).toEqual([])
  })

  test('a refusal says where the account stands', () => {
    const refused = (stands: string, action: Asked['action']) => () =>
      changesOf(parse(stands), { action }, { by, now, version: 2 })
    expect(refused('C', 'reactivate')).toThrow('The account is canceled: reactivate starts from suspended')
    expect(refused('S>C-1', 'reactivate')).toThrow('The account is canceled: reactivate starts from suspended')
    expect(refused('Tf', 'unfreeze')).toThrow('This account is terminated')
    expect(refused('S', 'extend')).toThrow('The account is suspended, and no move is planned')
    expect(refused('Sf', 'freeze')).toThrow('frozen already')
  })
})

describe('talkdesk.r19: extend', () => {
  const extended = (stands: string, times: number) => {
    let lifecycle = parse(stands)
    for (let time = 0; time < times; time++)
      lifecycle = changesOf(lifecycle, { action: 'extend' }, { by, now, version: time + 2 }).at(-1)?.after ?? lifecycle
    return lifecycle.planned
  }
  test('puts what is planned off by a week, each time it is asked for, whoever planned it', () => {
    expect(extended('A>S+1', 2)).toEqual({ move: 'suspend', at: plus(now, 15 * day), by, version: 3 })
  })
  test('ends at five years: instants stay within the years that sort as text', () => {
    expect(() => extended('A>S+1', 261)).toThrow('at most five years ahead')
    expect(extended('A>S+1', 260)?.at).toBe(plus(now, (1 + 7 * 260) * day))
  })
})

describe('time', () => {
  const standing = (stands: string, at: string) => standingAt(standingOf({ lifecycle: parse(stands) }), at)
  const due = plus(now, day)
  test.each([
    ['A>S+1', 'active', 'suspended'],
    ['S>A+1', 'suspended', 'active'],
    ['S>C+1', 'suspended', 'canceled'],
    ['C>T+1', 'canceled', 'terminated'],
  ])('%s counts from its millisecond on', (stands, before, after) => {
    expect([standing(stands, plus(due, -1)), standing(stands, due)]).toEqual([before, after])
    expect(madeByTime(parse(stands), plus(due, -1))).toBeUndefined()
    expect(madeByTime(parse(stands), due)?.after.status).toBe(after)
    expect(madeByTime(parse(stands), plus(due, day))).toMatchObject({ since: due, byTime: true })
    expect(isTerminated({ lifecycle: parse(stands) }, due)).toBe(after === 'terminated')
  })

  test('talkdesk.r21: what is frozen does not happen by itself, and counts from when it is let happen', () => {
    expect(standing('Af>S-1', now)).toBe('active')
    expect(madeByTime(parse('Af>S-1'), now)).toBeUndefined()
    const [unfrozen, suspended] = changesOf(parse('Af>S-1'), { action: 'unfreeze' }, { by, now, version: 2 })
    expect(unfrozen.told).toBe('account.unfrozen')
    expect(suspended).toMatchObject({ told: 'account.suspended', since: now, byTime: true })
  })

  test('what time has made goes before what is asked for, with the instant it was planned for', () => {
    const changes = changesOf(parse('A>S-1'), { action: 'reactivate' }, { by, now, version: 2 })
    expect(changes.map(({ told, since }) => [told, since])).toEqual([
      ['account.suspended', plus(now, -day)],
      ['account.reactivated', now],
    ])
  })
})

describe('a plan', () => {
  const plan = (at: string) => () => changesOf(parse('A'), { action: 'suspend', at }, { by, now, version: 2 })
  test('lies ahead, and at most five years', () => {
    expect(plan(now)).toThrow('move_in_past')
    expect(plan(plus(now, 5 * 365 * day + 1))).toThrow('move_too_far')
    expect(plan(plus(now, 1))()[0].after.planned).toEqual({ move: 'suspend', at: plus(now, 1), by, version: 2 })
  })
  test.each(['extend', 'freeze', 'unfreeze'])('is of a move: %s takes no time', (action) => {
    expect(ChangeLifecycle.safeParse({ action }).success).toBe(true)
    expect(ChangeLifecycle.safeParse({ action, at: now }).error?.issues[0]?.path).toEqual(['at'])
  })
})
