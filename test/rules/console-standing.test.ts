import { describe, expect, test } from 'vitest'
import { untilAfter, windowsWithin } from '../../console/src/pages/acting/windows.ts'
import { type Lifecycle, type LifecycleAction, possible } from '../../console/src/pages/partners/standing-words.ts'

const all: LifecycleAction[] = ['extend', 'suspend', 'freeze', 'unfreeze', 'reactivate', 'cancel', 'terminate']
const at = '2031-03-03T10:00:00.000Z'
const standing = (changes: Partial<Lifecycle>): Lifecycle => ({
  ...{ status: 'active', frozen: false, planned: null },
  ...changes,
})

describe('what is offered about an account’s standing', () => {
  test('talkdesk.r20, talkdesk.r22, talkdesk.r23, talkdesk.r24: starts from where it stands', () => {
    expect(possible(standing({}), all)).toEqual(['suspend', 'freeze'])
    expect(possible(standing({ status: 'suspended' }), all)).toEqual(['freeze', 'reactivate', 'cancel'])
    expect(possible(standing({ status: 'canceled' }), all)).toEqual(['freeze', 'terminate'])
    expect(possible(standing({ status: 'terminated' }), all)).toEqual([])
  })

  test('talkdesk.r19, talkdesk.r21: puts off and withdraws only what is planned, and unfreezes what is frozen', () => {
    const planned = { move: 'suspend', at } as const
    expect(possible(standing({ planned }), all)).toEqual(['extend', 'suspend', 'freeze', 'withdraw'])
    expect(possible(standing({ frozen: true }), all)).toEqual(['suspend', 'unfreeze'])
  })

  test('talkdesk.r17: is never more than the viewer may', () => {
    const planned = { move: 'cancel', at } as const
    expect(possible(standing({ status: 'suspended', planned }), ['extend', 'suspend', 'reactivate'])).toEqual([
      'extend',
      'reactivate',
    ])
  })
})

test('nobody is offered to act for longer than the account allows, and the longest is among the choices', () => {
  expect(windowsWithin(8)).toEqual([0.5, 1, 2, 4, 8])
  expect(windowsWithin(3)).toEqual([0.5, 1, 2, 3])
  expect(windowsWithin(0.25)).toEqual([0.25])
  expect(untilAfter(0.5, Date.parse(at) + 59_999)).toBe('2031-03-03T10:30:00.000Z')
})
