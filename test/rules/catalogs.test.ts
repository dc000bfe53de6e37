import { describe, expect, test } from 'vitest'
import { presets } from '../../shared/catalogs/load.ts'
import { Catalog } from '../../shared/catalogs/schema.ts'

test.each(presets.map((preset) => [preset.id, preset]))('the preset %s is a valid catalog', (_, preset) => {
  expect(Catalog.safeParse(preset).error?.issues).toBeUndefined()
})

describe('a catalog that contradicts itself is refused with every fault and its path', () => {
  const kaleyra = presets[0]
  if (!kaleyra) throw new Error('a preset is there')
  type Draft = Catalog & { experts: NonNullable<Catalog['experts']> }
  const faults = (change: (draft: Draft) => void) => {
    const draft = structuredClone(kaleyra) as Draft
    change(draft)
    return Catalog.safeParse(draft).error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`)
  }

  test.each<[string, (draft: Draft) => void, string]>([
    [
      'unknown permission of a role',
      (c) => c.roles[0]?.permissions.push('no.such'),
      'roles.0.permissions.27: unknown permission no.such',
    ],
    [
      'a permission twice',
      (c) => c.permissions.push({ ...c.permissions[0] } as never),
      'permissions.27.id: channels.channel.view stands twice',
    ],
    ['an unknown owner role', (c) => Object.assign(c, { ownerRole: 'nobody' }), 'ownerRole: unknown role nobody'],
    [
      'an owner role that waits',
      (c) => Object.assign(c, { ownerRole: 'whatsapp-only' }),
      'ownerRole: whatsapp-only waits for the platform: nobody could begin',
    ],
    [
      'read-only that changes',
      (c) => Object.assign(c.experts.readOnly, ['flows.flow.update']),
      'experts.readOnly.0: flows.flow.update changes something',
    ],
    [
      'a grant into an excluded module',
      (c) => Object.assign(c.experts.limitedWrite, ['billing.billing.manage']),
      'experts.limitedWrite.0: billing.billing.manage lies in an excluded module',
    ],
    [
      'an unknown region',
      (c) => c.experts.noLimitClosedIn.push('atlantis'),
      'experts.noLimitClosedIn.2: unknown region atlantis',
    ],
    [
      'an empty module',
      (c) => c.experts.excludedModules.push('nothing'),
      'experts.excludedModules.4: no permission is in module nothing',
    ],
    [
      'an unknown guard',
      (c) => Object.assign(c.guards, { 'expert.list': 'no.such' }),
      'guards.expert.list: unknown permission no.such',
    ],
  ])('%s', (_, change, fault) => {
    expect(faults(change)).toEqual([fault])
  })

  test('several faults are told at once', () => {
    expect(
      faults((draft) => {
        draft.ownerRole = 'nobody'
        draft.experts.noLimitClosedIn.push('atlantis')
      }),
    ).toHaveLength(2)
  })

  test('a field nobody knows is a fault', () => {
    expect(faults((draft) => Object.assign(draft, { colour: 'blue' }))).toEqual([': Unrecognized key: "colour"'])
  })
})
