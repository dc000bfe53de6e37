import { describe, expect, test } from 'vitest'
import { tell } from '../../console/src/pages/why/changes.ts'
import { instantOf, momentOf, soon } from '../../console/src/pages/why/moment.ts'
import { namesOf } from '../../console/src/pages/why/names.ts'
import { bodyOf, fromQuery, isWhole, type Question, toQuery } from '../../console/src/pages/why/question.ts'
import { layerWords, passingWords, reasonWords } from '../../console/src/pages/why/reasons.ts'
import { type Change, changeKinds } from '../../shared/access/flip.ts'
import { denyReasons, layers } from '../../shared/access/model.ts'

const names = namesOf({
  roles: [{ id: 'admin', name: 'Administrator' }],
  permissions: [{ id: 'users.user.export', name: 'Export users' }],
  restrictions: [{ id: 'numbers.hide', name: 'Hide numbers' }],
  levels: [{ id: 'user', name: 'User' }],
})

describe('words', () => {
  test('every reason for a refusal has words of its own, with and without who is responsible', () => {
    expect(Object.keys(reasonWords)).toEqual(denyReasons)
    const told = denyReasons.map((reason) => reasonWords[reason]('', names))
    expect(new Set(told).size).toBe(denyReasons.length)
    for (const words of told) expect(words).toMatch(/^[a-z“][^_]{10,}[^.]$/)
  })

  test('who is responsible is called by its name', () => {
    expect(reasonWords.switched_off('admin', names)).toBe('this account has switched it off for Administrator')
    expect(reasonWords.not_enabled('users.user.export', names)).toContain('“Export users”')
    expect(reasonWords.not_enabled('admin', names)).toContain('“Administrator”')
    expect(reasonWords.restricted('numbers.hide', names)).toContain('“Hide numbers”')
    expect(reasonWords.no_login('admin, audit-log', names)).toContain('(Administrator, Audit log)')
    expect(reasonWords.condition_unmet('resource.status', names)).toContain('the resource’s “status”')
    expect(reasonWords.beyond_subject('switched_off', names)).toContain('switched it off')
    expect(reasonWords.beyond_subject('toString', names)).toBe('the member acted for may not do it')
    expect(passingWords('read-only', names)).toBe('Yes, through the expert’s scope “Read only”.')
    expect(passingWords('user', names)).toBe('Yes, through “User”.')
    expect(passingWords('pbx.subscriber 12', names)).toBe('Yes, through the link to pbx.subscriber 12.')
    expect(passingWords(undefined, names)).toBe('Yes.')
  })

  test('every layer says what it asks', () => {
    expect(Object.keys(layerWords)).toEqual(layers)
    for (const { asks } of Object.values(layerWords)) expect(asks).toMatch(/\?$/)
  })

  test('every change that would turn a decision round has words, and names what it is about', () => {
    const about = { member: 'm1', isExpert: false }
    const given = { to: 'the-thing', role: 'the-thing', of: 'resource.the-thing' }
    const told = Object.entries(changeKinds).map(([change, needs]) => {
      const { text } = tell({ change, ...given } as Change, about, names)
      if (needs.length > 0 && change !== 'set-level') expect(text.toLowerCase()).toMatch(/the[- ]thing/)
      return text
    })
    expect(new Set(told).size).toBe(Object.keys(changeKinds).length)
    for (const text of told) expect(text).toMatch(/^[A-Z].{8,}\.$/)
  })

  test('a change leads to the page where it is made', () => {
    const pathOf = (change: Change, isExpert = false) => tell(change, { member: 'm1', isExpert }, names).path
    expect(pathOf({ change: 'extend-window' }, true)).toBe('experts/m1')
    expect(pathOf({ change: 'give-role', to: 'admin' })).toBe('team/m1')
    expect(pathOf({ change: 'switch-on', role: 'admin', of: 'users.user.export' })).toBe('permissions')
    expect(pathOf({ change: 'set-level', to: 'telephony: user' })).toBe('agreements')
    expect(pathOf({ change: 'none' })).toBeUndefined()
    expect(tell({ change: 'activate', for: 'subject' }, { member: 'm1', isExpert: false }, names)).toEqual({
      text: 'For the member acted for: Activate the membership again.',
      path: 'team',
    })
    expect(tell({ change: 'set-level', to: 'telephony: user' }, { isExpert: false }, names).text).toBe(
      'Give them the level “User” in Telephony.',
    )
  })
})

describe('a question', () => {
  const whole: Question = {
    who: { type: 'member', id: 'm1' },
    permission: 'flows.flow.update',
    resource: 'f 1',
    at: '2031-03-03T15:00:00.000Z',
    properties: [
      { name: 'status', value: 'archived' },
      { name: 'action.soft', value: 'true' },
    ],
  }

  test('survives being sent as an address', () => {
    const { at: _, ...now } = whole
    const bySubject: Question = { ...now, who: { type: 'user', id: 'a&b=c' } }
    for (const question of [whole, now, bySubject]) expect(fromQuery(toQuery(question))).toEqual(question)
    expect(fromQuery('')).toEqual({ who: { type: 'member', id: '' }, permission: '', resource: '', properties: [] })
    expect(fromQuery('?member=m1&at=nonsense').at).toBeUndefined()
    expect([isWhole(whole), isWhole(fromQuery('member=m1'))]).toEqual([true, false])
  })

  test('is asked as the standard has it: the type follows from the permission', () => {
    expect(bodyOf(whole)).toEqual({
      subject: { type: 'member', id: 'm1' },
      action: { name: 'update', properties: { soft: true } },
      resource: { type: 'flows.flow', id: 'f 1', properties: { status: 'archived' } },
      context: { time: '2031-03-03T15:00:00.000Z' },
    })
    expect(bodyOf(fromQuery('member=m1&permission=flows.flow.view'))).toEqual({
      subject: { type: 'member', id: 'm1' },
      action: { name: 'view' },
      resource: { type: 'flows.flow', id: 'any' },
    })
  })

  test('values are what they look like, and an agreement is always a text', () => {
    const values = { a: '12', b: 'false', c: '"12"', d: 'x', e: '', agreement: '7' }
    const properties = Object.entries(values).map(([name, value]) => ({ name, value }))
    expect(bodyOf({ ...whole, properties }).resource.properties).toEqual({
      ...{ a: 12, b: false, c: '12', d: 'x', e: '', agreement: '7' },
    })
  })
})

test('a date and a time are those of the reader’s zone, and say nothing while they are not whole', () => {
  const instant = '2031-03-03T15:30:00.000Z'
  expect(instantOf(momentOf(instant))).toBe(instant)
  expect(instantOf(soon(Date.parse(instant)))).toBe('2031-03-03T16:00:00.000Z')
  for (const wrong of [
    { date: '2031-03-03', time: '14' },
    { date: '', time: '14:00' },
    { date: '2031-13-03', time: '14:00' },
    { date: '2031-02-30', time: '14:00' },
  ])
    expect(instantOf(wrong)).toBeUndefined()
})
