import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { expectRefusal, inviteMember, joined } from './helpers.ts'
import { type Given, populate } from './population.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
  await populate(account.id, people)
})
afterAll(() => world?.stop())

const person = (name: string, changes: Partial<Given> = {}): Given => ({
  ...{ kind: 'team', status: 'active', name, roles: ['user'], created: start, lastSeen: null, until: null },
  ...changes,
})
const people = [
  person('Ánna Maria Rossi', { login: 'a.rossi', roles: ['admin', 'analyst'] }),
  person('Bert Braun', { login: 'Annabert', status: 'inactive', roles: ['analyst'] }),
  person('Carl de Anna', { email: 'carl@example.com' }),
  person('Dora Inactive', { status: 'inactive', email: 'anna.dora@example.org' }),
]

const list = (query: Record<string, string> = {}, { id, owner } = account) =>
  world.ask('GET', `/accounts/${id}/members?${new URLSearchParams(query)}`, { as: owner.email })
const names = async (query: Record<string, string> = {}, of = account) =>
  world.must(await list(query, of), 200).items.map(({ name }: { name: string }) => name)

describe('GET /accounts/{account}/members', () => {
  test('jaicp.r02: shows every user of the account with the roles held', async () => {
    const { items, nextCursor } = world.must(await list(), 200)
    expect(nextCursor).toBeUndefined()
    expect(items.map(({ name, roles }: Given) => [name, roles])).toEqual([
      ['Ánna Maria Rossi', ['admin', 'analyst']],
      ['Bert Braun', ['analyst']],
      ['Carl de Anna', ['user']],
      ['Dora Inactive', ['user']],
      ['Owner', ['admin']],
    ])
  })

  test('jaicp.r05, kaleyra.r24: finds by any word of the name, by login and by address, without case and accents', async () => {
    expect(await names({ search: 'rossi' })).toEqual(['Ánna Maria Rossi'])
    expect(await names({ search: 'MARIA r' })).toEqual(['Ánna Maria Rossi'])
    expect(await names({ search: 'A.R' })).toEqual(['Ánna Maria Rossi'])
    expect(await names({ search: 'de an' })).toEqual(['Carl de Anna'])
    expect(await names({ search: 'carl@exam' })).toEqual(['Carl de Anna'])
    expect(await names({ search: 'ossi' })).toEqual([])
    expect(await names({ search: 'ánna' })).toEqual(['Carl de Anna', 'Ánna Maria Rossi', 'Dora Inactive', 'Bert Braun'])
    expect(await names({ search: 'ánna', sort: '-name' })).toEqual([
      ...['Dora Inactive', 'Carl de Anna', 'Bert Braun', 'Ánna Maria Rossi'],
    ])
  })

  test('jaicp.r06: active users only leaves inactive ones out', async () => {
    expect(await names({ activeOnly: 'true' })).toEqual(['Ánna Maria Rossi', 'Carl de Anna', 'Owner'])
    expect(await names({ activeOnly: 'true', search: 'anna' })).toEqual(['Carl de Anna', 'Ánna Maria Rossi'])
  })

  test('jaicp.r07: without it active and inactive users are all listed', async () => {
    expect(await names()).toHaveLength(5)
    expect(await names({ activeOnly: 'false' })).toHaveLength(5)
    expect(await names({ status: 'inactive' })).toEqual(['Bert Braun', 'Dora Inactive'])
  })

  test('kaleyra.r25: filters by property, condition and value, joined by and, or, not', async () => {
    const filter = async (text: string) => names({ filter: text })
    expect(await filter('role eq "analyst"')).toEqual(['Ánna Maria Rossi', 'Bert Braun'])
    expect(await filter('status ne "active"')).toEqual(['Bert Braun', 'Dora Inactive'])
    expect(await filter('email co "ORG"')).toEqual(['Dora Inactive'])
    expect(await filter('email sw "carl" or role eq "admin" or name sw "carl"')).toEqual([
      ...['Carl de Anna', 'Ánna Maria Rossi', 'Owner'],
    ])
    expect(await filter(`created gt "${start}" or login ew "BERT"`)).toEqual(['Bert Braun'])
    expect(await filter('status eq "active" and not (role eq "admin" or email co "example")')).toEqual([])
    expect(await names({ filter: 'name co "anna"', role: 'analyst', kind: 'team', status: 'active' })).toEqual([
      'Ánna Maria Rossi',
    ])
  })

  test('a misspelt question is refused at its field, not answered with more', async () => {
    for (const [field, value] of Object.entries({
      ...{ serach: 'x', status: 'gone', kind: 'robot', activeOnly: 'yes', sort: 'age', role: 'king' },
      ...{ filter: 'status is "active"', search: 'x'.repeat(201), limit: '101' },
    }))
      expectRefusal(await list({ [field]: value }), 400, 'invalid_query', field)
    expectRefusal(await list({ filter: `name eq "${'x'.repeat(1000)}"` }), 400, 'invalid_query', 'filter')
    expect(await names({ search: '  ' })).toHaveLength(5)
    expect(await names({ search: '\u0000' })).toHaveLength(5)
  })

  test('names are told apart beyond what a key holds', async () => {
    const long = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
    const name = (end: string) => `${'ﷺ'.repeat(10)} ${'x'.repeat(180)}${end}`
    await populate(long.id, [person(name('a')), person(name('b'))])
    expect(await names({ search: name('') }, long)).toHaveLength(2)
    expect(await names({ search: name('b') }, long)).toEqual([name('b')])
    expect(await names({ filter: `name eq "${name('a')}"` }, long)).toEqual([name('a')])
    expect(await names({ search: 'xxx' }, long)).toHaveLength(2)
  })

  test('kaleyra.r30: filters by the status that counts now, also of an expert nobody has tidied up after', async () => {
    const here = await world.account()
    await inviteMember(world, here, { name: 'Ingrid Invited' })
    const until = world.inHours(1)
    await world.expert(here, { experts: [{ name: 'Over Now', email: 'over@tatacommunications.com' }], until })
    await world.invited(here, { experts: [{ name: 'Waiting', email: 'waiting@tatacommunications.com' }] })
    await world.expert(here, { experts: [{ name: 'Zed Active', email: 'zed@tatacommunications.com' }] })
    world.pass(3_600_000)
    expect(await names({ status: 'invited' }, here)).toEqual(['Ingrid Invited', 'Waiting'])
    expect(await names({ status: 'active' }, here)).toEqual(['Owner', 'Zed Active'])
    expect(await names({ status: 'expired' }, here)).toEqual(['Over Now'])
    expect(await names({ kind: 'expert', sort: 'name' }, here)).toEqual(['Over Now', 'Waiting', 'Zed Active'])
    expect(await names({ kind: 'expert', sort: 'status' }, here)).toEqual(['Zed Active', 'Over Now', 'Waiting'])
    await world.stack.sweep()
    expect(await names({ status: 'expired' }, here)).toEqual(['Over Now'])
    expect(await names({ sort: 'status' }, here)).toEqual([
      ...['Owner', 'Zed Active', 'Over Now', 'Ingrid Invited', 'Waiting'],
    ])
  })

  test('whoever is removed is gone; an expert who has ended stays until erased', async () => {
    const here = await world.account()
    const { id } = await joined(world, here, { name: 'Removed' })
    const expert = await world.expert(here, { experts: [{ name: 'Ended', email: 'ended@tatacommunications.com' }] })
    const at = `/accounts/${here.id}`
    world.must(await world.ask('POST', `${at}/experts/${expert.id}/revoke`, { as: here.owner.email }), 200)
    await world.ask('DELETE', `${at}/members/${id}`, { as: here.owner.email, headers: { 'if-match': '2' } })
    expect(await names({}, here)).toEqual(['Ended', 'Owner'])
    for (const sort of ['-created', 'lastSeen', 'status']) expect(await names({ sort }, here)).toHaveLength(2)
    await world.ask('DELETE', `${at}/experts/${expert.id}`, { as: here.owner.email })
    expect(await names({}, here)).toEqual(['Owner'])
    expect(await names({ kind: 'expert' }, here)).toEqual([])
    expect(await names({ search: 'ended' }, here)).toEqual([])
  })
})
