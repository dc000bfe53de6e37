import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expertEmail, type GivenAccount, givenWorld, type World } from '../given.ts'
import { stored } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const experts = async () =>
  world.must(await world.ask('GET', `/accounts/${account.id}/experts?limit=100`, { as: account.owner.token }), 200)
    .items
const refusal = (code: string, field?: string) => expect.objectContaining({ code, ...(field && { field }) })

describe('POST /accounts/{account}/experts', () => {
  test('kaleyra.r01: an expert is let in by invitation, until a time, under recorded consent', async () => {
    const until = world.inHours(8)
    const people = [{ name: 'Expert', email: 'First@TataCommunications.com' }]
    const answer = await world.invite(account, { until, experts: people })
    expect(answer.status).toBe(201)
    expect(answer.body.items).toEqual([
      {
        id: expect.any(String),
        kind: 'expert',
        name: 'Expert',
        email: expertEmail('first'),
        status: 'invited',
        access: 'read-only',
        until,
        invitedBy: account.owner.member,
        invitedAt: world.now(),
        acceptedAt: null,
        endedAt: null,
        endedBy: null,
        erasedAt: null,
        consent: { wordingVersion: '2026-01', by: account.owner.member, at: world.now() },
        delivery: { state: 'queued', at: null },
        version: 1,
      },
    ])
  })

  test('kaleyra.r04: updating is off when untouched', async () => {
    const { access: _, ...untouched } = world.invitation()
    const path = `/accounts/${account.id}/experts`
    const answer = await world.ask('POST', path, { as: account.owner.token, body: untouched })
    expect(answer.body.items[0].access).toBe('read-only')
  })

  test('kaleyra.r02: limited write is given when asked for', async () => {
    expect((await world.invited(account, { access: 'limited-write' })).access).toBe('limited-write')
  })

  test('kaleyra.r07: a limit without a time, or without an offset, is refused at its field', async () => {
    for (const until of ['2026-11-23', '2026-11-23T10:00:00', 'tomorrow', 12, undefined]) {
      const answer = await world.invite(account, { until })
      expect([answer.status, answer.body]).toEqual([400, refusal('invalid_body', 'until')])
    }
  })

  test('an end with another offset is stored in UTC', async () => {
    expect((await world.invited(account, { until: '2026-11-22T12:00:00+02:00' })).until).toBe(
      '2026-11-22T10:00:00.000Z',
    )
  })

  test('kaleyra.r08: an end more than 3 days ahead is refused', async () => {
    const answer = await world.invite(account, { until: world.inHours(72.001) })
    expect([answer.status, answer.body]).toEqual([422, refusal('window_too_long', 'until')])
  })

  test('kaleyra.r11: no limit is refused in Europe and given elsewhere', async () => {
    const europe = await world.invite(account, { until: null })
    expect([europe.status, europe.body]).toEqual([422, refusal('no_limit_closed', 'until')])
    const india = await world.account({ region: 'india', timeZone: 'Asia/Kolkata' })
    expect((await world.invited(india, { until: null })).until).toBeNull()
  })

  test('kaleyra.r12: without consent nothing is sent', async () => {
    const unticked = { accepted: false, wordingVersion: '2026-01' }
    const answer = await world.invite(account, { consent: unticked })
    expect([answer.status, answer.body]).toEqual([422, refusal('consent_missing', 'consent.accepted')])
    const outdated = await world.invite(account, { consent: { accepted: true, wordingVersion: 'older' } })
    expect([outdated.status, outdated.body]).toEqual([422, refusal('consent_outdated', 'consent.wordingVersion')])
  })

  test('kaleyra.r06: name, email and limit are asked for, and every fault is told', async () => {
    const answer = await world.ask('POST', `/accounts/${account.id}/experts`, {
      as: account.owner.token,
      body: { experts: [{}], consent: { accepted: true } },
    })
    expect(answer.status).toBe(400)
    expect(answer.body.faults.map(({ field }: { field: string }) => field).sort()).toEqual([
      'consent.wordingVersion',
      'experts[0].email',
      'experts[0].name',
      'until',
    ])
  })

  test('an unknown field is refused by its name', async () => {
    const answer = await world.invite(account, { role: 'admin' })
    expect([answer.status, answer.body]).toEqual([400, refusal('invalid_body', 'role')])
  })

  test('kaleyra.r21: several are invited at once, all or none', async () => {
    const before = (await experts()).length
    const names = ['several1', 'several2', 'several3']
    const people = names.map((name) => ({ name, email: expertEmail(name) }))
    const mixed = await world.invite(account, {
      experts: [...people, { name: 'Stranger', email: 'stranger@example.com' }],
    })
    expect([mixed.status, mixed.body]).toEqual([422, refusal('domain_not_allowed', 'experts[3].email')])
    expect(await experts()).toHaveLength(before)

    const good = await world.invite(account, { experts: people })
    expect(good.body.items.map(({ email }) => email)).toEqual(people.map(({ email }) => email))
    await world.stack.settle()
    // kaleyra.r23: each is told by mail
    for (const { email } of people) expect(world.mailsTo(email)).toHaveLength(1)

    const again = await world.invite(account, {
      experts: [{ name: 'New', email: expertEmail('new') }, ...people.slice(0, 1)],
    })
    expect([again.status, again.body]).toEqual([409, refusal('already_invited', 'experts[1].email')])
    expect(await experts()).toHaveLength(before + 3)
    await world.stack.settle()
    expect(world.mailsTo(expertEmail('new'))).toEqual([])
  })

  test('kaleyra.r22: an added entry can be taken out before sending: who was on it never hears of it', async () => {
    const [first, second] = ['kept', 'removed'].map((name) => ({ name, email: expertEmail(name) }))
    const kept = async () => [await experts(), await stored()]
    const before = await kept()
    const faulty = await world.invite(account, { experts: [first, { ...second, name: 'Al' }] })
    expect([faulty.status, faulty.body]).toEqual([422, refusal('name_too_short', 'experts[1].name')])
    expect(await kept()).toEqual(before)

    const sent = world.must(await world.invite(account, { experts: [first] }), 201).items
    expect(sent.map(({ email }) => email)).toEqual([first?.email])
    expect(await experts()).toHaveLength((before[0]?.length ?? 0) + 1)
    await world.stack.settle()
    expect(world.mailsTo(expertEmail('kept'))).toHaveLength(1)
    expect(world.mailsTo(expertEmail('removed'))).toEqual([])

    const none = await world.invite(account, { experts: [] })
    expect([none.status, none.body]).toEqual([400, refusal('invalid_body', 'experts')])
  })

  test('eleven at once fit one commit, whatever they are called; twelve are refused', async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, at) => ({ name: `Many of a name ${at}`, email: expertEmail(`many${at}`) }))
    const tooMany = await world.invite(account, { experts: many(12) })
    expect([tooMany.status, tooMany.body]).toEqual([400, refusal('invalid_body', 'experts')])
    const answer = await world.ask('POST', `/accounts/${account.id}/experts`, {
      as: account.owner.token,
      body: world.invitation({ experts: many(11) }),
      headers: { 'idempotency-key': 'eleven' },
    })
    expect(answer.status).toBe(201)
  })

  test('of fifty racing invitations of one person, one wins', async () => {
    const body = { experts: [{ name: 'Raced', email: expertEmail('raced') }] }
    const answers = await Promise.all(Array.from({ length: 50 }, () => world.invite(account, body)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(
      answers.filter(({ status, body }) => status === 409 && (body as { code?: string }).code === 'already_invited'),
    ).toHaveLength(49)
  })

  test('the same call sent again with its key invites once', async () => {
    const body = world.invitation()
    const send = (changes = {}) =>
      world.ask('POST', `/accounts/${account.id}/experts`, {
        as: account.owner.token,
        body: { ...body, ...changes },
        headers: { 'idempotency-key': 'once' },
      })
    const answers = await Promise.all([send(), send(), send()])
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(new Set(answers.map(({ body }) => body.items[0].id)).size).toBe(1)
    const other = await send({ access: 'limited-write' })
    expect([other.status, other.body]).toEqual([422, refusal('idempotency_key_reused', 'Idempotency-Key')])
  })

  test('somebody whose access has ended can be invited again, tidied up or not', async () => {
    const first = await world.expert(account, { until: world.inHours(1) })
    world.pass(3_600_000)
    const again = await world.invited(account, { experts: [{ name: 'Back', email: first.email }] })
    expect(again.id).not.toBe(first.id)
    expect((await world.accept(first.email)).status).toBe(200)
    expect(await world.may(account, again.id)).toBe(true)
    expect(await world.may(account, first.id)).toBe(false)
  })
})

describe('who may not invite', () => {
  const attempt = (as: string | undefined, id = account.id) =>
    world.ask('POST', `/accounts/${id}/experts`, { as, body: world.invitation() })

  test('nobody without a token', async () => expect((await attempt(undefined)).status).toBe(401))
  test('no service', async () => {
    const answer = await attempt(await world.service('operator'))
    expect([answer.status, answer.body]).toEqual([403, refusal('person_required')])
  })
  test('no stranger and no member of another account, who learn nothing of it', async () => {
    const other = await world.account()
    for (const as of [await world.person('stranger@example.com'), other.owner.token]) {
      const answer = await attempt(as)
      expect([answer.status, answer.body]).toEqual([404, refusal('account_unknown')])
      expect(
        (
          await attempt(
            as,
            other.id.replace(/.$/, (last) => (last === '0' ? '1' : '0')),
          )
        ).body.detail,
      ).toBe(answer.body.detail)
    }
  })
  test('kaleyra.r14: no expert', async () => {
    const expert = await world.expert(account, { access: 'limited-write' })
    const answer = await attempt(expert.token)
    expect([answer.status, answer.body]).toEqual([403, refusal('not_permitted')])
  })
})
