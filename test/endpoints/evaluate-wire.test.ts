/** The wire of OpenID AuthZEN Authorization API 1.0, with the cases of its certification scenario. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const good = () => ({
  subject: { type: 'member', id: account.owner.member },
  action: { name: 'view' },
  resource: { type: 'channels.channel', id: 'one' },
})
const send = async (body: unknown, headers: Record<string, string> = {}) =>
  world.ask('POST', `/accounts/${account.id}/access/v1/evaluation`, {
    as: await world.service('decide'),
    body,
    headers,
  })

describe('AuthZEN evaluation requests', () => {
  test('context, properties and fields that nobody knows are ignored', async () => {
    const { subject, action, resource } = good()
    const answer = await send({
      subject: { ...subject, properties: { department: 'Sales' }, later: 1 },
      action: { ...action, properties: { method: 'GET' } },
      resource: { ...resource, properties: { owner: 'somebody' } },
      context: { time: '2025-06-27T18:03-07:00' },
      futureField: { nested: true },
    })
    expect([answer.status, answer.body.decision]).toEqual([200, true])
    expect(answer.headers.get('content-type')).toBe('application/json')
  })

  test('the same request has the same answer each time', async () => {
    const answers = await Promise.all([send(good()), send(good()), send(good())])
    expect(answers.map(({ body }) => body.decision)).toEqual([true, true, true])
  })

  test.each([
    ['subject.type', { subject: undefined }],
    ['subject.type', { subject: 'alice' }],
    ['subject.type', { subject: null }],
    ['subject.type', { subject: { id: 'alice' } }],
    ['subject.type', { subject: { type: 'group', id: 'alice' } }],
    ['subject.type', { subject: { type: ['user'], id: 'alice' } }],
    ['subject.id', { subject: { type: 'user' } }],
    ['subject.id', { subject: { type: 'user', id: '' } }],
    ['subject.id', { subject: { type: 'user', id: { $ne: '' } } }],
    ['subject.id', { subject: { type: 'user', id: 'x'.repeat(1024) } }],
    ['action.name', { action: undefined }],
    ['action.name', { action: {} }],
    ['action.name', { action: { name: 123 } }],
    ['resource.type', { resource: undefined }],
    ['resource.type', { resource: { id: 'one' } }],
    ['resource.id', { resource: { type: 'channels.channel' } }],
    ['resource.id', { resource: { type: 'channels.channel', id: null } }],
  ])('a missing or wrong %s is refused at its field', async (field, changes) => {
    expectRefusal(await send({ ...good(), ...changes }), 400, 'invalid_body', field)
  })

  test('every fault is told at once', async () => {
    const { body } = await send({})
    const fields = body.faults.map(({ field }: { field: string }) => field)
    expect(fields.sort()).toEqual(['action.name', 'resource.id', 'resource.type', 'subject.id', 'subject.type'])
  })

  test('no body, no JSON, no object: 400', async () => {
    expectRefusal(await send(''), 400, 'invalid_body')
    expectRefusal(await send('{"subject":'), 400, 'invalid_json')
    expectRefusal(await send('{"subject":"\\ud800"}'), 400, 'invalid_json')
    for (const body of ['null', '[]', '7', '"x"']) expectRefusal(await send(body), 400, 'invalid_body')
  })

  test('another content type than JSON: 400', async () => {
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream'])
      expectRefusal(await send(good(), { 'content-type': type }), 400, 'invalid_header', 'Content-Type')
    expect((await send(good(), { 'content-type': 'Application/JSON; charset=utf-8' })).status).toBe(200)
  })

  test('an id as long as an id may be names somebody unknown, in any alphabet', async () => {
    for (const type of ['user', 'member'])
      for (const id of ['x'.repeat(256), '界'.repeat(256), '🔑'.repeat(128), 'a#b/c', ' ', '\u0000']) {
        const answer = await send({ ...good(), subject: { type, id } })
        expect([answer.status, answer.body.decision]).toEqual([200, false])
      }
  })

  test('the caller finds its request again: X-Request-ID comes back, also with a refusal', async () => {
    const headers = { 'x-request-id': 'bfe9eb29-ab87-4ca3-be83-a1d5d8305716' }
    for (const body of [good(), {}, '{'])
      expect((await send(body, headers)).headers.get('x-request-id')).toBe(headers['x-request-id'])
    expect((await send(good())).status).toBe(200)
  })
})
