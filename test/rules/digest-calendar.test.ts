import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { latestDue, nextDigest, sameClock } from '../../shared/digests/calendar.ts'
import { day, hour, millis } from '../../shared/time.ts'

const zones = Intl.supportedValuesOf('timeZone')
const zone = fc.constantFrom(...zones)
const moment = fc
  .date({ min: new Date('2020-01-01'), max: new Date('2045-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString())

/** What a clock on the wall of that zone shows. */
const clock = (at: string, timeZone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone, dateStyle: 'full', timeStyle: 'medium' }).format(new Date(at))

describe('the next digest', () => {
  test.each([
    ['on a Saturday: the Monday after', '2026-11-21T10:00:00.000Z', 'Europe/Rome', '2026-11-23T06:00:00.000Z'],
    ['just before seven: that Monday', '2026-11-23T05:59:59.999Z', 'Europe/Rome', '2026-11-23T06:00:00.000Z'],
    ['at seven: a week later', '2026-11-23T06:00:00.000Z', 'Europe/Rome', '2026-11-30T06:00:00.000Z'],
    ['Sunday in UTC, Monday there', '2026-11-22T19:00:00.000Z', 'Asia/Tokyo', '2026-11-22T22:00:00.000Z'],
    ['Monday in UTC, Sunday there', '2026-11-23T03:00:00.000Z', 'America/Los_Angeles', '2026-11-23T15:00:00.000Z'],
    ['half an hour off', '2026-11-21T00:00:00.000Z', 'Asia/Kolkata', '2026-11-23T01:30:00.000Z'],
    ['the clocks went forward the day before', '2026-03-28T10:00:00.000Z', 'Europe/Rome', '2026-03-30T05:00:00.000Z'],
    ['the clocks went back the day before', '2026-10-24T10:00:00.000Z', 'Europe/Rome', '2026-10-26T06:00:00.000Z'],
    ['the other hemisphere', '2026-10-03T00:00:00.000Z', 'Australia/Sydney', '2026-10-04T20:00:00.000Z'],
    ['the clocks change at midnight', '2026-04-24T12:00:00.000Z', 'Africa/Cairo', '2026-04-27T04:00:00.000Z'],
    ['two hours at once', '2026-03-28T10:00:00.000Z', 'Antarctica/Troll', '2026-03-30T05:00:00.000Z'],
    ['the year ends', '2026-12-28T06:00:00.000Z', 'Europe/Rome', '2027-01-04T06:00:00.000Z'],
  ])('%s', (_, now, timeZone, next) => {
    expect(nextDigest(now, timeZone)).toBe(next)
  })

  test('is the first Monday, 07:00, on the wall of every zone there is, at any moment', () => {
    fc.assert(
      fc.property(moment, zone, (now, timeZone) => {
        const next = nextDigest(now, timeZone)
        expect(clock(next, timeZone)).toMatch(/^Monday.* at 07:00:00$/)
        expect(next > now).toBe(true)
        // No clock has yet been changed by more than two hours in a week.
        expect(millis(next) - millis(now)).toBeLessThanOrEqual(7 * day + 2 * hour)
      }),
      { numRuns: 600 },
    )
  })

  test('comes once a week, whenever the clocks change', () => {
    for (const timeZone of ['Europe/Rome', 'America/New_York', 'Australia/Lord_Howe', 'America/Santiago', 'UTC']) {
      let at = nextDigest('2026-01-01T00:00:00.000Z', timeZone)
      for (let weeks = 0; weeks < 104; weeks++) {
        const next = nextDigest(at, timeZone)
        expect(Math.round((millis(next) - millis(at)) / day)).toBe(7)
        at = next
      }
    }
  })
})

describe('an account that gets other clocks', () => {
  test('keeps its Monday and its seven o’clock, earlier or later', () => {
    const rome = '2026-11-23T06:00:00.000Z'
    expect(sameClock(rome, 'Europe/Rome', 'Asia/Tokyo')).toBe('2026-11-22T22:00:00.000Z')
    expect(sameClock(rome, 'Europe/Rome', 'America/Los_Angeles')).toBe('2026-11-23T15:00:00.000Z')
    expect(sameClock(rome, 'Europe/Rome', 'Europe/Rome')).toBe(rome)
  })

  test('from any zone to any other', () => {
    fc.assert(
      fc.property(moment, zone, zone, (now, from, to) => {
        const next = nextDigest(now, from)
        expect(clock(sameClock(next, from, to), to)).toBe(clock(next, from))
      }),
      { numRuns: 200 },
    )
  })
})

describe('digests that were missed', () => {
  const due = '2026-11-23T06:00:00.000Z'
  test.each([
    ['by a moment', '2026-11-23T06:00:00.000Z', due],
    ['by days: still that week’s', '2026-11-29T23:00:00.000Z', due],
    ['by three weeks: the last of them', '2026-12-17T12:00:00.000Z', '2026-12-14T06:00:00.000Z'],
    ['by half a year, over a change of the clocks', '2027-05-05T00:00:00.000Z', '2027-05-03T05:00:00.000Z'],
  ])('%s', (_, now, to) => {
    expect(latestDue(due, now, 'Europe/Rome')).toBe(to)
    expect(nextDigest(to, 'Europe/Rome') > now).toBe(true)
    expect(to <= now).toBe(true)
  })
})
