import { describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { agentFaults, domainFaults, partnerTerms } from '../../shared/partners/agents/rules.ts'
import { letInUntil } from '../../shared/partners/rules.ts'

const catalog = presets.find(({ id }) => id === 'talkdesk-partner') as Catalog
const partner = { domains: ['partner.example.com', 'partner.example'] }
const codes = (person: { name?: string; email?: string }) =>
  agentFaults(person, partner, catalog).map(({ code, field }) => `${field} ${code}`)

describe('talkdesk.r35: an agent is a named person with a professional address', () => {
  test.each([
    'ada@partner.example.com',
    'Ada.Lovelace@PARTNER.example',
    'ada+gatepass@partner.example',
    'e12345@partner.example',
    'anna.list@partner.example',
    'italo@partner.example',
    'sup.port@partner.example',
    'supporter@partner.example',
    "o'team@partner.example",
    '42@partner.example',
  ])('%s is a person’s', (email) => {
    expect(codes({ email })).toEqual([])
  })

  test.each([
    'support@partner.example',
    'SUPPORT@partner.example',
    'support+1@partner.example',
    '+support@partner.example',
    'support2@partner.example',
    '24support@partner.example',
    'support.2@partner.example',
    'support-team@partner.example',
    'help.desk@partner.example',
    'it_support@partner.example',
    'no-reply@partner.example',
    'no-reply2@partner.example',
    'all@partner.example',
  ])('%s belongs to nobody in particular', (email) => {
    expect(codes({ email })).toEqual(['email email_shared'])
  })

  test.each([
    ['ada@gmail.com', 'email_personal'],
    ['ada@GMX.de', 'email_personal'],
    ['ada@other.example', 'domain_not_allowed'],
    ['ada@mail.partner.example', 'domain_not_allowed'],
    ['ada@xpartner.example', 'domain_not_allowed'],
  ])('%s is not at a domain of the partner’s own', (email, code) => {
    expect(codes({ email })).toEqual([`email ${code}`])
  })

  test('every fault is told at once', () => {
    expect(codes({ name: 'Sales Team', email: 'sales@gmail.com' })).toEqual([
      'name name_shared',
      'email email_personal',
      'email email_shared',
    ])
  })

  test.each(['Ada', 'Ada Lovelace', '李小龙', 'Søren', 'Sam Support', 'Bill Desk', 'Ítalo'])('%s is a name', (name) => {
    expect(codes({ name })).toEqual([])
  })

  test.each(['Support', 'SUPPORT 2', 'Help Desk', 'sales-team', 'Support / Billing', '007', '—'])(
    '%s is no person’s name',
    (name) => {
      expect(codes({ name })).toEqual(['name name_shared'])
    },
  )

  test('a domain where anybody gets an address is no partner’s own', () => {
    expect(domainFaults(['partner.example', 'gmail.com'], partnerTerms(catalog))).toEqual([
      { code: 'domain_personal', detail: expect.any(String), field: 'domains[1]' },
    ])
  })
})

describe('talkdesk.r36: thirty days on end', () => {
  test.each(['2026-11-21T00:00:00.000Z', '2026-11-21T10:00:00.000Z', '2026-11-21T23:59:59.999Z'])(
    'seen at %s, the days from 22 November to 21 December may pass, and no day more',
    (seen) => {
      expect(letInUntil(seen, 30)).toBe('2026-12-22T00:00:00.000Z')
    },
  )
})
