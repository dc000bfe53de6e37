import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { mostLinks } from '../../shared/members/link-member.ts'
import { givenWorld, type World } from '../given.ts'
import { type Cabinet, givenCabinet } from './cabinet.ts'
import { expectRefusal, nobody, stored } from './helpers.ts'

type Person = Awaited<ReturnType<Cabinet['employee']>>

const listen = 'virtual-pbx.recording.listen'
const call = 'virtual-pbx.click-to-call.use'
const type = 'virtual-pbx.subscriber'

let world: World
let cabinet: Cabinet
let member: Person
beforeAll(async () => {
  world = await givenWorld()
  cabinet = await givenCabinet(world)
})
beforeEach(async () => {
  member = await cabinet.employee({ 'c-1': { core: 'user', 'virtual-pbx': 'administrator' } })
})
afterAll(() => world?.stop())

const may = (permission: string, subscriber: string, of = member) =>
  cabinet.may(of.id, permission, { agreement: 'c-1', subscriber })
const link = async (id: string, properties?: object) =>
  world.must(await cabinet.link('PUT', member.id, id, properties ? { body: { properties } } : {}), 200)

describe('a member who is linked to a subscriber', () => {
  test('kompaas.r17, kompaas.r18: listens to the call records of that subscriber, which no level gives', async () => {
    expect(await may(listen, '101')).toBe(false)
    const { links, version } = await link('101')
    expect([links, version]).toEqual([[{ type, id: '101' }], 2])
    expect((await cabinet.read(member.id)).links).toEqual(links)
    expect(await may(listen, '101')).toBe(true)
  })

  test('kompaas.r19: gets no records of other subscribers, nor of nobody in particular', async () => {
    await link('101', { sip: true })
    for (const permission of [listen, call])
      for (const about of [{ subscriber: '102' }, { subscriber: '' }, {}])
        expect(await cabinet.may(member.id, permission, { agreement: 'c-1', ...about })).toBe(false)
  })

  test('kompaas.r20, kompaas.r27: uses click-to-call only while the subscriber has a SIP account', async () => {
    await link('101')
    expect(await may(call, '101')).toBe(false)
    for (const [sip, permitted] of [
      [false, false],
      ['yes', false],
      [true, true],
    ] as const) {
      const { links } = await link('101', { sip })
      expect(links).toEqual([{ type, id: '101', properties: { sip } }])
      expect([await may(call, '101'), await may(listen, '101')]).toEqual([permitted, true])
    }
  })

  test('can be one of several, and be linked to several', async () => {
    const other = await cabinet.employee({ 'c-1': { core: 'user' } })
    await link('101')
    await link('102')
    world.must(await cabinet.link('PUT', other.id, '101'), 200)
    expect([await may(listen, '101'), await may(listen, '102')]).toEqual([true, true])
    expect([await may(listen, '101', other), await may(listen, '102', other)]).toEqual([true, false])
  })

  test('is not so any more once unlinked; others stay', async () => {
    await link('101')
    await link('102')
    const { links } = world.must(await cabinet.link('DELETE', member.id, '101'), 200)
    expect(links).toEqual([{ type, id: '102' }])
    expect([await may(listen, '101'), await may(listen, '102')]).toEqual([false, true])
    expectRefusal(await cabinet.link('DELETE', member.id, '101'), 404, 'link_unknown')
  })
})

test('kompaas.r26: deleting a linked user unlinks the number and keeps all that was done', async () => {
  await link('101', { sip: true })
  const events = ['call.made', 'recording.played'].map((name) => ({
    ...{ subject: { type: 'member', id: member.id }, action: { name }, resource: { type, id: '101' } },
  }))
  const record = { as: await world.service('record'), body: { events } }
  world.must(await world.ask('POST', `${cabinet.at}/activity`, record), 201)
  const done = async () =>
    world.must(await world.ask('GET', `${cabinet.at}/activity?member=${member.id}`, { as: cabinet.owner.email }), 200)
      .items
  const before = await done()
  expect(before).toHaveLength(2)

  expect((await cabinet.change('DELETE', member.id, { version: 2 })).status).toBe(204)
  expect([await may(listen, '101'), await may(call, '101')]).toEqual([false, false])
  const { links, levels, email, status } = await cabinet.read(member.id)
  expect({ links, levels, email, status }).toEqual({ links: [], levels: {}, email: null, status: 'revoked' })
  expect(await done()).toEqual(before)
  const [entry] = await cabinet.audit(member.id)
  expect([entry.action, entry.before.links]).toEqual(['member.removed', [`${type} 101`]])
  const next = await cabinet.employee({ 'c-1': { core: 'user' } })
  world.must(await cabinet.link('PUT', next.id, '101'), 200)
  expect(await may(listen, '101', next)).toBe(true)
})

describe('linking', () => {
  test('takes the say in every agreement: an administrator of one reaches no recordings of another', async () => {
    const ofOne = await cabinet.employee({ 'c-1': { core: 'administrator' } })
    const ofBoth = await cabinet.employee({ 'c-1': { core: 'administrator' }, 'c-2': { core: 'administrator' } })
    expectRefusal(await cabinet.link('PUT', ofOne.id, '201', { as: ofOne.email }), 403, 'not_permitted')
    expect(await may(listen, '201', ofOne)).toBe(false)
    world.must(await cabinet.link('PUT', ofOne.id, '201', { as: ofBoth.email }), 200)
    expect(await may(listen, '201', ofOne)).toBe(true)
  })

  test('takes the right in System [CORE]', async () => {
    const before = await stored()
    expectRefusal(await cabinet.link('PUT', member.id, '101', { as: member.email }), 403, 'not_permitted')
    expectRefusal(await cabinet.link('DELETE', member.id, '101', { as: member.email }), 403, 'not_permitted')
    expect(await stored()).toEqual(before)
  })

  test('is told in the audit: what was tied, what the tie has now, what was untied', async () => {
    await link('101', { sip: false })
    await link('101', { sip: true })
    world.must(await cabinet.link('DELETE', member.id, '101'), 200)
    const [untied, again, tied] = await cabinet.audit(member.id)
    const of = (sip: boolean) => ({ link: { type, id: '101', properties: { sip } } })
    expect([tied.action, tied.before, tied.after]).toEqual(['member.linked', undefined, of(false)])
    expect([again.action, again.before, again.after]).toEqual(['member.linked', of(false), of(true)])
    expect([untied.action, untied.before, untied.after]).toEqual(['member.unlinked', of(true), undefined])
  })

  test('again to the same with the same changes nothing', async () => {
    await link('101', { sip: true })
    const before = await stored()
    await link('101', { sip: true })
    expect(await stored()).toEqual(before)
  })

  test('an id is whatever the platform calls it, within reason', async () => {
    const id = '+49 30/101#ü'.replace(' ', '-')
    const { links } = await link(encodeURIComponent(id))
    expect(links).toEqual([{ type, id }])
    expect(await may(listen, id)).toBe(true)
    for (const odd of ['a%20b', '%00', '%E2%80%AE', 'x'.repeat(129)])
      expectRefusal(await cabinet.link('PUT', member.id, odd), 404, 'link_unknown')
  })

  test('only types of the catalog, members of the account, and the version in force', async () => {
    const { at, owner } = cabinet
    const elsewhere = `${at}/members/${member.id}/links/telephony.line/101`
    expectRefusal(await world.ask('PUT', elsewhere, { as: owner.email }), 404, 'link_unknown')
    expectRefusal(await cabinet.link('PUT', nobody, '101'), 404, 'member_unknown')
    await link('101')
    for (const method of ['PUT', 'DELETE'] as const)
      expectRefusal(await cabinet.link(method, member.id, '101', { version: 1 }), 409, 'version_conflict', 'If-Match')
  })

  test.each([
    ['properties.sip', { properties: { sip: null } }],
    ['properties.sip', { properties: { sip: { on: true } } }],
    ['properties', { properties: Object.fromEntries(Array.from({ length: 6 }, (_, at) => [`p${at}`, true])) }],
    ['sip', { sip: true }],
  ])('refuses at %s what is no property of a tie', async (field, body) => {
    expectRefusal(await cabinet.link('PUT', member.id, '101', { body }), 400, 'invalid_body', field)
  })

  test('there are only so many links; those that are there can still be changed', async () => {
    for (let at = 0; at < mostLinks; at++) await link(String(at))
    expectRefusal(await cabinet.link('PUT', member.id, 'one-more'), 409, 'links_too_many')
    expect((await link('0', { sip: true })).links).toHaveLength(mostLinks)
  })
})
