import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { decide } from '../../../shared/access/decide.ts'
import { holders, idsOf, may, now, permitted, policyOf, preset, team } from './given.ts'

const catalog = preset('jaicp')
const policy = policyOf('jaicp')
const ids = idsOf(catalog)
const roles = catalog.roles.map(({ id }) => id)
const withLogin = roles.filter((role) => role !== 'initial' && role !== 'rawlogs-analytic')
const download = 'analytics.raw-log.download'
const regenerate = 'analytics.raw-log.regenerate'

test('jaicp.r01: only the administrator edits users and their roles, and gives a role', () => {
  expect(holders(policy, 'users.user.update', roles)).toEqual(['admin'])
  expect(holders(policy, 'users.role.update', roles)).toEqual(['admin'])
  expect(new Set(catalog.roles.flatMap(({ givenBy }) => givenBy ?? ['whoever invites']))).toEqual(new Set(['admin']))
})

test('jaicp.r02: the administrator sees the list of users and the roles they hold', () => {
  expect(permitted(policy, team('admin'), ['users.user.list', 'users.role.view'])).toHaveLength(2)
})

test('jaicp.r03: a user may hold all eleven roles at once', () => {
  expect(catalog.members.roles).toBe('many')
  expect(permitted(policy, team(...roles), ids)).toEqual(ids)
})

test('jaicp.r04: a further role takes nothing away', () => {
  for (const one of withLogin)
    for (const other of roles)
      expect(permitted(policy, team(one, other), ids)).toEqual(
        expect.arrayContaining(permitted(policy, team(one), ids)),
      )
})

test('jaicp.r10: a user who is not active may nothing, whatever roles are held', () => {
  for (const id of ids)
    expect(decide(policy, { ...team(...roles), status: 'inactive' }, id, now)).toEqual({
      permit: false,
      layer: 'status',
      reason: 'inactive',
    })
})

describe('roles that give no login', () => {
  test('jaicp.r11: INITIAL alone is refused at the door', () => {
    for (const id of ids.filter((id) => id !== download))
      expect([id, decide(policy, team('initial'), id, now)]).toEqual([
        id,
        { permit: false, layer: 'status', reason: 'no_login', by: 'initial' },
      ])
  })

  test('jaicp.r12: INITIAL lets nobody do anything, and whoever an account is created for holds another role', () => {
    expect(permitted(policy, team('initial'), ids)).toEqual([])
    expect(catalog.ownerRole).not.toBe('initial')
  })

  test.each(withLogin)('jaicp.r13: INITIAL complemented by %s lets in, with all that role gives', (role) => {
    expect(permitted(policy, team('initial', role), ids)).toEqual(permitted(policy, team(role), ids))
    expect(may(policy, team('initial', role), 'labels.label.view')).toBe(true)
  })

  test('jaicp.r14: INITIAL with RAWLOGS_ANALYTIC gives no login', () => {
    expect(permitted(policy, team('initial', 'rawlogs-analytic'), ids)).toEqual([download])
    expect(decide(policy, team('initial', 'rawlogs-analytic'), 'labels.label.view', now)).toEqual({
      permit: false,
      layer: 'status',
      reason: 'no_login',
      by: 'initial, rawlogs-analytic',
    })
  })

  test('jaicp.r15: RAWLOGS_ANALYTIC alone downloads raw logs and does nothing else', () => {
    expect(permitted(policy, team('rawlogs-analytic'), ids)).toEqual([download])
  })

  test('jaicp.r16: raw logs are what plain HTTP reaches, and all it reaches', () => {
    expect(catalog.permissions.filter(({ http }) => http).map(({ id }) => id)).toEqual([download])
  })

  test('jaicp.r17: whoever needs no interface needs no role beside RAWLOGS_ANALYTIC', () => {
    expect(may(policy, team('rawlogs-analytic'), download)).toBe(true)
    expect(may(policy, team('rawlogs-analytic', 'operator'), download)).toBe(true)
    expect(may(policy, team('operator'), download)).toBe(false)
  })
})

test('jaicp.r18: all eleven roles are granted the view of labels, and use it once there is a login', () => {
  expect(catalog.roles.filter(({ permissions }) => permissions.includes('labels.label.view'))).toHaveLength(11)
  expect(holders(policy, 'labels.label.view', roles)).toEqual(withLogin)
})

describe('viewing and editing', () => {
  const things = [
    'channels.channel',
    'scripts.code',
    'clients.data',
    'projects.secret',
    'telephony.settings',
    'labels.label',
    'users.role',
    'profile.profile',
  ]
  test('jaicp.r19: are separate permissions', () => {
    expect(ids).toEqual(expect.arrayContaining(things.flatMap((thing) => [`${thing}.view`, `${thing}.update`])))
    expect(ids).toEqual(expect.arrayContaining(['users.user.list', 'users.user.update']))
    expect(may(policy, team('tech-support'), 'users.role.view')).toBe(true)
    expect(may(policy, team('tech-support'), 'users.role.update')).toBe(false)
  })

  test('jaicp.r20: whichever role edits a thing also views it', () => {
    const pairs = ids.flatMap((id) => {
      const sight = [id.replace(/\.update$/, '.view'), id.replace(/\.update$/, '.list')]
      return sight.filter((view) => view !== id && ids.includes(view)).map((view) => [view, id] as const)
    })
    expect(pairs.length).toBeGreaterThan(things.length)
    for (const [view, update] of pairs)
      expect([view, holders(policy, view, roles)]).toEqual([
        view,
        expect.arrayContaining(holders(policy, update, roles)),
      ])
  })
})

test('jaicp.r21: weekly reports go to ADMIN, ANALYST, CONTENT_MANAGER and USER', () => {
  expect(holders(policy, 'reports.weekly-email.receive', roles)).toEqual([
    'admin',
    'analyst',
    'content-manager',
    'user',
  ])
})

describe('raw logs', () => {
  const waiting = policyOf('jaicp', undefined, [])

  test('jaicp.r22: nobody downloads them before the option is enabled for the account, the administrator neither', () => {
    for (const role of ['admin', 'rawlogs-analytic'])
      expect(decide(waiting, team(role), download, now)).toEqual({
        permit: false,
        layer: 'switch',
        reason: 'not_enabled',
        by: download,
      })
    expect(permitted(waiting, team(...roles), ids)).toEqual(ids.filter((id) => id !== download && id !== regenerate))
    expect(holders(policyOf('jaicp', undefined, [download]), download, roles)).toEqual(['admin', 'rawlogs-analytic'])
  })

  test('jaicp.r23: cover the whole account: no project, day or time zone of a question narrows or moves the permission', () => {
    const properties = fc.dictionary(
      fc.oneof(
        fc.constantFrom('project', 'projectId', 'bot', 'day', 'date', 'timeZone', 'tz', 'agreement'),
        fc.string(),
      ),
      fc.oneof(
        fc.string(),
        fc.integer(),
        fc.boolean(),
        fc.constantFrom('Pacific/Kiritimati', 'Etc/GMT+12', '2026-11-20'),
      ),
    )
    const asked = fc.record({
      subject: fc.record({ id: fc.string(), properties }),
      action: fc.record({ properties }),
      resource: fc.record({ type: fc.string(), id: fc.string(), properties }),
    })
    const midnights = ['2026-11-20T23:59:59.999Z', '2026-11-21T00:00:00.000Z', '2026-11-20T10:00:00.000Z']
    const any = fc.date({ min: new Date('2000-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
    const moment = fc.oneof(
      fc.constantFrom(...midnights),
      any.map((date) => date.toISOString()),
    )
    const held = fc.subarray(roles)
    fc.assert(
      fc.property(held, moment, asked, (held, at, asked) => {
        const permit = held.includes('admin') || held.includes('rawlogs-analytic')
        expect(decide(policy, team(...held), download, at, asked).permit).toBe(permit)
        expect(decide(waiting, team(...held), download, at, asked).permit).toBe(false)
      }),
      { numRuns: 1000 },
    )
  })

  test('jaicp.r24: only the administrator has them made again, over the interface, once that is enabled', () => {
    expect(holders(policy, regenerate, roles)).toEqual(['admin'])
    expect(decide(waiting, team('admin'), regenerate, now)).toEqual({
      permit: false,
      layer: 'switch',
      reason: 'not_enabled',
      by: regenerate,
    })
    expect(holders(policyOf('jaicp', undefined, [download]), regenerate, roles)).toEqual([])
    expect(catalog.permissions.find(({ id }) => id === regenerate)).toMatchObject({ changes: true, onRequest: true })
  })
})
