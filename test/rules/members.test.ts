import { describe, expect, test } from 'vitest'
import { Refusal } from '../../shared/errors.ts'
import type { Expert, InvitationLink } from '../../shared/members/model.ts'
import { invitationExpiry, requireInvited, requireOpen, shortened, statusAt } from '../../shared/members/rules.ts'

const now = '2026-11-21T10:00:00.000Z'
const before = '2026-11-21T09:59:59.999Z'

const expert = (status: Expert['status'], until: string | null): Expert => ({
  id: 'm',
  account: 'a',
  kind: 'expert',
  status,
  name: 'Expert One',
  email: 'one@tatacommunications.com',
  roles: [],
  createdAt: before,
  version: 1,
  grant: {
    version: 1,
    access: 'read-only',
    since: before,
    until,
    consent: { wordingVersion: '2026-01', by: 'owner', at: before },
  },
})

describe('kaleyra.r09: a window that is over has expired, whether or not anybody tidied up', () => {
  test.each([
    ['active', null, 'active'],
    ['active', '2026-11-21T10:00:00.001Z', 'active'],
    ['active', now, 'expired'],
    ['active', before, 'expired'],
    ['invited', now, 'expired'],
    ['revoked', before, 'revoked'],
    ['expired', before, 'expired'],
  ] as const)('%s until %s is %s', (status, until, seen) => {
    expect(statusAt(expert(status, until), now)).toBe(seen)
  })
})

describe('each dead link has its own answer', () => {
  const link = (changes: Partial<InvitationLink>): InvitationLink => ({
    account: 'a',
    member: 'm',
    rotation: 1,
    expiresAt: '2026-11-22T10:00:00.000Z',
    state: 'open',
    ...changes,
  })
  test.each([
    [undefined, 'invitation_unknown'],
    [link({ state: 'accepted' }), 'invitation_used'],
    [link({ state: 'declined' }), 'invitation_declined'],
    [link({ state: 'rotated' }), 'invitation_rotated'],
    [link({ state: 'withdrawn' }), 'invitation_withdrawn'],
    [link({ expiresAt: now }), 'invitation_expired'],
    [link({}), undefined],
  ])('%#: %s', (given, code) => {
    expect(codeOf(() => requireOpen(given, now))).toBe(code)
  })
})

describe('an invitation belongs to the address it was mailed to', () => {
  test.each([
    [{ email: 'one@tatacommunications.com', emailVerified: true }, undefined],
    [{ email: 'One@TataCommunications.com', emailVerified: true }, undefined],
    [{ email: 'one@tatacommunications.com', emailVerified: false }, 'email_unverified'],
    [{ emailVerified: true }, 'email_unverified'],
    [{ email: 'two@tatacommunications.com', emailVerified: true }, 'email_mismatch'],
  ])('%o', (person, code) => {
    expect(codeOf(() => requireInvited({ subject: 's', ...person }, expert('invited', null)))).toBe(code)
  })
})

test('a link never outlives what it offers', () => {
  expect(invitationExpiry(now, 7, '2026-11-22T10:00:00.000Z')).toBe('2026-11-22T10:00:00.000Z')
  expect(invitationExpiry(now, 7, null)).toBe('2026-11-28T10:00:00.000Z')
})

test('a shortened address shows its owner enough and others nothing', () => {
  expect(shortened('one@tatacommunications.com')).toBe('o…@tatacommunications.com')
})

function codeOf(act: () => void): string | undefined {
  try {
    act()
    return undefined
  } catch (error) {
    if (error instanceof Refusal) return error.code
    throw error
  }
}
