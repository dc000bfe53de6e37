import { describe, expect, test } from 'vitest'
import { decide } from '../../../shared/access/decide.ts'
import { mask } from '../../../shared/access/mask.ts'
import type { AccountPolicy } from '../../../shared/access/model.ts'
import { isEnabled } from '../../../shared/accounts/role-rules.ts'
import { holders, idsOf, may, now, permitted, policyOf, preset, team } from './given.ts'

const catalog = preset('interakt')
const ids = idsOf(catalog)
const roles = ['owner', 'admin', 'teammate']
const defaults = policyOf('interakt')
const contactNumber = 'user-details.contact-number.hide'
const traits = 'user-details.traits.hide'

const switched = (switches: AccountPolicy['switches']) => policyOf('interakt', { switches, restrictions: {} })
const restricted = (restrictions: AccountPolicy['restrictions'], switches: AccountPolicy['switches'] = {}) =>
  policyOf('interakt', { switches, restrictions })
const everything = (on: boolean) => Object.fromEntries(ids.map((id) => [id, on]))
const both = <T>(choices: T) => ({ admin: choices, teammate: choices })
const masked = restricted(both({ [contactNumber]: true }))
const inModule = (...modules: string[]) =>
  catalog.permissions.filter(({ module }) => modules.includes(module)).map(({ id }) => id)

describe('roles', () => {
  test('interakt.r01: three roles, and every member has exactly one', () => {
    const present = catalog.roles.filter(({ id }) => isEnabled(catalog, [], id))
    expect(present.map(({ name }) => name)).toEqual(['Owner', 'Admin', 'Teammate'])
    expect(catalog.members.roles).toBe('one')
  })

  test('interakt.r05: nothing an account stores takes anything from an Owner', () => {
    const policy = restricted(
      Object.fromEntries(roles.map((role) => [role, { [contactNumber]: true, [traits]: true }])),
      Object.fromEntries(roles.map((role) => [role, everything(false)])),
    )
    for (const id of ids)
      expect([id, decide(policy, team('owner'), id, now)]).toEqual([id, decide(defaults, team('owner'), id, now)])
    expect(permitted(policy, team('owner'), ids)).toEqual(ids)
  })

  test('interakt.r07: Admin and Teammate open neither Team Settings nor Access Permissions', () => {
    for (const id of inModule('team')) expect([id, holders(defaults, id, roles)]).toEqual([id, ['owner']])
  })

  test('interakt.r08: only an Owner changes what roles may, and no switch gives that away', () => {
    const policy = switched(both(everything(true)))
    expect(catalog.guards['switch.update']).toBe('team.access-permissions.update')
    expect(catalog.guards['restriction.update']).toBe('team.access-permissions.update')
    expect(holders(policy, 'team.access-permissions.update', roles)).toEqual(['owner'])
  })

  test('interakt.r25: only an Owner adds members', () => {
    expect(holders(defaults, 'team.member.invite', roles)).toEqual(['owner'])
    expect(new Set(catalog.roles.map(({ givenBy }) => givenBy?.join()))).toEqual(new Set(['owner']))
  })

  test('interakt.r26: with the add-on there are three more, given by an Owner; no right is documented, so none is given', () => {
    const added = ['superadmin', 'sales-lead', 'sales-agent']
    const more = catalog.roles.filter(({ id }) => added.includes(id))
    expect(more.map(({ name, onRequest }) => [name, onRequest])).toEqual(
      ['Superadmin', 'Sales Lead', 'Sales Agent'].map((name) => [name, true]),
    )
    for (const { id } of more) {
      expect([isEnabled(catalog, undefined, id), isEnabled(catalog, [id], id)]).toEqual([false, true])
      expect(permitted(policyOf('interakt', undefined, [id]), team(id), ids)).toEqual([])
    }
  })

  test('interakt.r04: only an Owner edits and removes members', () => {
    for (const id of ['team.member.update', 'team.member.remove'])
      expect([id, holders(defaults, id, roles)]).toEqual([id, ['owner']])
  })
})

describe('switches', () => {
  const flippable = catalog.switches?.admin ?? []

  test('interakt.r06: there are none for Owner, and one acts for every member of its role', () => {
    expect(Object.keys(catalog.switches ?? {})).toEqual(['admin', 'teammate'])
    const policy = switched({ teammate: { 'billing.section.view': false } })
    for (const member of ['one', 'another'])
      expect(decide(policy, { ...team('teammate'), member }, 'billing.section.view', now)).toEqual({
        permit: false,
        layer: 'switch',
        reason: 'switched_off',
        by: 'teammate',
      })
  })

  test.each(flippable)('interakt.r06: %s goes off for one role alone, and on again', (id) => {
    for (const [role, other] of [
      ['admin', 'teammate'],
      ['teammate', 'admin'],
    ] as const) {
      const off = switched({ [role]: { [id]: false } })
      expect(permitted(off, team(role), ids)).toEqual(permitted(defaults, team(role), ids).filter((one) => one !== id))
      expect(permitted(off, team(other), ids)).toEqual(permitted(defaults, team(other), ids))
      expect(may(switched({ [role]: { [id]: true } }), team(role), id)).toBe(true)
    }
  })

  test('interakt.r06: what has no switch stays as it is, whatever is stored', () => {
    for (const on of [true, false])
      for (const id of ids.filter((id) => !flippable.includes(id)))
        expect([id, holders(switched(both(everything(on))), id, roles)]).toEqual([id, holders(defaults, id, roles)])
  })

  test('interakt.r09: export off for Admin stops every Admin and leaves Teammate alone', () => {
    const policy = switched({ admin: { 'users.user.export': false } })
    expect(holders(policy, 'users.user.export', roles)).toEqual(['owner', 'teammate'])
  })

  test.each([
    'users.user.create',
    'users.user.bulk-tag',
    'billing.section.view',
    'developer.api-key.view',
    'whatsapp.business-setup.update',
  ])('interakt.r10: %s is restricted the same way', (id) => {
    expect(holders(switched(both({ [id]: false })), id, roles)).toEqual(['owner'])
  })
})

describe('access to user details', () => {
  test('interakt.r11: overrides every switch, on or off', () => {
    const on = restricted(both({ [contactNumber]: true }), both(everything(true)))
    for (const id of inModule('notifications', 'templates', 'users', 'analytics'))
      expect([id, decide(on, team('admin'), id, now)]).toEqual([
        id,
        { permit: false, layer: 'restriction', reason: 'restricted', by: contactNumber },
      ])
  })

  test('interakt.r11: holds for the roles it is set for', () => {
    const policy = restricted({ teammate: { [contactNumber]: true } })
    expect(permitted(policy, team('admin'), ids)).toEqual(permitted(defaults, team('admin'), ids))
    expect(holders(policy, 'users.module.view', roles)).toEqual(['owner', 'admin'])
  })

  test('interakt.r12: is off until an account sets it: nothing is masked', () => {
    for (const policy of [defaults, restricted(both({ [contactNumber]: false }))])
      for (const role of roles)
        expect(decide(policy, team(role), 'inbox.module.view', now)).toEqual({
          permit: true,
          reason: 'granted',
          obligations: [],
        })
  })

  const phone = '+91 98765 43210'
  const inbox = () => ({
    userCard: { name: 'Asha', phone },
    chatList: [{ name: 'Asha', phone }],
    chatHeader: { name: 'Asha', phone },
  })
  const shownTo = (role: string, policy = masked) => {
    const decision = decide(policy, team(role), 'inbox.module.view', now)
    if (!decision.permit) throw new Error('the inbox is open to all')
    return mask(inbox(), decision.obligations)
  }

  test('interakt.r13: with it on the inbox shows the country code only', () => {
    expect(shownTo('admin').userCard).toEqual({ name: 'Asha', phone: expect.stringMatching(/^\+91\D*$/) })
  })

  test('interakt.r14: on the user card, in the chat list and in the chat header', () => {
    expect(JSON.stringify(shownTo('teammate'))).not.toMatch(/98765|43210/)
    expect(shownTo('teammate').chatList[0]?.name).toBe('Asha')
  })

  test('interakt.r15: conversing goes on', () => {
    expect(holders(masked, 'inbox.message.send', roles)).toEqual(roles)
  })

  test.each([
    ['interakt.r16', 'notifications'],
    ['interakt.r18', 'templates'],
    ['interakt.r20', 'users'],
    ['interakt.r21', 'analytics'],
  ])('%s: masked roles have no %s, whatever its switches say', (_, module) => {
    for (const on of [true, false]) {
      const policy = restricted(both({ [contactNumber]: true }), both(everything(on)))
      for (const id of inModule(module)) expect([id, holders(policy, id, roles)]).toEqual([id, ['owner']])
    }
  })

  test('interakt.r17: owners still set up campaigns', () => {
    expect(holders(masked, 'notifications.campaign.manage', roles)).toEqual(['owner'])
  })

  test('interakt.r19: existing templates stay usable in the inbox; owners still create them', () => {
    expect(holders(masked, 'inbox.template.use', roles)).toEqual(roles)
    expect(holders(masked, 'templates.template.submit', roles)).toEqual(['owner'])
  })

  test('interakt.r22: export, adding and bulk tagging are out of reach with All Users', () => {
    for (const id of ['users.user.export', 'users.user.create', 'users.user.bulk-tag'])
      expect([id, holders(masked, id, roles)]).toEqual([id, ['owner']])
  })

  test('interakt.r23: off again, exactly what the switches allow is back', () => {
    const switches = { admin: { 'users.user.export': false }, teammate: { 'analytics.module.view': false } }
    const off = restricted(both({ [contactNumber]: false }), switches)
    for (const role of roles)
      for (const id of ids)
        expect([role, id, decide(off, team(role), id, now)]).toEqual([
          role,
          id,
          decide(switched(switches), team(role), id, now),
        ])
  })

  test('interakt.r24: an Owner is never masked', () => {
    const policy = restricted(Object.fromEntries(roles.map((role) => [role, { [contactNumber]: true }])))
    expect(shownTo('owner', policy)).toEqual(inbox())
  })

  test('interakt.r27: hiding traits is a setting of its own: it closes nothing and leaves the number in sight', () => {
    const policy = restricted(both({ [traits]: true }))
    for (const role of roles) expect(permitted(policy, team(role), ids)).toEqual(permitted(defaults, team(role), ids))
    expect(shownTo('admin', policy)).toEqual(inbox())
    const decision = decide(policy, team('admin'), 'inbox.module.view', now)
    const card = { userCard: { phone, traits: { city: 'Pune' } } }
    expect(decision.permit && mask(card, decision.obligations).userCard.traits).not.toEqual({ city: 'Pune' })
  })
})
