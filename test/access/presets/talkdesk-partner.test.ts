import { describe, expect, test } from 'vitest'
import { decide } from '../../../shared/access/decide.ts'
import facts from './facts/talkdesk-partner.json' with { type: 'json' }
import { holders, idsOf, now, partner, policyOf, preset } from './given.ts'

const catalog = preset('talkdesk-partner')
const policy = policyOf('talkdesk-partner')
const ids = idsOf(catalog)
const roles = facts.roles
const all = ['reseller', 'implementation-partner']
const beginning = (...starts: string[]) => ids.filter((id) => starts.some((start) => id.startsWith(start)))

/** Each of these is held by exactly these roles of partners. */
const heldBy = (expected: string[], permissions: string[]) => {
  expect(permissions).not.toEqual([])
  for (const id of permissions) expect([id, holders(policy, id, roles, partner)]).toEqual([id, expected])
}

test('talkdesk.r01: an empty cell is a refusal, all 76 of them', () => {
  const empty = ids.flatMap((id) =>
    roles.filter((role) => !(facts.grants as Record<string, string[]>)[id]?.includes(role)).map((role) => [role, id]),
  )
  expect(empty).toHaveLength(2 * 95 - 114)
  for (const [role = '', id = ''] of empty)
    expect(decide(policy, partner(role), id, now)).toEqual({ permit: false, layer: 'grant', reason: 'not_granted' })
})

describe('talkdesk.r02: a closed section is closed', () => {
  test.each(facts.closed)('%s', (id) => heldBy([], [id]))

  test('even to a role that grants it', () => {
    const everything = new Uint32Array(Math.ceil(ids.length / 32)).fill(0xffffffff)
    const reseller = policy.partnerRoles.get('reseller')
    if (!reseller) throw new Error('the role is there')
    const open = {
      ...policy,
      partnerRoles: new Map([['reseller', { ...reseller, granted: everything, held: everything }]]),
    }
    expect(facts.closed).toHaveLength(6)
    for (const id of facts.closed)
      expect(decide(open, partner('reseller'), id, now)).toEqual(
        expect.objectContaining({ permit: false, layer: 'exclusion', reason: 'excluded' }),
      )
    expect(decide(open, partner('reseller'), 'billing.credits.add', now).permit).toBe(true)
  })
})

test('talkdesk.r03: the top-level Users menu is closed, the Users page of an account is open', () => {
  heldBy([], ['general-users.section.access'])
  heldBy(all, beginning('users.'))
})

test('talkdesk.r04: opening the list of accounts and searching it is one permission', () => {
  heldBy(all, beginning('accounts.'))
  expect(beginning('accounts.')).toEqual(['accounts.account.view'])
})

test('talkdesk.r05: only a Reseller sees organizations', () =>
  heldBy(['reseller'], ['organizations.organization.view']))

test('talkdesk.r06: only a Reseller creates Express accounts', () =>
  heldBy(['reseller'], ['organizations.express-account.create']))

test('talkdesk.r07: nobody caps the licenses, although a Reseller changes the other settings', () => {
  heldBy([], ['organizations.express-license-limit.set'])
  heldBy(['reseller'], ['organizations.settings.update'])
})

test('talkdesk.r11: the Twilio region, single or in bulk, is for Implementation Partners', () =>
  heldBy(['implementation-partner'], ['agents.twilio-region.update', 'agents-bulk.twilio-region.update']))

test('talkdesk.r12: raw data of an agent, a number or an account is for Implementation Partners', () =>
  heldBy(
    ['implementation-partner'],
    ids.filter((id) => id.endsWith('.raw-data.view')),
  ))

test('talkdesk.r15: both roles request and schedule cost reports', () => heldBy(all, beginning('billing.cost-report.')))

test('talkdesk.r16: of the credits a Reseller only removes, an Implementation Partner nothing', () => {
  heldBy(['reseller'], ['billing.credits.remove'])
  heldBy([], ['billing.credits.add', 'billing.credits.set', 'billing.credits.set-overdraft'])
})

test('talkdesk.r17: of the lifecycle a Reseller extends, suspends and reactivates, an Implementation Partner nothing', () =>
  heldBy(['reseller'], ['billing.lifecycle.extend', 'billing.lifecycle.suspend', 'billing.lifecycle.reactivate']))

test('talkdesk.r18: no partner freezes, cancels or terminates an account', () =>
  heldBy([], ['billing.lifecycle.freeze', 'billing.lifecycle.cancel', 'billing.lifecycle.terminate']))

test('talkdesk.r25: no partner switches an account to invoices', () =>
  heldBy([], ['billing.payment-method.set-external']))

test('talkdesk.r26: pricing, charging, payment methods and payment providers are closed', () =>
  heldBy([], beginning('billing.pricing.', 'billing.payment-method.', 'billing.payment-provider.')))

test('talkdesk.r27: contacts are deleted all at once: there is no right to delete one', () => {
  heldBy(all, ['contacts.contact.delete-all'])
  expect(beginning('contacts.contact.')).toEqual(['contacts.contact.delete-all'])
})

test('talkdesk.r29: a Reseller sees details of executions without the page that lists them', () => {
  heldBy(all, ['actions-api.execution.view-details'])
  heldBy(['implementation-partner'], ['actions-api.page.view'])
})

test('talkdesk.r30: deleting numbers and copying their settings in bulk is for Implementation Partners', () =>
  heldBy(['implementation-partner'], ['phone-bulk.number.delete', 'phone-bulk.settings.copy']))

test('talkdesk.r31: both create users and change roles in bulk, nobody copies a user', () => {
  heldBy(all, ['agents-bulk.agent.create', 'agents-bulk.role.update'])
  heldBy([], ['agents-bulk.settings.copy'])
})

test('talkdesk.r32: installations of apps are retried and removed by a Reseller', () =>
  heldBy(['reseller'], beginning('app-connect.installation.')))

test('talkdesk.r33: what sets an account up technically is for Implementation Partners', () =>
  heldBy(
    ['implementation-partner'],
    [
      'sip-forwarding.setup.manage',
      'mobile.app.enable',
      'phone-numbers.automated-notifications.enable',
      'global-settings.emergency.manage',
      'global-settings.account-setup.upload',
    ],
  ))

test('talkdesk.r34: settings of UC phones are closed to both', () => heldBy([], beginning('global-settings.uc.')))
