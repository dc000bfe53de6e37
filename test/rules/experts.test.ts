import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { presets } from '../../shared/catalogs/load.ts'
import type { InviteExperts } from '../../shared/experts/model.ts'
import {
  invitationFaults,
  isAllowedEmail,
  missingForScope,
  remindAt,
  windowFaults,
} from '../../shared/experts/rules.ts'
import { plus } from '../../shared/time.ts'

const kaleyra = presets.find(({ id }) => id === 'kaleyra')
if (!kaleyra?.experts) throw new Error('the preset lets experts in')
const terms = kaleyra.experts
const now = '2026-11-21T10:00:00.000Z'
const hours = (count: number) => plus(now, count * 3_600_000)

describe('kaleyra.r05: only addresses at tatacommunications.com are let in', () => {
  test.each([
    ['expert@tatacommunications.com', true],
    ['EXPERT@TataCommunications.COM', true],
    ['  expert@tatacommunications.com ', true],
    ['expert@mail.tatacommunications.com', false],
    ['expert@tatacommunications.com.example.com', false],
    ['expert@tatacommunications.co', false],
    ['expert@tatacommunication.com', false],
    ['expert@xtatacommunications.com', false],
    ['expert@tаtacommunications.com', false],
    ['expert@tatacommunications.com@example.com', false],
    ['tatacommunications.com@example.com', false],
    ['tatacommunications.com', true],
    ['', false],
  ])('%s: %s', (email, allowed) => {
    // A text without @ is refused as an address before this rule is asked.
    expect(isAllowedEmail(email, terms)).toBe(allowed)
  })
})

describe('kaleyra.r08: a custom limit lies at most 3 days ahead', () => {
  test.each([
    ['a minute ahead', hours(1 / 60), undefined],
    ['exactly 72 hours ahead', hours(72), undefined],
    ['a millisecond more', plus(hours(72), 1), 'window_too_long'],
    ['a year ahead', hours(24 * 365), 'window_too_long'],
    ['now', now, 'window_in_past'],
    ['an hour ago', hours(-1), 'window_in_past'],
  ])('%s', (_, until, code) => {
    for (const { id } of kaleyra.regions)
      expect(windowFaults(until, terms, id, now)[0]).toEqual(code && expect.objectContaining({ code, field: 'until' }))
  })
})

describe('kaleyra.r11: no limit is closed to the Americas and Europe', () => {
  test.each([
    ['americas', 'no_limit_closed'],
    ['europe', 'no_limit_closed'],
    ['india', undefined],
    ['asia-pacific', undefined],
    ['middle-east-africa', undefined],
  ])('%s', (region, code) => {
    expect(windowFaults(null, terms, region, now).map((fault) => fault.code)).toEqual(code ? [code] : [])
  })
})

const body = (changes: Partial<InviteExperts> = {}): InviteExperts => ({
  experts: [{ name: 'Expert One', email: 'one@tatacommunications.com' }],
  access: 'read-only',
  until: hours(8),
  consent: { accepted: true, wordingVersion: terms.consent.version },
  ...changes,
})
const faults = (changes: Partial<InviteExperts>) =>
  invitationFaults(body(changes), kaleyra, 'europe', now).map(({ code, field }) => [code, field])

describe('an invitation tells every fault at its field', () => {
  test('nothing is wrong with a good one', () => expect(faults({})).toEqual([]))

  test('kaleyra.r12: nobody is invited before the consent box is ticked', () => {
    expect(faults({ consent: { accepted: false, wordingVersion: terms.consent.version } })).toEqual([
      ['consent_missing', 'consent.accepted'],
    ])
  })

  test('kaleyra.r12: consent to an older wording is not consent to this one', () => {
    expect(faults({ consent: { accepted: true, wordingVersion: '2020-01' } })).toEqual([
      ['consent_outdated', 'consent.wordingVersion'],
    ])
  })

  test('kaleyra.r21: each of several experts has its own faults', () => {
    const experts = [
      { name: 'Expert One', email: 'one@tatacommunications.com' },
      { name: 'Al', email: 'two@example.com' },
      { name: 'Expert Three', email: 'ONE@tatacommunications.com' },
    ]
    expect(faults({ experts })).toEqual([
      ['name_too_short', 'experts[1].name'],
      ['domain_not_allowed', 'experts[1].email'],
      ['duplicate_email', 'experts[2].email'],
    ])
  })

  test('kaleyra.r34: a name has at least 3 characters', () => {
    const named = (name: string) => faults({ experts: [{ name, email: 'one@tatacommunications.com' }] })
    expect(named('Al')).toEqual([['name_too_short', 'experts[0].name']])
    expect(named('Ali')).toEqual([])
  })
})

describe('nobody grants more than they hold', () => {
  const policy = compile(kaleyra)
  const member = (...roles: string[]) => ({ member: 'm', kind: 'team' as const, status: 'active' as const, roles })

  test('an admin holds all that either scope gives', () => {
    expect(missingForScope(policy, member('admin'), 'read-only')).toEqual([])
    expect(missingForScope(policy, member('admin'), 'limited-write')).toEqual([])
  })
  test('what nobody holds yet because it waits for the platform stands in no way', () => {
    const permissions = kaleyra.permissions.map((one) => ({ ...one, onRequest: true as const }))
    const waiting = compile({ ...kaleyra, permissions })
    expect(missingForScope(waiting, member('admin'), 'limited-write')).toEqual([])
    expect(missingForScope(waiting, member('support'), 'read-only')).toContain('channels.channel.view')
  })
  test('a support member does not', () => {
    expect(missingForScope(policy, member('support'), 'read-only')).toContain('channels.channel.view')
  })
})

describe('the reminder comes an hour before the end, or a tenth of a shorter window', () => {
  test.each([
    [72, -1],
    [10, -1],
    [5, -0.5],
    [1, -0.1],
  ])('a window of %d hours: %d hours from its end', (window, before) => {
    expect(remindAt(now, hours(window))).toBe(plus(hours(window), before * 3_600_000))
  })
})
