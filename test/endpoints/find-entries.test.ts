/** What leads to a member is written with the member, and goes with the details. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Key } from '../../shared/keys.ts'
import { membersWithRole } from '../../shared/members/find/store.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { register, setOptions, small } from './fixture.ts'
import { inviteMember, joined, stored, teamMember } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

/** Keys of the entries that lead to a member, without the account and the member's id. */
const entriesOf = async (member: string, { id } = account): Promise<string[]> =>
  (await stored()).flatMap((line) => {
    const [, sk = ''] = /^(?:FIND|SEEN)#\S+ (.*) \S+$/.exec(line.startsWith(`FIND#${id}`) ? line : '') ?? []
    return sk.endsWith(`  ${member}`) ? [sk.slice(0, -member.length - 2)] : []
  })
const seen = async (member: string) => (await stored()).some((line) => line.startsWith(`SEEN#${account.id} ${member} `))
const at = (member: string) => `/accounts/${account.id}/members/${member}`
const as = () => account.owner.email

describe('the entries that lead to a member', () => {
  test('follow the member through every change', async () => {
    const { email, answer } = await inviteMember(world, account, { name: 'Ánna Rossi', email: 'anna@example.com' })
    const { id } = world.must(answer, 201).items[0]
    const before = ['word#anna rossi', 'word#anna@example.com', 'word#rossi']
    expect(await entriesOf(id)).toEqual(['role#support#anna rossi', ...before])
    expect(await seen(id)).toBe(false)

    await world.stack.settle()
    world.must(await world.accept(email), 200)
    expect(await entriesOf(id)).toEqual(['role#support#anna rossi', ...before])
    expect(await seen(id)).toBe(true)

    const body = { name: 'Anna Bianchi', roles: ['support', 'admin'] }
    world.must(await world.ask('PATCH', at(id), { as: as(), body }), 200)
    expect(await entriesOf(id)).toEqual([
      ...['role#admin#anna bianchi', 'role#support#anna bianchi'],
      ...['word#anna bianchi', 'word#anna@example.com', 'word#bianchi'],
    ])
    world.must(await world.ask('POST', `${at(id)}/deactivate`, { as: as() }), 200)
    expect(await entriesOf(id)).toHaveLength(5)

    expect((await world.ask('DELETE', at(id), { as: as(), headers: { 'if-match': '4' } })).status).toBe(204)
    expect(await entriesOf(id)).toEqual([])
    expect(await seen(id)).toBe(false)
    expect((await stored()).join('\n')).not.toMatch(/anna|bianchi/)
  })

  test('follow an expert, and stay after the end until the details are erased', async () => {
    const { id, version } = await world.expert(account)
    const path = `/accounts/${account.id}/experts/${id}`
    world.must(await world.ask('POST', `${path}/revoke`, { as: as() }), 200)
    expect(await entriesOf(id)).toHaveLength(2)
    expect(await seen(id)).toBe(true)
    const erased = await world.ask('DELETE', path, { as: as(), headers: { 'if-match': String(version + 1) } })
    expect(erased.status).toBe(204)
    expect(await entriesOf(id)).toEqual([])
    expect(await seen(id)).toBe(false)
  })

  test('of a member of many roles fit one commit, however much changes', async () => {
    const names = Array.from({ length: 80 }, (_, at) => `role-${at}`)
    const role = (id: string) => ({ id, name: id, description: '', permissions: [] })
    const guards = { 'member.invite': 'record.read', 'member.update': 'record.read', 'member.list': 'record.read' }
    const owner = { ...role('owner'), permissions: ['record.read'] }
    const catalog = small({ id: 'many-roles', guards, roles: [owner, ...names.map(role)] })
    expect((await register(world, catalog)).status).toBe(201)
    const wide = await world.account({ catalog: { id: catalog.id }, region: 'any' })
    const roles = names.slice(0, 40)
    const { answer } = await inviteMember(world, wide, { name: 'One of a name', roles })
    const { id } = world.must(answer, 201).items[0]
    const body = { name: 'Two or more than that', email: 'two@example.com', roles: names.slice(40) }
    world.must(await world.ask('PATCH', `/accounts/${wide.id}/members/${id}`, { as: wide.owner.email, body }), 200)
    expect(await entriesOf(id, wide)).toHaveLength(45)
    const more = { roles: names.slice(0, 41) }
    const refused = await world.ask('PATCH', `/accounts/${wide.id}/members/${id}`, { as: wide.owner.email, body: more })
    expect([refused.status, refused.body.field]).toEqual([400, 'roles'])
  })
})

describe('the members who hold a role', () => {
  test('come by name, page by page, as they are now', async () => {
    await setOptions(world, account, { 'whatsapp-only': true })
    const roles = ['whatsapp-only']
    for (const name of ['Émile', 'Zoe', 'Ann', 'Bob']) await joined(world, account, { name, roles })
    const { id } = await joined(world, account, { name: 'Carl', roles: ['whatsapp-only', 'admin'] })
    world.must(await world.ask('PATCH', at(id), { as: as(), body: { roles: ['admin'] } }), 200)
    const names: (string | null)[][] = []
    let after: Key | undefined
    do {
      const page = await membersWithRole(account.id, 'whatsapp-only', { limit: 3, after })
      names.push(page.items.map(({ name }) => name))
      after = page.next
    } while (after)
    expect(names).toEqual([['Ann', 'Bob', 'Émile'], ['Zoe']])
    expect((await membersWithRole(account.id, 'whatsapp', { limit: 3 })).items).toEqual([])
  })

  test('are of this account only', async () => {
    const other = await world.account()
    await setOptions(world, other, { 'whatsapp-only': true })
    const { id } = await teamMember(world, other, { roles: ['whatsapp-only'] })
    const { items } = await membersWithRole(other.id, 'whatsapp-only', { limit: 10 })
    expect(items.map((member) => member.id)).toEqual([id])
  })
})
