import { describe, expect, test } from 'vitest'
import { explain } from '../../../shared/access/explain.ts'
import type { AccessRecord, Asked } from '../../../shared/access/model.ts'
import interakt from './facts/interakt.json' with { type: 'json' }
import jaicp from './facts/jaicp.json' with { type: 'json' }
import kaleyra from './facts/kaleyra.json' with { type: 'json' }
import kompaas from './facts/kompaas.json' with { type: 'json' }
import talkdesk from './facts/talkdesk-partner.json' with { type: 'json' }
import { about, employee, expert, idsOf, may, now, partner, policyOf, preset, team } from './given.ts'

/** What the products' documents grant, as data of the tests' own: a permission and the roles that hold it. */
interface Facts {
  roles: string[]
  grants: Record<string, string[]>
}

/** What other pages of the documents add to a table; each has a test of its own beside the rules. */
const additions: Record<string, string[]> = { jaicp: ['analytics.raw-log.regenerate'] }

const documented = (id: string) => idsOf(preset(id)).filter((permission) => !additions[id]?.includes(permission))

type Column = Record<string, boolean>

const columnOf = ({ grants }: Facts, holds: (roles: string[], permission: string) => boolean): Column =>
  Object.fromEntries(Object.entries(grants).map(([permission, roles]) => [permission, holds(roles, permission)]))

const decided = (id: string, access: AccessRecord, asked?: Asked): Column => {
  const policy = policyOf(id)
  return Object.fromEntries(documented(id).map((permission) => [permission, may(policy, access, permission, asked)]))
}

test.each<[string, Facts, number, number, number]>([
  ['kaleyra', kaleyra, 7, 27, 64],
  ['jaicp', jaicp, 11, 37, 115],
  ['kompaas', kompaas, 5, 31, 82],
  ['interakt', interakt, 3, 21, 51],
  ['talkdesk-partner', talkdesk, 2, 95, 114],
])('%s: the facts to compare with are complete, and the preset knows the same permissions', (id, facts, ...counts) => {
  const grants = Object.values(facts.grants).flat()
  expect([facts.roles.length, Object.keys(facts.grants).length, grants.length]).toEqual(counts)
  expect(new Set(grants)).toEqual(new Set(facts.roles))
  expect(idsOf(preset(id)).toSorted()).toEqual([...Object.keys(facts.grants), ...(additions[id] ?? [])].toSorted())
})

describe('kaleyra: every cell decides as documented', () => {
  const experts: Record<string, AccessRecord> = {
    'kaleyra-expert': expert('read-only'),
    'kaleyra-expert-write': expert('limited-write'),
  }
  test.each(kaleyra.roles)('%s', (role) => {
    expect(decided('kaleyra', experts[role] ?? team(role))).toEqual(columnOf(kaleyra, (roles) => roles.includes(role)))
  })
})

describe('jaicp: every cell decides as documented', () => {
  const noLogin = ['initial', 'rawlogs-analytic']
  const http = 'analytics.raw-log.download'

  test.each(jaicp.roles.filter((role) => !noLogin.includes(role)))('%s', (role) => {
    expect(decided('jaicp', team(role))).toEqual(columnOf(jaicp, (roles) => roles.includes(role)))
  })

  test.each(noLogin)('%s: what is granted counts over HTTP; the rest waits for a role that gives a login', (role) => {
    expect(decided('jaicp', team(role))).toEqual(
      columnOf(jaicp, (roles, permission) => roles.includes(role) && permission === http),
    )
    const granted = Object.keys(jaicp.grants).map((permission) => {
      const { layers } = explain(policyOf('jaicp'), team(role), permission, now, {})
      return [permission, layers.find(({ layer }) => layer === 'grant')?.verdict === 'passes']
    })
    expect(Object.fromEntries(granted)).toEqual(columnOf(jaicp, (roles) => roles.includes(role)))
  })

  test('jaicp.r04: any of the 2,047 sets of roles holds the union of its grants, without a login what is reached over HTTP', () => {
    for (let set = 1; set < 1 << jaicp.roles.length; set++) {
      const held = jaicp.roles.filter((_, at) => set & (1 << at))
      const login = held.some((role) => !noLogin.includes(role))
      const column = columnOf(
        jaicp,
        (roles, permission) => held.some((role) => roles.includes(role)) && (login || permission === http),
      )
      expect([held, decided('jaicp', team(...held))]).toEqual([held, column])
    }
  })
})

describe('kompaas: every level decides as documented, on its product and inside its agreement', () => {
  const levels = kompaas.roles.filter((role) => role !== 'linked-subscriber')
  const cases = levels.flatMap((level) => kompaas.products.map((product) => [level, product] as const))
  const none = columnOf(kompaas, () => false)

  test.each(cases)('%s of %s', (level, product) => {
    const access = employee({ signed: { [product]: level } })
    expect(decided('kompaas', access, about({ agreement: 'signed' }))).toEqual(
      columnOf(kompaas, (roles, permission) => roles.includes(level) && permission.startsWith(`${product}.`)),
    )
    expect(decided('kompaas', access, about({ agreement: 'another' }))).toEqual(none)
    expect(decided('kompaas', access)).toEqual(none)
  })

  test.each(levels)('%s of all products', (level) => {
    const everywhere = Object.fromEntries(kompaas.products.map((product) => [product, level]))
    expect(decided('kompaas', employee({ signed: everywhere }), about({ agreement: 'signed' }))).toEqual(
      columnOf(kompaas, (roles) => roles.includes(level)),
    )
  })

  test('linked-subscriber: on the linked subscriber, and on no other', () => {
    const access = employee({}, { type: 'virtual-pbx.subscriber', id: '101', properties: { sip: true } })
    expect(decided('kompaas', access, about({ subscriber: '101' }))).toEqual(
      columnOf(kompaas, (roles) => roles.includes('linked-subscriber')),
    )
    expect(decided('kompaas', access, about({ subscriber: '102' }))).toEqual(none)
    expect(decided('kompaas', access)).toEqual(none)
  })
})

describe('interakt: every cell decides as documented before an owner flips anything', () => {
  test.each(interakt.roles)('%s', (role) => {
    expect(decided('interakt', team(role))).toEqual(columnOf(interakt, (roles) => roles.includes(role)))
  })
  test('exactly the documented cells have a switch', () => {
    expect(preset('interakt').switches).toEqual({ admin: interakt.toggles, teammate: interakt.toggles })
  })
})

describe('talkdesk-partner: every cell decides as documented', () => {
  test.each(talkdesk.roles)('%s', (role) => {
    expect(decided('talkdesk-partner', partner(role))).toEqual(columnOf(talkdesk, (roles) => roles.includes(role)))
  })
  test('both roles together hold the union', () => {
    expect(decided('talkdesk-partner', partner(...talkdesk.roles))).toEqual(
      columnOf(talkdesk, (roles) => roles.length > 0),
    )
  })
  test('a role of partners gives nothing to a member of the account, nor the other way round', () => {
    const none = columnOf(talkdesk, () => false)
    expect(decided('talkdesk-partner', team(...talkdesk.roles))).toEqual(none)
    expect(decided('talkdesk-partner', partner('administrator', 'agent'))).toEqual(none)
  })
})

describe('a reconstructed cell stays marked', () => {
  test('jaicp: each granted cell that no document states', () => {
    const stated: Record<string, string[]> = jaicp.stated
    for (const role of preset('jaicp').roles)
      expect([role.id, role.inferred ?? []]).toEqual([
        role.id,
        role.permissions.filter(
          (permission) => !additions.jaicp?.includes(permission) && !stated[permission]?.includes(role.id),
        ),
      ])
  })
  test('jaicp: each permission with such a cell', () => {
    const stated: Record<string, string[]> = jaicp.stated
    for (const { id, inferred } of preset('jaicp').permissions) {
      const holders = jaicp.roles.filter((role) => (jaicp.grants as Facts['grants'])[id]?.includes(role))
      expect([id, inferred === true]).toEqual([id, holders.some((role) => !stated[id]?.includes(role))])
    }
  })
})
