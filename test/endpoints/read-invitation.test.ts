import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { routes } from '../../functions/routes.ts'
import { day, plus } from '../../shared/time.ts'
import { expertEmail, type GivenAccount, givenWorld, type World } from '../given.ts'
import { deadLinks } from './dead-links.ts'
import { expectGatewayAnswer, expectRefusal, stored } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ name: 'Acme', region: 'india', timeZone: 'Asia/Kolkata' })
})
afterAll(() => world?.stop())

const read = (token: string) => world.ask('GET', `/invitations/${token}`)

describe('GET /invitations/{token}', () => {
  test('an expert is told what is offered, by whom and until when, without signing in', async () => {
    const until = world.inHours(8)
    const experts = [{ name: 'Vera', email: expertEmail('vera') }]
    await world.invited(account, { experts, until, access: 'limited-write' })
    const answer = await read(world.tokenMailedTo(expertEmail('vera')))
    expect([answer.status, answer.body]).toEqual([
      200,
      {
        account: { name: 'Acme', timeZone: 'Asia/Kolkata' },
        kind: 'expert',
        name: 'Vera',
        email: 'v…@tatacommunications.com',
        invitedBy: { name: 'Owner' },
        access: 'limited-write',
        until,
        expiresAt: until,
        state: 'open',
      },
    ])
  })

  test('an owner is told the roles; the link works for a week', async () => {
    const { email, answer } = await world.createAccount({ name: 'New' })
    world.must(answer, 201)
    await world.stack.settle()
    expect((await read(world.tokenMailedTo(email))).body).toEqual({
      account: { name: 'New', timeZone: 'Europe/Rome' },
      kind: 'team',
      name: 'Owner',
      email: 'o…@example.com',
      invitedBy: null,
      roles: ['Admin'],
      expiresAt: plus(world.now(), 7 * day),
      state: 'open',
    })
  })

  test('an offer without a limit says so, and its link still works for a week only', async () => {
    const { email } = await world.invited(account, { until: null })
    const { until, expiresAt } = (await read(world.tokenMailedTo(email))).body
    expect([until, expiresAt]).toEqual([null, plus(world.now(), 7 * day)])
  })

  test('following the link changes nothing, however often: scanners do it, and accepting still works', async () => {
    const { email } = await world.invited(account)
    const token = world.tokenMailedTo(email)
    const before = await stored()
    const first = await read(token)
    for (let time = 0; time < 3; time++) expect((await read(token)).body).toEqual(first.body)
    expect(await stored()).toEqual(before)
    expect((await world.accept(email, token)).status).toBe(200)
  })

  test('the table does not hold the token, and the answer not the whole address', async () => {
    const { email } = await world.invited(account)
    const token = world.tokenMailedTo(email)
    expect((await stored()).join()).not.toContain(token)
    expect((await read(token)).text).not.toContain(email)
  })
})

describe('a link that no longer works says why', () => {
  test.each(deadLinks)('%s', async (_, status, code, make) => {
    const { token } = await make(world, account)
    const before = await stored()
    expectRefusal(await read(token), status, code)
    expect(await stored()).toEqual(before)
  })

  test('the newer link works where the older one was replaced', async () => {
    const { id, owner } = account
    const expert = await world.invited(account)
    const older = world.tokenMailedTo(expert.email)
    world.must(await world.ask('POST', `/accounts/${id}/experts/${expert.id}/resend`, { as: owner.email }), 200)
    await world.stack.settle()
    const newer = world.tokenMailedTo(expert.email)
    expect(newer).not.toBe(older)
    expect((await read(newer)).status).toBe(200)
  })

  test('kaleyra.r09: to the millisecond', async () => {
    const { email, until } = await world.invited(account)
    const token = world.tokenMailedTo(email)
    world.setNow(plus(until ?? '', -1))
    expect((await read(token)).status).toBe(200)
    world.pass(1)
    expectRefusal(await read(token), 410, 'invitation_expired')
  })
})

describe('guessing', () => {
  test('nobody can try tokens without end', async () => {
    const { burst } = routes.readInvitation.needs.anyone
    const answers = await Promise.all(Array.from({ length: burst + 20 }, (_, at) => read(`guess-${at}`)))
    const refused = answers.filter(({ status }) => status !== 404)
    expect(refused.length).toBeGreaterThan(0)
    for (const answer of refused) expectGatewayAnswer(answer, 429, 'Too Many Requests')
  })
})
