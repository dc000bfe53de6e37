/** The certification scenario of OpenID AuthZEN Authorization API 1.0, by its sections; Discovery is in authzen-configuration. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { certified } from './fixture.ts'

let world: World
let ask: Awaited<ReturnType<typeof certified>>['ask']
beforeAll(async () => {
  world = await givenWorld()
  ask = (await certified(world)).ask
})
afterAll(() => world?.stop())

const alice = { type: 'user', id: 'alice' }
const bob = { type: 'user', id: 'bob' }
const admin = { ...bob, properties: { role: 'admin' } }
const [read, write] = [{ name: 'read' }, { name: 'write' }]
const remove = (soft: boolean) => ({ name: 'delete', properties: { soft } })
const one = { type: 'record', id: 'record-1' }
const two = { type: 'record', id: 'record-2' }
const active = { ...one, properties: { status: 'active' } }
const archived = { ...two, properties: { status: 'archived' } }
const fixture = { subject: alice, action: read, resource: one }
const context = { time: '2025-06-27T18:03-07:00', ip: '192.168.1.1' }

async function decided(body: unknown, headers?: Record<string, string>) {
  const answer = await ask('evaluation', body, headers)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
  expect(Object.keys(answer.body).sort()).toEqual(['context', 'decision'])
  expect(answer.body.context).toEqual(expect.objectContaining({}))
  return answer.body.decision
}
async function batch(body: unknown) {
  const { status, body: answer } = await ask('evaluations', body)
  expect([status, Object.keys(answer)]).toEqual([200, ['evaluations']])
  return answer.evaluations.map(({ decision }: { decision: unknown }) => decision)
}
async function found(kind: string, body: unknown) {
  const { status, headers, body: answer } = await ask(`search/${kind}`, body)
  expect([status, headers.get('content-type')]).toEqual([200, 'application/json'])
  expect(answer.page).toEqual({ next_token: expect.any(String), count: answer.results.length })
  return answer.results
}

describe('Basic', () => {
  test.each([
    ['1.4 rule 1, 2.2.1', fixture, true],
    ['1.4 rule 2', { ...fixture, action: write }, true],
    ['1.4 rule 3', { ...fixture, subject: bob }, true],
    ['1.4 rule 4, 2.2.2', { ...fixture, subject: bob, action: write }, false],
    ['2.2.3', { ...fixture, context }, true],
    ['1.4 rule 5, 2.2.4', { subject: alice, action: write, resource: archived }, false],
    ['1.4 rule 6, 2.2.5', { subject: admin, action: write, resource: archived }, true],
    ['1.4 rule 7, 2.2.6', { ...fixture, action: remove(true) }, true],
    ['1.4 rule 8, 2.2.7', { ...fixture, action: remove(false) }, false],
    [
      '2.2.8',
      {
        subject: { ...alice, properties: { department: 'Sales', role: 'manager' } },
        action: { ...read, properties: { method: 'GET' } },
        resource: { ...one, properties: { status: 'active', owner: 'bob' } },
      },
      true,
    ],
    ['2.2.9', { ...fixture, foo: 'bar', futureField: { nested: true } }, true],
  ])('authzen %s: %j', async (_, body, decision) => {
    expect(await decided(body)).toBe(decision)
  })

  test.each([
    ['2.4.1', { action: read, resource: one }],
    ['2.4.1', { subject: alice, resource: one }],
    ['2.4.1', { subject: alice, action: read }],
    ['2.4.2', { ...fixture, subject: { id: 'alice' } }],
    ['2.4.2', { ...fixture, subject: { type: 'user' } }],
    ['2.4.2', { ...fixture, action: {} }],
    ['2.4.2', { ...fixture, resource: { id: 'record-1' } }],
    ['2.4.2', { ...fixture, resource: { type: 'record' } }],
    ['2.4.4', '{"subject":'],
    ['2.4.5', ''],
    ['2.4.6', { ...fixture, subject: 'alice' }],
    ['2.4.6', { ...fixture, action: { name: 123 } }],
  ])('authzen %s: what is missing or of another type is refused with 400: %j', async (_, body) => {
    expect((await ask('evaluation', body)).status).toBe(400)
    expect((await ask('evaluations', body)).status).toBe(400)
  })

  test('authzen 2.4.3: another content type than JSON is refused with 400', async () => {
    expect((await ask('evaluation', fixture, { 'content-type': 'text/plain' })).status).toBe(400)
  })

  test('authzen 2.5: X-Request-ID comes back from each endpoint, and is not needed', async () => {
    for (const path of ['evaluation', 'evaluations', 'search/subject', 'search/resource', 'search/action']) {
      const { status, headers } = await ask(path, fixture, { 'x-request-id': 'bfe9eb29' })
      expect([path, status, headers.get('x-request-id')]).toEqual([path, 200, 'bfe9eb29'])
      expect((await ask(path, fixture)).status).toBe(200)
    }
  })

  test('authzen 2.6: the same question has the same answer', async () => {
    for (let time = 0; time < 5; time++) expect(await decided(fixture)).toBe(true)
  })
})

describe('Batch', () => {
  test.each([
    ['3.2.1', { subject: alice, action: read, evaluations: [{ resource: one }, { resource: two }] }, [true, true]],
    ['3.2.2', { subject: bob, resource: one, evaluations: [{ action: read }, { action: write }] }, [true, false]],
    [
      '3.2.3',
      { subject: alice, action: write, evaluations: [{ resource: active }, { resource: archived }] },
      [true, false],
    ],
    [
      '3.2.4',
      { action: write, resource: archived, evaluations: [{ subject: alice }, { subject: admin }] },
      [false, true],
    ],
    ['3.2.5', { evaluations: [fixture, { subject: bob, action: write, resource: one }] }, [true, false]],
    [
      '3.2.6',
      { ...fixture, context, evaluations: [{}, { resource: two, context: { source: 'batch' } }] },
      [true, true],
    ],
    [
      '3.2.7',
      {
        ...{ subject: alice, action: write, resource: { type: 'record' } },
        evaluations: [{ resource: { id: 'record-1', properties: { status: 'active' } } }, { resource: archived }],
      },
      [true, false],
    ],
    ['3.4.1', { subject: alice, action: read, evaluations: [{ resource: one }, {}] }, [true, false]],
  ])('authzen %s, 3.3: a decision for each, in their order: %j', async (_, body, decisions) => {
    expect(await batch(body)).toEqual(decisions)
  })

  test('authzen 3.4.2, 3.4.3: without evaluations it is a single evaluation', async () => {
    for (const body of [fixture, { ...fixture, evaluations: [] }])
      expect((await ask('evaluations', body)).body).toEqual((await ask('evaluation', fixture)).body)
  })
})

describe('Search', () => {
  const who = { subject: { type: 'user' }, action: read, resource: one }
  const where = { subject: alice, action: read, resource: { type: 'record' } }
  const what = { subject: alice, resource: one }

  test('authzen 4.2.1, 4.2.2: who may read', async () => {
    expect(await found('subject', who)).toEqual([alice, bob])
    expect(await found('subject', { ...who, context })).toEqual([alice, bob])
  })

  test('authzen 4.2.4: who may write what is archived', async () => {
    expect(await found('subject', { subject: { type: 'user' }, action: write, resource: archived })).toEqual([bob])
  })

  test('authzen 4.3.1: what alice may read', async () => {
    expect(await found('resource', where)).toEqual([one, two])
  })

  test('authzen 4.3.3: what an admin may write', async () => {
    expect(await found('resource', { subject: admin, action: write, resource: { type: 'record' } })).toEqual([two])
  })

  test('authzen 4.4.1, 4.4.2: what alice may do', async () => {
    for (const body of [what, { ...what, context }]) expect(await found('action', body)).toEqual([read, write])
  })

  test('authzen 4.4.3: what an admin may do with what is archived', async () => {
    expect(await found('action', { subject: admin, resource: archived })).toEqual([read, write])
  })

  test('authzen 4.5: pages of one lead to everybody, and the last token is empty', async () => {
    const seen: unknown[] = []
    let token: string | undefined
    for (let page = 0; page < 10 && token !== ''; page++) {
      const { body } = await ask('search/subject', { ...who, page: { limit: 1, ...(token && { token }) } })
      expect(body.results.length).toBeLessThanOrEqual(1)
      seen.push(...body.results)
      token = body.page.next_token
    }
    expect([seen, token]).toEqual([[alice, bob], ''])
  })

  test('authzen 4.6: what nobody knows is found nowhere', async () => {
    const stranger = { type: 'user', id: 'nonexistent-user' }
    const ship = { type: 'spaceship', id: 'x' }
    expect(await found('action', { subject: stranger, resource: one })).toEqual([])
    expect(await found('resource', { ...where, subject: stranger })).toEqual([])
    expect(await found('subject', { ...who, subject: { type: 'spaceship' } })).toEqual([])
    expect(await found('subject', { ...who, resource: ship })).toEqual([])
    for (const [subject, resource] of [
      [ship, one],
      [alice, ship],
    ]) {
      expect(await found('action', { subject, resource })).toEqual([])
      expect(await found('resource', { subject, action: read, resource })).toEqual([])
    }
  })

  test.each([
    ['4.7.1', 'subject', { ...who, action: undefined }],
    ['4.7.1', 'resource', { ...where, subject: undefined }],
    ['4.7.1', 'action', { subject: alice }],
    ['4.7.2', 'subject', { ...who, resource: { type: 'record' } }],
    ['4.7.2', 'resource', { ...where, subject: { type: 'user' } }],
  ])('authzen %s: a %s search that lacks something is refused with 400: %j', async (_, kind, body) => {
    expect((await ask(`search/${kind}`, body)).status).toBe(400)
  })
})
