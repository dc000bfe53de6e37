import { expect, test } from 'vitest'
import { idsOf, permitted, policyOf, preset, team } from './given.ts'

const catalog = preset('kaleyra')
const policy = policyOf('kaleyra')
const ids = idsOf(catalog)

test('kaleyra.r35: WhatsApp Only and Numbers Read-Only wait for the platform, and give nothing beyond their page', () => {
  expect(catalog.roles.filter(({ onRequest }) => onRequest).map(({ id }) => id)).toEqual([
    'whatsapp-only',
    'numbers-read-only',
  ])
  expect(permitted(policy, team('whatsapp-only'), ids)).toEqual(['whatsapp.channel.view', 'whatsapp.campaign.launch'])
  expect(permitted(policy, team('numbers-read-only'), ids)).toEqual(['numbers.number.view'])
})
