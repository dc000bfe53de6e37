import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day } from '../../shared/time.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, inviteMember, joined, stored, subjectOf } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const at = (member: string) => `/accounts/${account.id}/members/${member}`
const remove = (member: string, version: number | undefined, as = account.owner.email) =>
  world.ask('DELETE', at(member), { as, headers: version === undefined ? {} : { 'if-match': String(version) } })

describe('DELETE /accounts/{account}/members/{member}', () => {
  test('kaleyra.r28: a removed member is out with the next call, erased, and told', async () => {
    const { id, email } = await joined(world, account, { roles: ['admin'] })
    expect((await remove(id, 2)).status).toBe(204)
    expect(await world.may(account, id)).toBe(false)
    expectRefusal(await world.ask('GET', `/accounts/${account.id}`, { as: email }), 404, 'account_unknown')
    const left = world.must(await world.ask('GET', at(id), { as: account.owner.email }), 200)
    expect(left).toEqual(expect.objectContaining({ status: 'revoked', name: null, email: null, roles: [] }))
    await world.stack.settle()
    expect(world.mailsTo(email)[0]?.subject).toMatch(/^You were removed from /)
    expect((await stored()).join('\n')).not.toContain(email)
    expect(world.must(await world.ask('GET', '/me', { as: email }), 200).memberships).toEqual([])
  })

  test('kaleyra.r32: removing is confirmed by the version that was read, and can be called off', async () => {
    const { id } = await joined(world, account)
    const before = await stored()
    expectRefusal(await remove(id, undefined), 428, 'confirmation_missing', 'If-Match')
    expectRefusal(await remove(id, 1), 409, 'version_conflict', 'If-Match')
    expect(await stored()).toEqual(before)
    expect((await remove(id, 2)).status).toBe(204)
    expectRefusal(await remove(id, 3), 409, 'already_ended')
  })

  test('kaleyra.r33: what runs in the name of a removed member, such as an API key, is refused from then on', async () => {
    const { id, email } = await joined(world, account, { roles: ['admin'] })
    const subject = await subjectOf(world, email)
    const creator = async () => {
      const byMember = await world.evaluate(account, { type: 'member', id }, 'api-credentials.key.manage')
      const byUser = await world.evaluate(account, { type: 'user', id: subject }, 'api-credentials.key.manage')
      return [byMember.body.decision, byMember.body.context.reason?.code, byUser.body.decision]
    }
    expect(await creator()).toEqual([true, 'granted', true])
    expect((await remove(id, 2)).status).toBe(204)
    expect(await creator()).toEqual([false, 'revoked', false])
  })

  test('an invitation that is withdrawn offers nothing any more, and the person can be invited again', async () => {
    const { email, answer } = await inviteMember(world, account)
    const { id, version } = answer.body.items[0]
    await world.stack.settle()
    const link = world.tokenMailedTo(email)
    expect((await remove(id, version)).status).toBe(204)
    expectRefusal(await world.accept(email, link), 410, 'invitation_withdrawn')
    await world.stack.settle()
    expect(world.mailsTo(email)[0]?.subject).toMatch(/^Your invitation to .* was withdrawn$/)
    const again = await joined(world, account, { roles: ['support'] })
    expect(await world.may(account, again.id, 'logs.log.view')).toBe(true)
  })

  test('who was removed can come back, as somebody new', async () => {
    const { id, email } = await joined(world, account)
    world.must(await remove(id, 2), 204)
    const { answer } = await inviteMember(world, account, { email })
    expect(world.must(answer, 201).items[0].id).not.toBe(id)
    await world.stack.settle()
    expect((await world.accept(email)).status).toBe(200)
  })

  test('who declined stays in sight until removed, and is then erased', async () => {
    const { email, answer } = await inviteMember(world, account, { name: 'Undecided' })
    const { id } = world.must(answer, 201).items[0]
    await world.stack.settle()
    const token = world.tokenMailedTo(email)
    world.must(await world.ask('POST', `/invitations/${token}/decline`, { as: email }), 200)
    const read = () => world.ask('GET', at(id), { as: account.owner.email })
    expect((await read()).body).toEqual(expect.objectContaining({ status: 'revoked', name: 'Undecided', version: 2 }))
    expectRefusal(
      await world.ask('PATCH', at(id), { as: account.owner.email, body: { name: 'Other' } }),
      409,
      'already_ended',
    )
    expect((await remove(id, 2)).status).toBe(204)
    expect((await read()).body).toEqual(expect.objectContaining({ status: 'revoked', name: null, email: null }))
    expect((await stored()).join('\n')).not.toContain(email)
  })

  test('the last owner cannot be removed, by whomever', async () => {
    const own = await world.account()
    const path = `/accounts/${own.id}/members/${own.owner.member}`
    for (const as of [own.owner.email, await world.service('operator')])
      expectRefusal(await world.ask('DELETE', path, { as, headers: { 'if-match': '2' } }), 409, 'last_owner')
    expectRefusal(await world.ask('POST', `/accounts/${own.id}/leave`, { as: own.owner.email }), 409, 'last_owner')
  })
})

describe('POST /accounts/{account}/leave', () => {
  const leave = (as: string, id = account.id) => world.ask('POST', `/accounts/${id}/leave`, { as })

  test('a member goes without asking anybody, but not one who is switched off', async () => {
    const { id, email } = await joined(world, account, { roles: ['support'] })
    const off = await joined(world, account)
    world.must(await world.ask('POST', `${at(off.id)}/deactivate`, { as: account.owner.email }), 200)
    expect((await leave(email)).status).toBe(204)
    expectRefusal(await leave(off.email), 403, 'not_permitted')
    expect(await world.may(account, id)).toBe(false)
    expectRefusal(await leave(email), 404, 'account_unknown')
  })

  test('a stranger, and who is only invited, has nothing to leave', async () => {
    const { email } = await inviteMember(world, account)
    expectRefusal(await leave(email), 404, 'account_unknown')
    expectRefusal(await leave('stranger@example.com'), 404, 'account_unknown')
  })

  test('kompaas.r23: users cannot delete themselves', async () => {
    const kompaas = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
    expectRefusal(await leave(kompaas.owner.email, kompaas.id), 409, 'not_yourself')
    const own = { as: kompaas.owner.email, headers: { 'if-match': '2' } }
    const path = `/accounts/${kompaas.id}/members/${kompaas.owner.member}`
    expectRefusal(await world.ask('DELETE', path, own), 409, 'not_yourself')
  })
})

describe('POST /accounts/{account}/members/{member}/resend', () => {
  const resend = (member: string, as = account.owner.email) => world.ask('POST', `${at(member)}/resend`, { as })

  test('sends a new link while the invitation is not accepted, even when it has run out; the old one is dead', async () => {
    const { email, answer } = await inviteMember(world, account)
    const { id } = answer.body.items[0]
    await world.stack.settle()
    const oldLink = world.tokenMailedTo(email)
    world.pass(8 * day)
    expectRefusal(await world.accept(email, oldLink), 410, 'invitation_expired')
    expect(world.must(await resend(id), 200)).toEqual(expect.objectContaining({ status: 'invited', version: 2 }))
    await world.stack.settle()
    expectRefusal(await world.accept(email, oldLink), 410, 'invitation_rotated')
    expect((await world.accept(email)).status).toBe(200)
    expectRefusal(await resend(id), 409, 'already_accepted')
  })

  test('the platform sends an owner a new link when the first has run out', async () => {
    const { email, answer } = await world.createAccount()
    const { id, owner } = world.must(answer, 201)
    await world.stack.settle()
    world.pass(8 * day)
    const as = await world.service('operator')
    expect((await world.ask('POST', `/accounts/${id}/members/${owner}/resend`, { as })).status).toBe(200)
    await world.stack.settle()
    expect((await world.accept(email)).status).toBe(200)
  })

  test('who was removed is not sent anything', async () => {
    const { id } = (await inviteMember(world, account)).answer.body.items[0]
    world.must(await remove(id, 1), 204)
    expectRefusal(await resend(id), 409, 'already_ended')
  })
})
