import { describe, expect, test } from 'vitest'
import { change, differences, newsOf } from '../../console/src/pages/audit/differences.ts'
import { accountEvents, events, saying } from '../../console/src/pages/audit/events.ts'
import { deadLinks, hintFrom, refusedAnswers } from '../../console/src/pages/invitation/dead-links.ts'
import { zoneOptions } from '../../console/src/pages/settings/zones.ts'
import { queryOf, rangeFault, rangeOf, readAsked, withRange, writeAsked } from '../../console/src/trail/asked.ts'
import { consequences } from '../../shared/audit/consequences.ts'
import { problems } from '../../shared/errors.ts'
import { shortened } from '../../shared/members/rules.ts'

const now = Date.parse('2031-03-03T10:00:00.000Z')

describe('the words of the audit', () => {
  test('every event there is has words of its own, and there are no others', () => {
    expect(Object.keys(events).sort()).toEqual(Object.keys(consequences).sort())
    const names = Object.values(events).map(({ name }) => name)
    expect(names.length).toBe(new Set(names).size)
  })

  test('the filter offers each event of accounts, and none that stands elsewhere', () => {
    const offered = accountEvents.flatMap(({ events }) => events.map(({ action }) => action))
    expect(Object.keys(consequences).filter((action) => !offered.includes(action as never))).toEqual(
      Object.keys(consequences).filter((action) => /^(agent|catalog|organization)\.|^partner\.(reg|upd)/.test(action)),
    )
  })

  test('a sentence names whom it happened to, unless they did it themselves', () => {
    expect(saying('expert.revoked', false)).toEqual({ before: 'revoked ', names: true, after: '’s access' })
    expect(saying('member.removed', true)).toEqual({ before: 'left the account', names: false, after: '' })
    expect(saying('made.up', false)).toEqual({ before: 'did: made.up', names: false, after: '' })
  })

  test('what changed is told thing by thing, in names and not in ids, without counters', () => {
    const names = { nameOf: (id: string) => ({ admin: 'Admin', support: 'Support' })[id], instant: () => 'Monday' }
    const before = { roles: ['support'], until: null, levels: { sms: 'viewer' }, grantVersion: 1 }
    const after = { roles: ['admin'], until: '2031-03-03T10:00:00.000Z', levels: {}, grantVersion: 2, erased: true }
    const told = differences(before, after).map((one) => `${one.label}: ${change(one, names)}`)
    expect(told).toEqual([
      'Roles: from Support to Admin',
      'Access until: from none to Monday',
      'Levels · Sms: no longer viewer',
      'Levels: none',
      'Details erased: yes',
    ])
    const partner = '01a20229-9459-7752-9b69-692b3396ea8e'
    const is = { status: 'revoked', erased: true, name: 'A', partner }
    const news = newsOf(differences({ status: 'active', until: 'x' }, is), names)
    expect(news.map(({ key }) => key)).toEqual(['name', 'erased'])
  })
})

describe('what of a trail is asked for', () => {
  test('stands in the address as it was asked, and what does not belong there is left out', () => {
    const asked = { member: 'm', action: 'flows.flow.view', last: '7-day' }
    expect(readAsked(writeAsked(asked))).toEqual(asked)
    expect(readAsked('last=never&from=yesterday&other=1')).toEqual({})
    expect(readAsked('last=7-day&from=2031-03-01T00:00:00Z')).toEqual({ from: '2031-03-01T00:00:00Z' })
  })

  test('the last so much is counted back from now', () => {
    expect(queryOf({ last: '24-hour' }, now)).toEqual({ from: '2031-03-02T10:00:00.000Z' })
    expect(queryOf({ from: '2031-03-01T00:00:00.000Z', to: '2031-03-02T00:00:00.000Z' }, now)).toEqual({
      from: '2031-03-01T00:00:00.000Z',
      to: '2031-03-02T00:00:00.000Z',
    })
  })

  test('what was picked in the reader’s zone is asked for in UTC', () => {
    const range = {
      type: 'absolute',
      startDate: '2031-03-03T08:00:00+01:00',
      endDate: '2031-03-03T12:00:00+01:00',
    } as const
    const asked = withRange({ member: 'm', last: '1-hour' }, range)
    expect(asked).toEqual({ member: 'm', from: '2031-03-03T07:00:00.000Z', to: '2031-03-03T11:00:00.000Z' })
    expect(rangeOf(asked)).toMatchObject({ type: 'absolute', startDate: asked.from })
    expect(rangeOf(withRange({}, { type: 'relative', amount: 3, unit: 'week' }))).toMatchObject({
      amount: 3,
      unit: 'week',
    })
  })

  test('a range that ends before it begins is not asked for', () => {
    expect(
      rangeFault({ type: 'absolute', startDate: '2031-03-03T12:00:00Z', endDate: '2031-03-03T08:00:00Z' }),
    ).toBeDefined()
    expect(rangeFault({ type: 'relative', amount: 2, unit: 'hour' })).toBeUndefined()
    expect(rangeFault({ type: 'relative', amount: 0, unit: 'hour' })).toBeDefined()
  })
})

describe('the words of invitations', () => {
  test('are about codes that there are, and every way for an invitation to be over has some', () => {
    const known = [...Object.keys(deadLinks), ...Object.keys(refusedAnswers)]
    expect(known.filter((code) => !(code in problems))).toEqual([])
    const over = Object.keys(problems).filter((code) => /^(invitation|inviter)_/.test(code))
    expect(over.filter((code) => !known.includes(code))).toEqual([])
  })

  test('a shortened address is no hint to the issuer', () => {
    expect(hintFrom(shortened('vera@example.com'))).toBeUndefined()
    expect(hintFrom('vera@example.com')).toBe('vera@example.com')
  })
})

test('time zones are offered with the time it is there, and one that the browser does not list stays', () => {
  const zones = zoneOptions('Old/Name', now)
  expect(zones.find(({ value }) => value === 'Asia/Kolkata')).toMatchObject({ description: '15:30, UTC+5:30' })
  expect(zones.find(({ value }) => value === 'Old/Name')).toMatchObject({ description: undefined })
  expect(zones.filter(({ value }) => value === 'UTC')).toHaveLength(1)
})
