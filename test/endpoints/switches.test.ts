/** Interakt's switches and restrictions, through the API, until the next decision. */
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { type Asked, type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'
import { expectRefusal, stored, teamMember } from './helpers.ts'

const numbers = 'user-details.contact-number.hide'
const inbox = ['inbox.module.view', 'inbox.message.send', 'inbox.template.use']
const hidden = ['notifications.module.view', 'templates.module.view', 'users.module.view', 'analytics.module.view']
const unreachable = ['users.user.create', 'users.user.bulk-tag', 'users.user.export']

let world: World | undefined
let account: GivenAccount
let admin: { id: string; email: string }
let teammate: { id: string; email: string }
const here = (): World => world as World
beforeEach(async () => {
  world ??= await givenWorld()
  account = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
  admin = await teamMember(world, account, { roles: ['admin'] })
  teammate = await teamMember(world, account, { roles: ['teammate'] })
})
afterAll(() => world?.stop())

const put = (path: string, body: unknown, asked: Asked = {}) =>
  here().ask('PUT', `/accounts/${account.id}/roles/${path}`, { as: account.owner.email, body, ...asked })
const set = async (path: string, body: unknown, asked?: Asked): Promise<Wire> =>
  here().must(await put(path, body, asked), 200)
const reason = async (member: string, permission: string): Promise<string> =>
  (await here().evaluate(account, { type: 'member', id: member }, permission)).body.context.reason.code
const masks = async (member: string, permission: string) =>
  (await here().evaluate(account, { type: 'member', id: member }, permission)).body.context.obligations
const policyOf = async () =>
  (await here().ask('GET', `/accounts/${account.id}/roles`, { as: account.owner.email })).body

describe('switches', () => {
  test('interakt.r09: export off for admins stops every admin at the next decision, and no teammate', async () => {
    expect(await reason(admin.id, 'users.user.export')).toBe('granted')
    const answer = await set('admin/switches', { 'users.user.export': false })
    expect([answer.version, answer.policyVersion]).toEqual([2, 2])
    expect(await reason(admin.id, 'users.user.export')).toBe('switched_off')
    expect(await reason(teammate.id, 'users.user.export')).toBe('granted')
    await set('admin/switches', { 'users.user.export': true })
    expect(await reason(admin.id, 'users.user.export')).toBe('granted')
  })

  test('interakt.r10: each of them goes off by itself and leaves the others as they are', async () => {
    const cells = ['users.user.create', 'users.user.bulk-tag', 'billing.section.view', 'developer.api-key.view']
    for (const cell of cells) {
      await set('teammate/switches', { [cell]: false })
      expect(await reason(teammate.id, cell)).toBe('switched_off')
      expect(await reason(admin.id, cell)).toBe('granted')
    }
    expect(await reason(teammate.id, 'whatsapp.business-setup.update')).toBe('granted')
  })

  test('interakt.r05: nothing of the owner is switched or restricted', async () => {
    const before = await stored()
    expectRefusal(await put('owner/switches', { 'users.user.export': false }), 409, 'role_locked')
    expectRefusal(await put('owner/restrictions', { [numbers]: true }), 409, 'role_locked')
    expect(await stored()).toEqual(before)
  })

  test('interakt.r07: a cell that the catalog does not let an account flip stays, each told at its field', async () => {
    const body = { 'team.settings.view': true, 'users.user.export': false, 'moon.base.enter': true }
    const answer = await put('admin/switches', body)
    expectRefusal(answer, 422, 'switch_unknown', 'team.settings.view')
    expect(answer.body.faults.map(({ field }: Wire) => field)).toEqual(['team.settings.view', 'moon.base.enter'])
    expect(await reason(admin.id, 'users.user.export')).toBe('granted')
    expectRefusal(await put('admin/restrictions', { 'moon.hide': true }), 422, 'restriction_unknown', 'moon.hide')
    for (const role of ['nobody', 'expert', '__proto__'])
      expectRefusal(await put(`${role}/switches`, { 'users.user.export': false }), 404, 'role_unknown')
  })

  test('interakt.r08: only an owner flips', async () => {
    for (const { email } of [admin, teammate])
      expectRefusal(await put('teammate/switches', { 'users.user.export': false }, { as: email }), 403, 'not_permitted')
  })

  test('nothing, or neither on nor off, is refused', async () => {
    expectRefusal(await put('admin/switches', {}), 400, 'invalid_body')
    expectRefusal(await put('admin/switches', { 'users.user.export': 'no' }), 400, 'invalid_body', 'users.user.export')
  })

  test('whoever read an older version is refused', async () => {
    const body = { 'users.user.export': false }
    await set('admin/switches', body, { headers: { 'if-match': '1' } })
    expectRefusal(await put('admin/switches', body, { headers: { 'if-match': '1' } }), 409, 'version_conflict')
  })

  test('the audit keeps who flipped what, with how it was before', async () => {
    await set('admin/switches', { 'users.user.export': false })
    await set('admin/restrictions', { [numbers]: true })
    const { items } = (await here().ask('GET', `/accounts/${account.id}/audit`, { as: account.owner.email })).body
    const common = { actor: { type: 'member', id: account.owner.member }, target: account.id }
    expect(items.slice(0, 2)).toEqual([
      expect.objectContaining({
        ...{ ...common, action: 'role.restricted' },
        ...{ before: { role: 'admin', [numbers]: false }, after: { role: 'admin', [numbers]: true } },
      }),
      expect.objectContaining({
        ...{ ...common, action: 'role.switched' },
        ...{
          before: { role: 'admin', 'users.user.export': true },
          after: { role: 'admin', 'users.user.export': false },
        },
      }),
    ])
  })
})

describe('restrictions', () => {
  test('interakt.r12: without one nothing is masked', async () => {
    for (const permission of inbox) expect(await masks(teammate.id, permission)).toBeUndefined()
  })

  test('interakt.r13, interakt.r14, interakt.r15: numbers are masked in the inbox, where work goes on', async () => {
    await set('teammate/restrictions', { [numbers]: true })
    const fields = ['userCard.phone', 'chatList.phone', 'chatHeader.phone']
    for (const permission of inbox) {
      expect(await masks(teammate.id, permission)).toEqual([{ fields, as: 'country-code' }])
      expect(await masks(admin.id, permission)).toBeUndefined()
      expect(await masks(account.owner.member, permission)).toBeUndefined()
    }
  })

  test('interakt.r11, interakt.r16, interakt.r18, interakt.r20, interakt.r21, interakt.r22: hidden whatever a switch says', async () => {
    await set('teammate/switches', Object.fromEntries([...hidden, ...unreachable].map((id) => [id, true])))
    await set('teammate/restrictions', { [numbers]: true })
    for (const permission of [...hidden, ...unreachable]) {
      expect([permission, await reason(teammate.id, permission)]).toEqual([permission, 'restricted'])
      expect(await reason(admin.id, permission)).toBe('granted')
      expect(await reason(account.owner.member, permission)).toBe('granted')
    }
  })

  test('interakt.r23: once undone there is exactly what the switches allow, and no switch was rewritten', async () => {
    await set('teammate/switches', { 'users.user.export': false, 'analytics.module.view': false })
    const before = await policyOf()
    await set('teammate/restrictions', { [numbers]: true })
    await set('teammate/restrictions', { [numbers]: false })
    const after = await policyOf()
    expect(after.roles).toEqual(before.roles)
    expect(await reason(teammate.id, 'users.user.export')).toBe('switched_off')
    expect(await reason(teammate.id, 'users.module.view')).toBe('granted')
    expect(await masks(teammate.id, 'inbox.module.view')).toBeUndefined()
  })

  test('interakt.r27: hiding traits is a setting of its own', async () => {
    await set('teammate/restrictions', { 'user-details.traits.hide': true })
    expect(await masks(teammate.id, 'inbox.module.view')).toEqual([{ fields: ['userCard.traits'], as: 'hidden' }])
    for (const permission of hidden) expect(await reason(teammate.id, permission)).toBe('granted')
  })
})

describe('a preview', () => {
  const lost = [...hidden, ...unreachable, 'notifications.campaign.manage', 'templates.template.submit'].sort()

  test('tells who would lose, gain and be masked, and changes nothing', async () => {
    const before = await stored()
    const preview = await set('teammate/restrictions?preview=true', { [numbers]: true })
    expect(await stored()).toEqual(before)
    const change = { gains: [], loses: expect.any(Array), masked: inbox, unmasked: [] }
    expect(preview).toEqual({
      ...{ role: change, looked: 3, more: false },
      members: [{ member: teammate.id, name: 'Team', ...change }],
    })
    for (const { loses } of [preview.role, ...preview.members]) expect(loses.toSorted()).toEqual(lost)
    expect(await reason(teammate.id, 'users.module.view')).toBe('granted')
  })

  test('is what saving then does, and what undoing it gives back', async () => {
    const told = (await set('teammate/restrictions?preview=true', { [numbers]: true })).role
    await set('teammate/restrictions', { [numbers]: true })
    for (const permission of told.loses) expect(await reason(teammate.id, permission)).toBe('restricted')
    const back = (await set('teammate/restrictions?preview=true', { [numbers]: false })).role
    expect(back).toEqual({ gains: told.loses, loses: [], masked: [], unmasked: told.masked })
  })

  test('says nothing of members for whom nothing changes, such as those who are switched off', async () => {
    await teamMember(here(), account, { roles: ['admin'], status: 'inactive' })
    const body = { 'users.user.export': false }
    const preview = await set('admin/switches?preview=true', body)
    expect(preview.members.map(({ member }: Wire) => member)).toEqual([admin.id])
    expect(preview.role).toEqual({ gains: [], loses: ['users.user.export'], masked: [], unmasked: [] })
  })

  test('refuses what saving refuses, and another word than true or false', async () => {
    expectRefusal(await put('owner/switches?preview=true', { 'users.user.export': false }), 409, 'role_locked')
    expectRefusal(
      await put('admin/switches?preview=yes', { 'users.user.export': false }),
      400,
      'invalid_query',
      'preview',
    )
  })
})
