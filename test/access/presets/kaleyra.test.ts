import { expect, test } from 'vitest'
import { decide } from '../../../shared/access/decide.ts'
import { isEnabled } from '../../../shared/accounts/role-rules.ts'
import { idsOf, now, permitted, policyOf, preset, team } from './given.ts'

const catalog = preset('kaleyra')
const ids = idsOf(catalog)
const pages = {
  'whatsapp-only': ['whatsapp.channel.view', 'whatsapp.campaign.launch'],
  'numbers-read-only': ['numbers.number.view'],
}

test('kaleyra.r35: WhatsApp Only and Numbers Read-Only wait for the platform, and no other role does', () => {
  expect(catalog.roles.filter(({ onRequest }) => onRequest).map(({ id }) => id)).toEqual(Object.keys(pages))
})

test.each(Object.entries(pages))(
  'kaleyra.r35: %s gives nothing before it is enabled, then its page and no more',
  (role, page) => {
    const others = Object.keys(pages).filter((other) => other !== role)
    const [before, after] = [policyOf('kaleyra', undefined, others), policyOf('kaleyra', undefined, [role])]
    expect([isEnabled(catalog, others, role), permitted(before, team(role), ids)]).toEqual([false, []])
    for (const id of page)
      expect(decide(before, team(role), id, now)).toEqual({
        permit: false,
        layer: 'switch',
        reason: 'not_enabled',
        by: role,
      })
    expect([isEnabled(catalog, [role], role), permitted(after, team(role), ids)]).toEqual([true, page])
  },
)

test('kaleyra.r35: a role that waits takes nothing from whoever holds another one beside it', () => {
  const policy = policyOf('kaleyra', undefined, [])
  for (const { id: role } of catalog.roles.filter(({ onRequest }) => !onRequest))
    expect(permitted(policy, team(role, ...Object.keys(pages)), ids)).toEqual(permitted(policy, team(role), ids))
})
