import { describe, expect, test } from 'vitest'
import { type Delegation, StartDelegation } from '../../shared/delegations/model.ts'
import { endOf, startFaults, statusAt } from '../../shared/delegations/rules.ts'
import { hour, plus } from '../../shared/time.ts'
import { start } from '../given.ts'

const terms = { longestHours: 8, write: false }
const asked = (until: string, access: 'read-only' | 'write' = 'read-only') => ({
  ...{ onBehalfOf: 'member', reason: 'Because', until, access },
})
const codes = (until: string, access?: 'write') =>
  startFaults(asked(until, access), terms, start).map(({ code, field }) => `${field} ${code}`)

describe('what an agent may ask for', () => {
  test('an end after now, and no later than the catalog’s longest, to the millisecond', () => {
    expect(codes(start)).toEqual(['until window_in_past'])
    expect(codes(plus(start, 1))).toEqual([])
    expect(codes(plus(start, 8 * hour))).toEqual([])
    expect(codes(plus(start, 8 * hour + 1))).toEqual(['until delegation_too_long'])
  })

  test('to change something only where the catalog lets anybody; every fault is told at once', () => {
    expect(codes(plus(start, 9 * hour), 'write')).toEqual(['until delegation_too_long', 'access write_not_allowed'])
    expect(startFaults(asked(plus(start, hour), 'write'), { ...terms, write: true }, start)).toEqual([])
  })

  test('is to look only, unless they say otherwise', () => {
    const { access, ...silent } = asked(plus(start, hour))
    expect(StartDelegation.parse(silent).access).toBe('read-only')
  })

  test.each(['', '  ab  ', 'x'.repeat(501), 'turned \u202e round', 'two\nlines', 'tab\there'])(
    'a reason is 3 to 500 visible characters: not %j',
    (reason) => {
      expect(StartDelegation.safeParse({ ...asked(plus(start, hour)), reason }).success).toBe(false)
    },
  )
})

describe('when it is over', () => {
  const until = plus(start, hour)
  const delegation = { status: 'active', until } as Delegation

  test('it has expired at its deadline, whether or not somebody has tidied up', () => {
    expect(statusAt(delegation, plus(until, -1))).toBe('active')
    expect(statusAt(delegation, until)).toBe('expired')
    expect(endOf(delegation)).toBe(until)
  })

  test('who was ended before the deadline stays ended after it', () => {
    const ended: Delegation = { ...delegation, status: 'ended', endedAt: plus(start, 5) }
    expect([statusAt(ended, start), statusAt(ended, until)]).toEqual(['ended', 'ended'])
    expect(endOf(ended)).toBe(plus(start, 5))
  })
})
