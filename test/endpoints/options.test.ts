/** What the platform enables for one account on request, through the API, until the next decision. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { Catalog } from '../../shared/catalogs/schema.ts'
import { type Asked, type GivenAccount, givenWorld, type Wire, type World } from '../given.ts'
import { givenMember, register, setOptions, small } from './fixture.ts'
import { expectGatewayAnswer, expectRefusal, inviteMember, joined, nobody, stored, teamMember } from './helpers.ts'

const [download, regenerate] = ['analytics.raw-log.download', 'analytics.raw-log.regenerate']

let world: World
let kaleyra: GivenAccount
let jaicp: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  kaleyra = await world.account()
  jaicp = await world.account({ catalog: { id: 'jaicp' }, region: 'any', timeZone: 'Pacific/Kiritimati' })
})
afterAll(() => world?.stop())

const put = async ({ id }: Pick<GivenAccount, 'id'>, body: unknown, { as, ...asked }: Asked = {}) =>
  world.ask('PUT', `/accounts/${id}/options`, { as: as ?? (await world.service('operator')), body, ...asked })
const reason = async (account: GivenAccount, member: string, permission: string) => {
  const { decision, context } = (await world.evaluate(account, { type: 'member', id: member }, permission)).body
  return decision ? 'granted' : context.reason
}
type Permission = Catalog['permissions'][number]
const waits = (by: string) => ({ code: 'not_enabled', layer: 'switch', by })

describe('until it is enabled it gives nothing, and with the next decision it does', () => {
  test('kaleyra.r35: a role on request is refused, then counts, and is refused again once it is taken back', async () => {
    const { id } = await givenMember(world, kaleyra, 'early', { roles: ['whatsapp-only'] })
    expect(await reason(kaleyra, id, 'whatsapp.channel.view')).toEqual(waits('whatsapp-only'))
    await setOptions(world, kaleyra, { 'whatsapp-only': true })
    expect(await reason(kaleyra, id, 'whatsapp.channel.view')).toBe('granted')
    expect((await reason(kaleyra, id, 'numbers.number.view')).code).toBe('not_granted')
    await setOptions(world, kaleyra, { 'whatsapp-only': false })
    expect(await reason(kaleyra, id, 'whatsapp.campaign.launch')).toEqual(waits('whatsapp-only'))
  })

  test('kaleyra.r35: a role on request is given to nobody before; whoever has it may be edited after it was taken back', async () => {
    const roles = ['support', 'whatsapp-only']
    const early = await inviteMember(world, kaleyra, { roles })
    expectRefusal(early.answer, 422, 'role_not_enabled', 'members[0].roles[1]')
    await setOptions(world, kaleyra, { 'whatsapp-only': true })
    const { id } = await joined(world, kaleyra, { roles })
    expect(await reason(kaleyra, id, 'whatsapp.channel.view')).toBe('granted')
    await setOptions(world, kaleyra, { 'whatsapp-only': false })
    const edit = (member: string, body: object) =>
      world.ask('PATCH', `/accounts/${kaleyra.id}/members/${member}`, { as: kaleyra.owner.email, body })
    expect((await edit(id, { roles: ['whatsapp-only'] })).body.roles).toEqual(['whatsapp-only'])
    const other = await teamMember(world, kaleyra, { roles: ['support'] })
    expectRefusal(await edit(other.id, { roles }), 422, 'role_not_enabled', 'roles[1]')
  })

  test('jaicp.r22: raw logs are refused to everybody, the administrator too, until the option is enabled', async () => {
    const raw = await teamMember(world, jaicp, { roles: ['rawlogs-analytic'] })
    for (const member of [raw.id, jaicp.owner.member])
      expect(await reason(jaicp, member, download)).toEqual(waits(download))
    await setOptions(world, jaicp, { [download]: true })
    for (const member of [raw.id, jaicp.owner.member]) expect(await reason(jaicp, member, download)).toBe('granted')
  })

  test('jaicp.r23: raw logs are of the whole account: no time zone or day, of the account or the question, moves that', async () => {
    const { id } = await teamMember(world, jaicp, { roles: ['rawlogs-analytic'] })
    const questions = [{}, { project: 'one' }, { project: 'other', day: '2026-11-19', timeZone: 'Etc/GMT+12' }]
    const ask = async (properties: object) => {
      const resource = { type: 'analytics.raw-log', id: 'any', properties }
      const body = { subject: { type: 'member', id }, action: { name: 'download' }, resource }
      const path = `/accounts/${jaicp.id}/access/v1/evaluation`
      return world.must(await world.ask('POST', path, { as: await world.service('decide'), body }), 200)
    }
    const answers = new Set<string>()
    const began = world.now()
    for (const enabled of [false, true]) {
      await setOptions(world, jaicp, { [download]: enabled })
      answers.clear()
      for (const timeZone of ['Pacific/Kiritimati', 'Etc/GMT+12', 'UTC']) {
        const path = `/accounts/${jaicp.id}`
        const operator = await world.service('operator')
        world.must(await world.ask('PATCH', path, { as: operator, body: { timeZone } }), 200)
        for (const moment of ['2026-11-21T23:59:59.999Z', '2026-11-22T00:00:00.000Z', '2026-11-22T10:00:00.000Z']) {
          world.setNow(moment)
          for (const properties of questions) answers.add(JSON.stringify(await ask(properties)))
        }
        world.setNow(began)
      }
      expect([...answers].map((answer) => JSON.parse(answer).decision)).toEqual([enabled])
    }
  })

  test('jaicp.r24: having raw logs made again is for the administrator alone, and waits as well', async () => {
    const raw = await teamMember(world, jaicp, { roles: ['rawlogs-analytic', 'analyst'] })
    await setOptions(world, jaicp, { [download]: true })
    expect(await reason(jaicp, jaicp.owner.member, regenerate)).toEqual(waits(regenerate))
    await setOptions(world, jaicp, { [regenerate]: true })
    expect(await reason(jaicp, jaicp.owner.member, regenerate)).toBe('granted')
    expect((await reason(jaicp, raw.id, regenerate)).code).toBe('not_granted')
  })

  test('interakt.r26: the roles of the add-on can be enabled and given, and give nothing that no document states', async () => {
    const interakt = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
    await setOptions(world, interakt, { 'sales-lead': true, superadmin: true, 'sales-agent': true })
    const { id } = await teamMember(world, interakt, { roles: ['sales-lead'] })
    expect((await reason(interakt, id, 'inbox.module.view')).code).toBe('not_granted')
  })

  test('an explanation says who is to be asked; a search finds nobody meanwhile', async () => {
    const as = await world.service('decide')
    const subject = { type: 'member', id: jaicp.owner.member }
    const asked = { subject, action: { name: 'download' }, resource: { type: 'analytics.raw-log', id: 'any' } }
    const explain = () => world.ask('POST', `/accounts/${jaicp.id}/access/explain`, { as, body: asked })
    const search = () => world.ask('POST', `/accounts/${jaicp.id}/access/v1/search/subject`, { as, body: asked })
    expect((await explain()).body.flip).toEqual([{ change: 'enable-option', of: download }])
    expect((await search()).body.results).toEqual([])
    await setOptions(world, jaicp, { [download]: true })
    expect((await explain()).body.decision).toBe(true)
    expect((await search()).body.results).toEqual([subject])
  })
})

test('a preview of switches counts what is enabled, and what waits can be switched on beforehand', async () => {
  const named = (id: string, permissions: string[]) => ({ id, name: id, description: '', permissions })
  const editor = { ...named('editor', ['record.read', 'record.write']), onRequest: true as const }
  const roles = [named('owner', ['record.read', 'record.delete']), editor]
  const more = { switches: { editor: ['record.write', 'record.delete'] }, guards: { 'switch.update': 'record.read' } }
  const [read, write, remove] = small().permissions as [Permission, Permission, Permission]
  const permissions = [read, write, { ...remove, onRequest: true as const }]
  expect((await register(world, small({ id: 'previews', permissions, roles, ...more }))).status).toBe(201)
  const own = await world.account({ catalog: { id: 'previews' }, region: 'any' })
  const preview = async () => {
    const path = `/accounts/${own.id}/roles/editor/switches?preview=true`
    return world.must(await world.ask('PUT', path, { as: own.owner.email, body: { 'record.write': false } }), 200).role
  }
  expect((await preview()).loses).toEqual([])
  await setOptions(world, own, { editor: true })
  expect((await preview()).loses).toEqual(['record.write'])

  const on = (permission: string) =>
    world.ask('PUT', `/accounts/${own.id}/roles/editor/switches`, { as: own.owner.email, body: { [permission]: true } })
  expectRefusal(await on('record.write'), 403, 'not_permitted', 'record.write')
  world.must(await on('record.delete'), 200)
  const { id } = await teamMember(world, own, { roles: ['editor'] })
  expect(await reason(own, id, 'record.delete')).toEqual(waits('record.delete'))
  await setOptions(world, own, { 'record.delete': true })
  expect(await reason(own, id, 'record.delete')).toBe('granted')
})

describe('PUT /accounts/{account}/options', () => {
  test('sets what is named, leaves the rest, and shows it with the account, in the order of the catalog', async () => {
    const first = await setOptions(world, kaleyra, { 'numbers-read-only': true })
    expect([first.options, first.policyVersion, first.version]).toEqual([['numbers-read-only'], 2, 2])
    const both = await setOptions(world, kaleyra, { 'whatsapp-only': true })
    expect(both.options).toEqual(['whatsapp-only', 'numbers-read-only'])
    const read = await world.ask('GET', `/accounts/${kaleyra.id}`, { as: kaleyra.owner.email })
    expect(read.body).toEqual(both)
    expect((await setOptions(world, kaleyra, { 'whatsapp-only': false, 'numbers-read-only': false })).options).toEqual(
      [],
    )
  })

  test('what the catalog does not have on request is refused, each at its field, and nothing is kept', async () => {
    const before = await stored()
    const answer = await put(kaleyra, { admin: true, 'whatsapp-only': true, [download]: true, 'no-such': false })
    expectRefusal(answer, 422, 'option_unknown', 'admin')
    expect(answer.body.faults.map(({ field }: Wire) => field)).toEqual(['admin', download, 'no-such'])
    expectRefusal(await put(kaleyra, {}), 400, 'invalid_body')
    expectRefusal(await put(kaleyra, { 'whatsapp-only': 'yes' }), 400, 'invalid_body', 'whatsapp-only')
    expect(await stored()).toEqual(before)
  })

  test('whoever read an older version is refused', async () => {
    const headers = { 'if-match': '1' }
    world.must(await put(kaleyra, { 'whatsapp-only': true }, { headers }), 200)
    expectRefusal(await put(kaleyra, { 'whatsapp-only': false }, { headers }), 409, 'version_conflict')
  })

  test('the audit keeps who enabled what, with how it was before', async () => {
    await setOptions(world, kaleyra, { 'whatsapp-only': true })
    await setOptions(world, kaleyra, { 'whatsapp-only': true, 'numbers-read-only': false })
    const { items } = (await world.ask('GET', `/accounts/${kaleyra.id}/audit`, { as: kaleyra.owner.email })).body
    const common = { action: 'account.options-set', target: kaleyra.id, actor: { type: 'service', id: 'operator' } }
    expect(items.slice(0, 2)).toEqual([
      expect.objectContaining({
        ...common,
        before: { 'whatsapp-only': true, 'numbers-read-only': false },
        after: { 'whatsapp-only': true, 'numbers-read-only': false },
      }),
      expect.objectContaining({ ...common, before: { 'whatsapp-only': false }, after: { 'whatsapp-only': true } }),
    ])
  })

  test('only an operator enables anything, and only for an account that exists', async () => {
    const body = { 'whatsapp-only': true }
    expectGatewayAnswer(await world.ask('PUT', `/accounts/${kaleyra.id}/options`, { body }), 401, 'Unauthorized')
    for (const as of [kaleyra.owner.email, await world.service('decide'), await world.service('record')])
      expectGatewayAnswer(await put(kaleyra, body, { as }), 403, 'Forbidden')
    expectRefusal(await put({ id: nobody }, body), 404, 'account_unknown')
  })
})
