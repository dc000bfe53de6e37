import { describe, expect, test } from 'vitest'
import { type CatalogRoles, cellOf, groupsOf, locksOf, lockWords } from '../../console/src/pages/permissions/cells.ts'
import {
  type Draft,
  type Spot,
  savedAt,
  stepsOf,
  stillNeeded,
  toggled,
  undoOf,
  wantedAt,
  without,
} from '../../console/src/pages/permissions/draft.ts'
import { effectsOf } from '../../console/src/pages/permissions/restriction-words.ts'
import { compile } from '../../shared/access/compile.ts'
import type { AccountPolicy } from '../../shared/access/model.ts'
import { readRoles } from '../../shared/accounts/read-roles.ts'
import { presets } from '../../shared/catalogs/load.ts'

const preset = (name: string) => {
  const found = presets.find(({ id }) => id === name)
  if (!found) throw new Error(`there is no preset ${name}`)
  return found
}

/** As the API answers it. */
function given(name: string, policy: AccountPolicy = { switches: {}, restrictions: {} }) {
  const catalog = preset(name)
  return readRoles({ policy, policyVersion: 1, version: 1 } as never, catalog, compile(catalog, policy))
}

const matrix = given('interakt')
const catalog: CatalogRoles = preset('interakt').roles
const view = (draft: Draft = [], more = {}) => ({ matrix, draft, catalog, mayFlip: true, ...more })
const one = <T extends { id: string }>(all: readonly T[], id: string): T => {
  const found = all.find((each) => each.id === id)
  if (!found) throw new Error(`there is no ${id}`)
  return found
}
const cell = (role: string, permission: string, at = view()) =>
  cellOf(at, one(at.matrix.roles, role), one(at.matrix.permissions, permission))

const numbers = 'user-details.contact-number.hide'
const exporting: Spot = { role: 'admin', kind: 'switches', id: 'users.user.export' }
const hiding: Spot = { role: 'teammate', kind: 'restrictions', id: numbers }
const both: Draft = [
  { ...exporting, on: false },
  { ...hiding, on: true },
]

describe('a draft', () => {
  test('toggling twice is no change', () => {
    const draft = toggled(matrix, toggled(matrix, [], exporting), hiding)
    expect(draft).toEqual(both)
    expect([wantedAt(matrix, draft, exporting), savedAt(matrix, exporting)]).toEqual([false, true])
    expect(toggled(matrix, draft, exporting)).toEqual([both[1]])
  })

  test('is saved in as few requests as there are roles and kinds', () => {
    const more: Draft = [...both, { ...exporting, id: 'users.user.create', on: false }]
    expect(stepsOf(more)).toEqual([
      { role: 'admin', kind: 'switches', choices: { 'users.user.export': false, 'users.user.create': false } },
      { role: 'teammate', kind: 'restrictions', choices: { [numbers]: true } },
    ])
  })

  test('forgets what somebody else has set the same, and what nothing can set', () => {
    const meanwhile = given('interakt', { switches: { admin: { [exporting.id]: false } }, restrictions: {} })
    expect(stillNeeded(meanwhile, both)).toEqual([both[1]])
    expect(stillNeeded(matrix, [{ ...exporting, role: 'owner', on: false }])).toEqual([])
  })

  test('is undone by its opposite, except where somebody has changed it since', () => {
    const policy = { switches: { admin: { [exporting.id]: false } }, restrictions: {} }
    expect(undoOf(given('interakt', policy), both)).toEqual([{ ...exporting, on: true }])
  })

  test('what is saved is no draft any more, also once it is undone', () => {
    expect(without(both, [{ ...exporting, on: false }])).toEqual([both[1]])
  })
})

test('experts are restricted as one, where the catalog has a restriction for them', () => {
  const spot: Spot = { role: 'expert', kind: 'restrictions', id: numbers }
  expect(savedAt(matrix, spot)).toBeUndefined()
  const withExperts = { ...matrix, experts: { restrictions: [{ id: numbers, on: false }] } }
  expect(stepsOf(toggled(withExperts, [], spot))).toEqual([
    { role: 'expert', kind: 'restrictions', choices: { [numbers]: true } },
  ])
})

describe('a cell', () => {
  test('interakt.r05, interakt.r07: the owner is locked with everything, and what is no switch is locked by the catalog', () => {
    for (const { id } of matrix.permissions)
      expect(cell('owner', id)).toEqual({ held: true, lock: 'everything', changed: false, hiddenBy: [] })
    expect(cell('admin', 'team.settings.view')).toMatchObject({ held: false, lock: 'fixed' })
    expect(cell('admin', exporting.id)).toEqual({ held: true, changed: false, hiddenBy: [] })
    expect(cell('admin', exporting.id, view([], { mayFlip: false })).lock).toBe('looks')
  })

  test('interakt.r11: a restriction stands above a switch, and does not change it; what it keeps stays open', () => {
    expect(cell('teammate', exporting.id, view(both))).toEqual({
      ...{ held: true, changed: false },
      hiddenBy: ['Hide user contact number'],
    })
    expect(cell('teammate', 'inbox.message.send', view(both)).hiddenBy).toEqual([])
    expect(cell('owner', exporting.id, view(both)).hiddenBy).toEqual([])
  })

  test('says what the catalog says where the account has it otherwise', () => {
    expect(cell('admin', exporting.id, view(both))).toMatchObject({ held: false, changed: true, catalog: true })
  })

  test('jaicp.r22: what waits for the platform is locked for everybody, and says whom to ask', () => {
    const jaicp = view([], { matrix: given('jaicp'), catalog: preset('jaicp').roles })
    expect(cell('admin', 'analytics.raw-log.download', jaicp)).toEqual({
      ...{ held: false, lock: 'waits', changed: false, hiddenBy: [] },
    })
    expect(locksOf(jaicp)).toEqual(['waits', 'fixed'])
    expect(lockWords.waits).toContain('ask the platform')
  })
})

test('permissions are found by name, id and module, by what can be switched, and by what differs from the catalog', () => {
  const found = (filter: object, at = view()) =>
    groupsOf(at, { text: '', onlySwitches: false, onlyDifferences: false, ...filter }).flatMap(({ permissions }) =>
      permissions.map(({ id }) => id),
    )
  expect(found({})).toEqual(matrix.permissions.map(({ id }) => id))
  expect(found({ text: 'EXPORT users' })).toEqual([exporting.id])
  expect(found({ text: 'billing' })).toEqual(['billing.section.view'])
  expect(found({ onlySwitches: true })).toEqual(preset('interakt').switches?.admin)
  expect(found({ onlyDifferences: true })).toEqual([])
  expect(found({ onlyDifferences: true }, view(both))).toEqual([exporting.id])
})

test('a restriction says in plain words what it hides, masks and leaves', () => {
  const told = matrix.restrictions.map((restriction) => effectsOf(restriction, matrix.permissions))
  expect(told).toEqual([
    [
      'Hides Notifications, Templates, Users and Analytics altogether, whatever their switches say.',
      'Shows only the country code of phone (user card, chat list and chat header) when using Inbox, Converse in Inbox and Use templates in Inbox.',
      'Converse in Inbox and Use templates in Inbox can still be used.',
    ],
    [
      'Hides traits (user card) when using Inbox, Converse in Inbox and Use templates in Inbox.',
      'Hides traits (users) when using All Users and Allow to Export Users.',
    ],
  ])
})
