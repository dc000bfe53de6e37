import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { hour } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { register, small } from './fixture.ts'
import { expectRefusal, inviteMember, joined, stored, teamMember } from './helpers.ts'
import { file, imported, outcomes, people, rolesOf } from './imports.ts'
import { csvRows } from './lists.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  account = await world.account()
})
afterAll(() => world?.stop())

/** Everything but what an import keeps of itself. */
const besidesImports = async () => (await stored()).filter((line) => !/^(IMPORT|AUDIT)#/.test(line))

const dry = (body: string, as?: string) => imported(world, account, body, { dryRun: true, ...(as && { as }) })
const real = (body: string, as?: string) => imported(world, account, body, as ? { as } : {})

describe('what becomes of a row', () => {
  test('new people are invited as by a single call, with their own names and roles', async () => {
    const job = await real(
      file(
        'email,roles,name,first_name,last_name',
        'ada@example.com,support;communication-manager,,Ada,Lovelace',
        '"Bo@Example.com",support,"Bo ""B"" Diddley",,',
      ),
    )
    expect([outcomes(job), job.created, job.done]).toEqual([['2 created', '3 created'], 2, 2])
    const [ada, bo] = await Promise.all(
      job.items.map(({ member }: { member: string }) =>
        world.ask('GET', `/accounts/${account.id}/members/${member}`, { as: account.owner.email }),
      ),
    )
    const alike = { status: 'invited', invitedBy: account.owner.member, createdAt: world.now() }
    expect(ada.body).toMatchObject({ ...alike, firstName: 'Ada', lastName: 'Lovelace', name: 'Ada Lovelace' })
    expect(ada.body.roles.toSorted()).toEqual(['communication-manager', 'support'])
    expect(bo.body).toMatchObject({ ...alike, name: 'Bo "B" Diddley', email: 'bo@example.com', roles: ['support'] })
    expect(world.mailsTo('ada@example.com')).toHaveLength(1)
    world.must(await world.accept('bo@example.com'), 200)
  })

  test('a file comes through as spreadsheets save it: byte order mark, CRLF, semicolons, quoted formulas', async () => {
    const job = await real("\ufeffName;Email;Roles\r\n'=1+1;gwen@example.com;support\r\n")
    expect(outcomes(job)).toEqual(['2 created'])
    const path = `/accounts/${account.id}/members/${job.items[0].member}`
    const { body } = await world.ask('GET', path, { as: account.owner.email })
    expect([body.name, body.email]).toEqual(['=1+1', 'gwen@example.com'])
  })

  test('roles of members are set, whatever their status, and nothing else of them is touched', async () => {
    const active = await joined(world, account, { name: 'Active' })
    const invited = await inviteMember(world, account, { name: 'Invited' })
    const inactive = await teamMember(world, account, { roles: ['support'], status: 'inactive' })
    const same = await teamMember(world, account, { roles: ['support', 'communication-manager'] })
    const job = await real(
      file(
        'email,roles,name',
        `${active.email.toUpperCase()},communication-manager,Another`,
        `${invited.email},communication-manager,Another`,
        `${inactive.email},communication-manager,`,
        `${same.email},communication-manager support support,Another`,
      ),
    )
    expect(outcomes(job)).toEqual(['2 updated', '3 updated', '4 updated', '5 unchanged'])
    const ids = job.items.map(({ member }: { member: string }) => member)
    expect(ids.filter((_: string, at: number) => at !== 1)).toEqual([active.id, inactive.id, same.id])
    const roles = await rolesOf(world, account, ids)
    expect(roles[active.email]).toEqual(['communication-manager'])
    expect(roles[inactive.email]).toEqual(['communication-manager'])
    expect(roles[same.email]).toEqual(['support', 'communication-manager'])
    const [first] = await Promise.all(
      [active.id].map((id) => world.ask('GET', `/accounts/${account.id}/members/${id}`, { as: account.owner.email })),
    )
    expect(first?.body).toMatchObject({ name: 'Active', status: 'active', version: 3 })
  })

  test('a row is refused with the code and column of a single call; its neighbours are not', async () => {
    const body = file(
      'email,roles,name,first_name,last_name',
      'not an address,support,Carl,,',
      ',support,Carl,,',
      `${'x'.repeat(250)}@example.com,support,Carl,,`,
      'carl@example.com,astronaut,Carl,,',
      'dora@example.com,,Dora,,',
      'dora@example.com,support,Dora,,',
      'eve@example.com,support,,Eve,',
      'finn@example.com,support cook,Fi,,',
      'gus@example.com,support,,Gus,Ul',
      'hugo@example.com,support,Hu\u202ego,,',
      'Ida@example.com,support,Ida,,',
      'ida@EXAMPLE.com,support,Ida,,',
    )
    const refused = [
      '2 refused invalid_body email',
      '3 refused invalid_body email',
      '4 refused invalid_body email',
      '5 refused role_not_in_catalog roles[0]',
      '6 refused invalid_body roles',
      '7 refused duplicate_email email',
      '8 refused invalid_body name',
      '9 refused name_too_short name',
      '10 refused name_too_short last_name',
      '11 refused invalid_body name',
    ]
    const expected = (made: string) => [...refused, `12 ${made}`, '13 refused duplicate_email email']
    expect(outcomes(await dry(body))).toEqual(expected('would-create'))
    const job = await real(body)
    expect(outcomes(job)).toEqual(expected('created'))
    expect([job.created, job.refused, job.done]).toEqual([1, 11, 12])
    const [, , , , , doubled, unnamed, both] = job.items
    expect(doubled.detail).toContain('row 6')
    expect(unnamed.detail).toContain('first_name and a last_name')
    expect(both.faults.map(({ code, field }: { code: string; field: string }) => `${code} ${field}`)).toEqual([
      'name_too_short name',
      'role_not_in_catalog roles[1]',
    ])
  })

  test('kompaas.r14: nobody makes another owner by a file, nor gives what they may not give by hand', async () => {
    account = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
    const body = file('email,roles,name', 'a@example.com,owner,A', 'b@example.com,employee owner,B')
    const expected = ['2 refused not_permitted roles[0]', '3 refused roles_too_many roles']
    expect(outcomes(await dry(body))).toEqual(expected)
    expect(outcomes(await real(body))).toEqual(expected)
  })

  test('the last owner stays, and a dry run knows it', async () => {
    const body = file('email,roles', `${account.owner.email},support`)
    expect(outcomes(await dry(body))).toEqual(['2 refused last_owner'])
    expect(outcomes(await real(body))).toEqual(['2 refused last_owner'])
    const { email } = await joined(world, account, { roles: ['admin'] })
    account = { ...account, owner: { ...account.owner, email } }
    expect(outcomes(await dry(body))).toEqual(['2 would-update'])
    expect(outcomes(await real(body))).toEqual(['2 updated'])
  })

  test('an expert is no team member: a running one keeps the address, one whose window is over does not', async () => {
    const running = await world.expert(account, { until: world.inHours(30) })
    const over = await world.expert(account, { until: world.inHours(1) })
    world.pass(2 * hour)
    const body = file('email,roles,name', `${running.email},support,Expert`, `${over.email},support,Expert`)
    const before = await besidesImports()
    expect(outcomes(await dry(body))).toEqual(['2 refused already_invited email', '3 would-create'])
    expect(await besidesImports()).toEqual(before)
    expect(outcomes(await real(body))).toEqual(['2 refused already_invited email', '3 created'])
  })

  test('an import needs the leave of a single call as well, for inviting and for changing', async () => {
    const rights = {
      owner: ['record.read', 'record.write', 'record.delete'],
      inviting: ['record.read', 'record.write'],
      changing: ['record.read', 'record.delete'],
      plain: [],
    }
    const roles = Object.entries(rights).map(([id, permissions]) => ({ id, name: id, description: '', permissions }))
    const guards = { 'member.import': 'record.read', 'member.invite': 'record.write', 'member.update': 'record.delete' }
    expect((await register(world, small({ id: 'importers', roles, guards }))).status).toBe(201)
    account = await world.account({ catalog: { id: 'importers' }, region: 'any' })
    const there = await teamMember(world, account, { roles: ['plain'] })
    const body = file('email,roles,name', 'new@example.com,plain,New', `${there.email},plain changing,`)
    const as = async (role: string) => dry(body, (await teamMember(world, account, { roles: [role] })).email)
    expect(outcomes(await as('owner'))).toEqual(['2 would-create', '3 would-update'])
    expect(outcomes(await as('inviting'))).toEqual(['2 would-create', '3 refused not_permitted'])
    expect(outcomes(await as('changing'))).toEqual(['2 refused not_permitted', '3 would-update'])
  })
})

describe('a dry run', () => {
  test('tells what would become of each row, and changes nothing but the job', async () => {
    const there = await joined(world, account)
    const before = await besidesImports()
    const mails = world.stack.mails().length
    const job = await dry(
      file(
        'email,roles,name',
        'new@example.com,support,New',
        `${there.email},admin,`,
        'x,support,X',
        `${account.owner.email},admin,`,
      ),
    )
    expect(outcomes(job)).toEqual(['2 would-create', '3 would-update', '4 refused invalid_body email', '5 unchanged'])
    expect(job).toMatchObject({ state: 'done', dryRun: true, created: 1, updated: 1, unchanged: 1, refused: 1 })
    expect(job.items.map(({ member }: { member?: string }) => member)).toEqual([
      ...[undefined, there.id, undefined, account.owner.member],
    ])
    expect(await besidesImports()).toEqual(before)
    expect(world.stack.mails()).toHaveLength(mails)
    const { items } = (await world.ask('GET', `/accounts/${account.id}/audit`, { as: account.owner.email })).body
    expect(items.slice(0, 2).map(({ action }: { action: string }) => action)).toEqual([
      'members.imported',
      'members.import-started',
    ])
  })

  test('goes through files of many parts', async () => {
    const job = await dry(people(420))
    expect([job.created, job.done, job.items.length]).toEqual([420, 420, 100])
  })
})

describe('what was exported', () => {
  /** Every member in one file, as the list answers it. */
  const exported = async ({ id, owner }: GivenAccount) => {
    const answer = await world.ask('GET', `/accounts/${id}/members?sort=created`, {
      as: owner.email,
      headers: { accept: 'text/csv' },
    })
    expect([answer.status, answer.headers.get('x-next-cursor')]).toEqual([200, null])
    return answer.text
  }
  const names = [
    ...['=SUM(A1)', "'=SUM(A1)", "''-1", "O'Neil", 'Bo;=1+1;x', 'Bo;"@1', '-Bo, "the" Second', '＝wide'],
    ...['😀 # ~ ! | \\', 'राम  कुमार', 'a\u00a0b', '漢'.repeat(200)],
  ]
  const addresses = ['+a@example.com', "'+a@example.com", '-a@example.com', "O'X@Example.com"]

  test('is imported again without changing anything: odd names, formulas, experts, and who declined', async () => {
    for (const [at, name] of names.entries()) {
      const email = addresses[at] ?? `p${at}@example.com`
      const roles = at % 2 ? ['support'] : ['admin', 'support']
      world.must((await inviteMember(world, account, { name, email, roles })).answer, 201)
    }
    const two = { firstName: '=First', lastName: '漢'.repeat(200), email: 'two@example.com', roles: ['support'] }
    const path = `/accounts/${account.id}/members`
    world.must(await world.ask('POST', path, { as: account.owner.email, body: { members: [two] } }), 201)
    await world.expert(account, { until: world.inHours(30) })
    await world.expert(account, { until: world.inHours(1) })
    const { email } = await inviteMember(world, account)
    await world.stack.settle()
    const token = world.tokenMailedTo(email)
    world.must(await world.ask('POST', `/invitations/${token}/decline`, { as: email }), 200)
    // One window is over, and nobody has tidied up.
    world.pass(2 * hour)

    const text = await exported(account)
    const before = await besidesImports()
    const team = Array.from({ length: names.length + 2 }, (_, at) => `${at + 2}`)
    const others = ['not_a_team_member kind', 'not_a_team_member kind', 'already_ended status']
    const left = others.map((why, at) => `${team.length + 2 + at} unchanged ${why}`)
    const unchanged = [...team.map((row) => `${row} unchanged`), ...left]
    expect(outcomes(await dry(text))).toEqual(unchanged)
    expect(outcomes(await real(text))).toEqual(unchanged)
    expect(await besidesImports()).toEqual(before)

    const elsewhere = await world.account()
    const created = [...team.map((row) => `${row} created`), ...left]
    expect(outcomes(await imported(world, elsewhere, text))).toEqual(created)
    const cells = (file: string) =>
      csvRows(file).map(([_, name, first, last, login, email]) => [name, first, last, login, email])
    const copied = cells(await exported(elsewhere))
    expect(copied).toEqual(expect.arrayContaining(cells(text).slice(0, team.length + 1)))
  })

  test('can hold every name that anybody can have', async () => {
    for (const name of ['Zo\ufffd', 'a\nb', 'a\u202eb'])
      expectRefusal((await inviteMember(world, account, { name })).answer, 400, 'invalid_body', 'members[0].name')
  })
})
