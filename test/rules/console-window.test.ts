import { describe, expect, test } from 'vitest'
import {
  choicesOn,
  daysOf,
  extended,
  isOpenDay,
  localOf,
  spanInWords,
  windowFrom,
} from '../../console/src/invite/window.ts'

const at = (instant: string) => Date.parse(instant)
const times = (day: string, window: { from: number; to: number }, zone: string) =>
  choicesOn(day, window, zone).map(({ label }) => label)

describe('kaleyra.r08: the ends that can be chosen', () => {
  const window = windowFrom(at('2031-03-03T10:10:00Z'), 72)

  test('begin with the next half hour and end with the longest window, by the clock of the account', () => {
    expect(daysOf(window, 'Europe/Rome')).toEqual(['2031-03-03', '2031-03-06'])
    expect(times('2031-03-03', window, 'Europe/Rome').slice(0, 2)).toEqual(['11:30', '12:00'])
    expect(times('2031-03-03', window, 'Europe/Rome').at(-1)).toBe('23:30')
    expect(times('2031-03-04', window, 'Europe/Rome')).toHaveLength(48)
    expect(times('2031-03-06', window, 'Europe/Rome').at(-1)).toBe('11:00')
  })

  test('are moments, not clock times: the same day is another stretch of time elsewhere', () => {
    expect(choicesOn('2031-03-04', window, 'Europe/Rome')[0]?.instant).toBe('2031-03-03T23:00:00.000Z')
    expect(choicesOn('2031-03-04', window, 'Asia/Kolkata')[0]?.instant).toBe('2031-03-03T18:30:00.000Z')
    expect(choicesOn('2031-03-04', window, 'Asia/Kathmandu')[0]?.instant).toBe('2031-03-03T18:15:00.000Z')
    expect(daysOf(window, 'Pacific/Kiritimati')).toEqual(['2031-03-04', '2031-03-07'])
  })

  test('lie on no other day, and on nothing that is no day', () => {
    for (const day of ['2031-03-02', '2031-03-07', '', '2031-03-', '2031-02-31', 'tomorrow'])
      expect([day, isOpenDay(day, window, 'Europe/Rome')]).toEqual([day, false])
    for (const day of ['2031-03-03', '2031-03-06'])
      expect([day, isOpenDay(day, window, 'Europe/Rome')]).toEqual([day, true])
    const late = windowFrom(at('2031-03-03T22:40:00Z'), 72)
    expect(isOpenDay('2031-03-03', late, 'Europe/Rome')).toBe(false)
  })

  test('may be the very end of the longest window', () => {
    const whole = windowFrom(at('2031-03-03T10:00:00Z'), 72)
    expect(choicesOn('2031-03-06', whole, 'UTC').at(-1)?.instant).toBe('2031-03-06T10:00:00.000Z')
  })
})

describe('where clocks change', () => {
  test('the night on which clocks go forward has no time between', () => {
    const window = windowFrom(at('2031-03-29T12:00:00Z'), 72)
    const night = times('2031-03-30', window, 'Europe/Rome')
    expect(night.slice(2, 6)).toEqual(['01:00', '01:30', '03:00', '03:30'])
    expect(night).toHaveLength(46)
  })

  test('the night on which clocks go back has its times twice, told apart by their offset', () => {
    const window = windowFrom(at('2031-10-25T12:00:00Z'), 72)
    const night = choicesOn('2031-10-26', window, 'Europe/Rome')
    expect(night).toHaveLength(50)
    expect(night.slice(4, 8).map(({ label }) => label)).toEqual([
      '02:00 (UTC+2)',
      '02:30 (UTC+2)',
      '02:00 (UTC+1)',
      '02:30 (UTC+1)',
    ])
    expect(new Set(night.map(({ instant }) => instant)).size).toBe(50)
  })

  test('three days stay 72 hours: the last choice moves with the clock', () => {
    const window = windowFrom(at('2031-03-28T10:00:00Z'), 72)
    expect(localOf(window.from, 'Europe/Rome').time).toBe('11:00')
    expect(times('2031-03-31', window, 'Europe/Rome').at(-1)).toBe('12:00')
  })
})

describe('more time', () => {
  const window = windowFrom(at('2031-03-03T10:00:00Z'), 72)
  test('counts from the end that is set', () => {
    expect(extended('2031-03-03T12:00:00.000Z', 1, window)).toBe('2031-03-03T13:00:00.000Z')
    expect(extended('2031-03-05T10:00:00.000Z', 24, window)).toBe('2031-03-06T10:00:00.000Z')
  })
  test('is not to be had past the longest window', () => {
    expect(extended('2031-03-05T10:30:00.000Z', 24, window)).toBeUndefined()
    expect(extended('2031-03-06T09:00:00.000Z', 1, window)).toBe('2031-03-06T10:00:00.000Z')
    expect(extended('2031-03-06T09:00:01.000Z', 1, window)).toBeUndefined()
  })
  test('spans are told in days where they are whole ones', () => {
    expect([1, 24, 36, 48, 72].map(spanInWords)).toEqual(['1 hour', '24 hours', '36 hours', '2 days', '3 days'])
  })
})
