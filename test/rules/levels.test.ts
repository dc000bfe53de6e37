import { describe, expect, test } from 'vitest'
import { compile } from '../../shared/access/compile.ts'
import { agreementsOf, levelHeld, levelsHeld } from '../../shared/access/levels.ts'
import type { AccessRecord } from '../../shared/access/model.ts'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import type { Authority } from '../../shared/members/authority.ts'
import { levelFaults, newLevelFaults, whyNotWithin } from '../../shared/members/giving-rules.ts'
import { whyBeyond } from '../../shared/members/level-rules.ts'
import type { TeamMember } from '../../shared/members/model.ts'

const now = '2026-11-21T10:00:00.000Z'
const kompaas = presets.find(({ id }) => id === 'kompaas') as Catalog
const own = { switches: {}, restrictions: {}, agreements: ['c-1', 'c-2'] }
const levels = [undefined, 'without-access', 'user', 'administrator', 'owner'] as const
type Level = (typeof levels)[number]

const holder = (core: Level, telephony?: Level): AccessRecord => ({
  ...{ member: 'giver', kind: 'team', status: 'active', roles: ['employee'] },
  levels: { 'c-1': { ...(core && { core }), ...(telephony && { telephony }) } },
})
const member = (access: AccessRecord): TeamMember => ({ ...access, id: 'target' }) as unknown as TeamMember
const giver = (by: AccessRecord | undefined, catalog = kompaas) => {
  const authority: Authority = { catalog, policy: compile(catalog, own), ...(by && { by }) }
  return { authority, guard: 'level.set' as const, now }
}

/** Which of all levels, and taking away, this giver may put in place of what the target holds on a product. */
function givable(core: Level, product: 'core' | 'telephony', held: Level): (string | null)[] {
  const by = giver(holder(core))
  if (whyNotWithin(by, 'c-1') !== undefined) return []
  const target = member(product === 'core' ? holder(held) : holder('user', held))
  return [...levels.slice(1), null]
    .map((level) => level ?? null)
    .filter((level) => level !== (held ?? null))
    .filter((level) => levelFaults(by, { agreement: 'c-1', asked: { [product]: level }, target }).length === 0)
}

describe('kompaas.r09, kompaas.r10, kompaas.r13, kompaas.r14: every giver, over every level held', () => {
  const below = [undefined, 'without-access', 'user', 'administrator'] as const

  test.each(below.slice(0, 3))('%s on System [CORE] gives nothing', (core) => {
    for (const product of ['core', 'telephony'] as const)
      for (const held of levels) expect(givable(core, product, held)).toEqual([])
  })

  test.each([
    ['administrator', ['user', 'administrator']],
    ['owner', ['without-access', 'user', 'administrator']],
  ] as const)('%s gives %j on System [CORE], and may take away', (core, gives) => {
    for (const held of below) {
      const others = [...gives, ...(held === undefined ? [] : [null])].filter((level) => level !== held)
      expect([held, givable(core, 'core', held)]).toEqual([held, others])
    }
    expect(givable(core, 'core', 'owner')).toEqual([])
  })

  test.each(['administrator', 'owner'] as const)('%s gives on other products all but Owner', (core) => {
    for (const held of below) {
      const all = ['without-access', 'user', 'administrator', ...(held === undefined ? [] : [null])]
      expect([held, givable(core, 'telephony', held)]).toEqual([held, all.filter((level) => level !== held)])
    }
    expect(givable(core, 'telephony', 'owner')).toEqual([])
  })

  test('whoever may give a level has a say over those who hold it or a lower one', () => {
    const reached = (core: Level) =>
      levels.filter((held) => whyBeyond(giver(holder(core)).authority, member(holder(held)), 'c-1') === undefined)
    expect(levels.map(reached)).toEqual([[], [], [], below, below])
  })
})

describe('a catalog of another shape', () => {
  /** Its clerks give User, but the door is opened by Administrator alone; nobody owns anything by rule. */
  const other: Catalog = {
    ...kompaas,
    guards: { ...kompaas.guards, 'level.set': 'core.user.remove' },
    levels: {
      ...(kompaas.levels as NonNullable<Catalog['levels']>),
      ownerLevel: undefined,
      order: (kompaas.levels?.order ?? []).map((level) =>
        level.id === 'user' ? { ...level, mayGive: ['user'] } : level,
      ),
    },
  }

  test('both must hold inside the agreement: the guard, and a level that gives something', () => {
    const both = { ...holder('user'), levels: { 'c-1': { core: 'user' }, 'c-2': { core: 'administrator' } } }
    expect(whyNotWithin(giver(both, other), 'c-1')).toBeDefined()
    expect(whyNotWithin(giver(both, other), 'c-2')).toBeUndefined()
    // A role that opens the door everywhere gives no levels by itself.
    const owner: AccessRecord = { ...holder(undefined), roles: ['owner'] }
    expect(whyNotWithin(giver(owner, other), 'c-1')).toBeDefined()
    expect(whyNotWithin(giver(owner), 'c-1')).toBeUndefined()
  })

  test('an owner holds there what was written, and nothing else', () => {
    const owner: AccessRecord = { ...holder('user'), roles: ['owner'] }
    expect(levelsHeld(compile(other, own), owner)).toEqual({ 'c-1': { core: 'user' } })
    expect(levelHeld(compile(kompaas, own), owner, 'c-1', 'core')).toBe('owner')
  })

  test('the platform gives what is known, and nothing else binds it', () => {
    const asked = { core: 'owner', telephony: 'administrator' }
    expect(levelFaults(giver(undefined), { agreement: 'c-1', asked })).toEqual([])
    expect(newLevelFaults(giver(undefined), { roles: ['employee'] }, '')).toEqual([])
  })
})

test('levels by rule are those of owners of this account, never of partners or experts with a role of that name', () => {
  const policy = compile(kompaas, own)
  for (const kind of ['partner', 'expert'] as const) {
    const stranger: AccessRecord = { member: 'm', kind, status: 'active', roles: ['owner'] }
    expect([agreementsOf(policy, stranger), levelHeld(policy, stranger, 'c-1', 'core')]).toEqual([[], undefined])
  }
})

test('a product that the catalog does not have has no level, whatever is written', () => {
  const written = { ...holder('user'), levels: { 'c-1': { radio: 'administrator', constructor: 'user' } } }
  const policy = compile(kompaas, own)
  for (const product of ['radio', 'constructor', 'toString'])
    expect(levelHeld(policy, written, 'c-1', product)).toBeUndefined()
  expect(levelHeld(policy, written, 'constructor', 'core')).toBeUndefined()
})
