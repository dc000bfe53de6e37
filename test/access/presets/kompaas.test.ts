import { describe, expect, test } from 'vitest'
import { decide } from '../../../shared/access/decide.ts'
import type { ResourceLink } from '../../../shared/access/model.ts'
import { about, employee, idsOf, may, now, permitted, policyOf, preset, team } from './given.ts'

const catalog = preset('kompaas')
const policy = policyOf('kompaas')
const ids = idsOf(catalog)
const { levels } = catalog
if (!levels) throw new Error('the preset has levels')
const products = levels.products.map(({ id }) => id)
const signed = about({ agreement: 'signed' })
const creates = ids.filter((id) => id.startsWith('core.user.create-'))

/** Whoever holds these levels in one agreement, asked about that agreement. */
const inSigned = (held: Record<string, string>) => permitted(policy, employee({ signed: held }), ids, signed)
const everywhere = (level: string) => Object.fromEntries(products.map((product) => [product, level]))
const mayGive = (level: string) => levels.order.find(({ id }) => id === level)?.mayGive

describe('who sets levels', () => {
  test('kompaas.r01: only an Administrator or Owner of System [CORE]', () => {
    const setting = levels.order.filter(({ id }) => inSigned({ core: id }).includes('core.access-level.assign'))
    expect(setting.map(({ id }) => id)).toEqual(['administrator', 'owner'])
  })

  test('kompaas.r09: an Administrator gives User and Administrator', () => {
    expect(mayGive('administrator')).toEqual(['user', 'administrator'])
    expect(inSigned({ core: 'administrator' }).filter((id) => creates.includes(id))).toEqual([
      'core.user.create-user',
      'core.user.create-administrator',
    ])
  })

  test('kompaas.r10: an Administrator does not give Without access', () => {
    expect(mayGive('administrator')).not.toContain('without-access')
    expect(inSigned({ core: 'administrator' })).not.toContain('core.user.create-without-access')
  })

  test('kompaas.r12: Owner comes with the cabinet: no level and no role gives it', () => {
    expect(levels.order.filter(({ mayGive }) => mayGive.includes('owner'))).toEqual([])
    expect(catalog.roles.find(({ id }) => id === catalog.ownerRole)?.givenBy).toEqual([])
  })

  test('kompaas.r13: an Owner gives Without access, User and Administrator', () => {
    expect(mayGive('owner')).toEqual(['without-access', 'user', 'administrator'])
    expect(inSigned({ core: 'owner' })).toEqual(expect.arrayContaining(creates))
    expect(creates).toHaveLength(3)
  })

  test('kompaas.r14: there is no permission to create another Owner', () => {
    expect(ids.filter((id) => id.includes('create-owner'))).toEqual([])
  })

  test.each(products.filter((product) => product !== 'core'))(
    'kompaas.r15: the level of %s gives no right to create users or set levels',
    (product) => {
      expect(inSigned({ [product]: 'owner' }).filter((id) => id.startsWith('core.'))).toEqual([])
      expect(levels.core).toBe('core')
    },
  )
})

describe('what a level counts for', () => {
  test('kompaas.r02: without a level an employee works with no product', () => {
    expect(inSigned({})).toEqual([])
    expect(permitted(policy, team('employee'), ids, signed)).toEqual([])
  })

  test('kompaas.r03: in its own agreement only', () => {
    const access = employee({ signed: everywhere('owner'), other: { telephony: 'user' } })
    expect(permitted(policy, access, ids, about({ agreement: 'other' }))).toEqual([
      'telephony.product.use',
      'telephony.settings.view',
    ])
    expect(decide(policy, access, 'telephony.settings.view', now)).toEqual({
      permit: false,
      layer: 'grant',
      reason: 'agreement_missing',
    })
  })

  test('kompaas.r04: each product has a level of its own', () => {
    const mixed = inSigned({ telephony: 'administrator', chatbots: 'user', 'virtual-pbx': 'without-access' })
    expect(mixed).toEqual([
      'telephony.product.use',
      'telephony.settings.view',
      'telephony.settings.update',
      'virtual-pbx.product.use',
      'chatbots.product.use',
      'chatbots.settings.view',
    ])
  })

  test('kompaas.r05: there is one level per product: a new one replaces the old', () => {
    const held = { telephony: 'administrator' }
    expect(inSigned({ ...held, telephony: 'user' })).toEqual(inSigned({ telephony: 'user' }))
  })

  test('kompaas.r06: Without access uses the product and neither views nor changes anything', () => {
    expect(inSigned(everywhere('without-access'))).toEqual(products.map((product) => `${product}.product.use`))
  })

  test('kompaas.r07: User views the settings and does not change them', () => {
    const held = inSigned(everywhere('user'))
    expect(held).toEqual(expect.arrayContaining(products.map((product) => `${product}.settings.view`)))
    expect(held.filter((id) => id.endsWith('.update'))).toEqual([])
  })

  test.each(products)('kompaas.r08: Administrator of %s changes its settings and those of no other', (product) => {
    const changes = inSigned({ [product]: 'administrator' }).filter((id) => id.endsWith('.settings.update'))
    expect(changes).toEqual([`${product}.settings.update`])
  })

  test.each(products)('kompaas.r11: Owner of %s changes its settings', (product) => {
    expect(inSigned({ [product]: 'owner' })).toContain(`${product}.settings.update`)
  })

  test('kompaas.r16: Integrations and API v2.0 is one level for two products', () => {
    expect(levels.products.find(({ id }) => id === 'integrations-api')?.governs).toEqual([
      'Integrations',
      'For developers',
    ])
  })

  test('kompaas.r21: Owner of all products has the rights of an administrator on each', () => {
    expect(inSigned(everywhere('owner'))).toEqual(expect.arrayContaining(inSigned(everywhere('administrator'))))
  })

  test('kompaas.r25: lowered to Without access nothing is seen or changed; raised again everything is back', () => {
    const before = inSigned({ telephony: 'administrator' })
    expect(inSigned({ telephony: 'without-access' })).toEqual(['telephony.product.use'])
    expect(inSigned({ telephony: 'administrator' })).toEqual(before)
  })

  test('kompaas.r25: who is switched off is shut out with all levels kept', () => {
    const access = employee({ signed: everywhere('administrator') })
    expect(permitted(policy, { ...access, status: 'inactive' }, ids, signed)).toEqual([])
    expect(permitted(policy, access, ids, signed)).not.toEqual([])
  })

  test('kompaas.r28: settings of the virtual PBX take the level Administrator', () => {
    const changing = levels.order.filter(({ id }) =>
      inSigned({ 'virtual-pbx': id }).includes('virtual-pbx.settings.update'),
    )
    expect(changing.map(({ id }) => id)).toEqual(['administrator', 'owner'])
  })
})

describe('what a link to a subscriber of the virtual PBX gives', () => {
  const link = (id: string, sip = true): ResourceLink => ({ type: 'virtual-pbx.subscriber', id, properties: { sip } })
  const of = (subscriber: string) => about({ agreement: 'signed', subscriber })
  const listen = 'virtual-pbx.recording.listen'
  const call = 'virtual-pbx.click-to-call.use'

  test('kompaas.r17: an employee gains by a link what no level gives', () => {
    const held = { signed: everywhere('owner') }
    expect(permitted(policy, employee(held), [listen, call], of('101'))).toEqual([])
    expect(permitted(policy, employee(held, link('101')), [listen, call], of('101'))).toEqual([listen, call])
  })

  test('kompaas.r18: listening to the call records of that subscriber', () => {
    expect(may(policy, employee({}, link('101')), listen, of('101'))).toBe(true)
  })

  test('kompaas.r19: not to those of another subscriber, nor to those of nobody in particular', () => {
    const access = employee({}, link('101'))
    expect(may(policy, access, listen, of('102'))).toBe(false)
    expect(may(policy, access, listen, signed)).toBe(false)
    expect(may(policy, access, listen)).toBe(false)
  })

  test('kompaas.r20: click-to-call through that subscriber', () => {
    expect(may(policy, employee({}, link('101')), call, of('101'))).toBe(true)
    expect(may(policy, employee({}, link('101')), call, of('102'))).toBe(false)
  })

  test('kompaas.r27: click-to-call takes a configured SIP account, listening does not', () => {
    const access = employee({}, link('101', false))
    expect(may(policy, access, listen, of('101'))).toBe(true)
    expect(decide(policy, access, call, now, of('101'))).toEqual({
      permit: false,
      layer: 'grant',
      reason: 'link_incomplete',
    })
  })
})
