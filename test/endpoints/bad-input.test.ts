/** Whatever is sent to whichever row: never a 500, never a trace of our inside, and nothing changed. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { handler as access } from '../../functions/access/index.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { badBodies, largeBodies } from './bad-bodies.ts'
import {
  expectTame,
  type Harmless,
  harmless,
  hasFilters,
  ignoresUnknown,
  pathParts,
  rows,
  takesBody,
  takesChoices,
  takesFile,
  takesHeader,
  takesQuery,
} from './every-row.ts'
import { expectGatewayAnswer, expectRefusal, stored } from './helpers.ts'
import { engage, givenAgent, partnered as givenPartnered } from './partners.ts'

let world: World
let account: GivenAccount
let other: GivenAccount
let ask: Harmless['ask']
let goodBody: Harmless['body']
let before: string[]

/** But for what is recorded of who comes from outside. */
const unwatched = async () => (await stored()).filter((line) => !line.startsWith('ACTIVITY#'))

beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
  other = await world.account()
  const switching = await world.account({ catalog: { id: 'interakt' }, region: 'any' })
  const levelled = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
  const agreement = { as: levelled.owner.email, body: { id: 'c-1', name: 'Agreement' } }
  world.must(await world.ask('POST', `/accounts/${levelled.id}/agreements`, agreement), 201)
  const implementer = await givenAgent(world, 'implementation-partner')
  const partnered = { ...(await givenPartnered(world, 'reseller')), implementer }
  await engage(world, implementer, partnered.account)
  for (const { id, owner } of [account, account, other, other]) {
    const { id: member } = await world.expert({ id, owner })
    const path = `/accounts/${id}/experts/${member}/revoke`
    world.must(await world.ask('POST', path, { as: owner.email, body: { erase: true } }), 200)
    await world.stack.settle()
    const given = harmless(world, { account, ended: member, switching, levelled, partnered })
    if (id === account.id) [ask, goodBody] = [given.ask, given.body]
  }
  before = await unwatched()
})
afterEach(() => {
  expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
})
// Once for all of it: reading the whole table after each would take longer than everything else.
afterAll(async () => {
  expect(await unwatched()).toEqual(before)
  await world.stop()
})

describe('bodies', () => {
  test.each(rows.filter(takesBody))('%s refuses each body that is not what it takes', async (id) => {
    for (const [name, body] of Object.entries(badBodies)) {
      const answer = await ask(id, { body })
      expectTame(answer)
      expect([name, answer.status]).toEqual([name, 400])
    }
  })

  const oneOfEach = [...new Map(rows.filter(takesBody).map((row) => [row[1].function, row])).values()]
  test.each(oneOfEach)('%s, as all of its function, refuses large ones', async (id) => {
    for (const [name, body] of Object.entries(largeBodies)) {
      const answer = await ask(id, { body })
      expectTame(answer)
      expect([name, answer.status]).toEqual([name, 400])
    }
  })

  test.each(rows.filter(takesBody))('%s refuses a body that is too large', async (id) => {
    expectRefusal(await ask(id, { body: `{"a":"${'x'.repeat(1_000_000)}"}` }), 413, 'body_too_large')
  })

  test('what is larger than the gateway takes does not reach a function', async () => {
    expectGatewayAnswer(await ask('evaluate', { body: ' '.repeat(10_485_761) }), 413, 'Request Entity Too Large')
  })

  test.each(rows.filter((row) => takesBody(row) && !ignoresUnknown(row) && !takesChoices(row)))(
    '%s names fields that only look known',
    async (id) => {
      for (const field of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', '']) {
        const rest = goodBody(id)?.slice(1) ?? '}'
        const body = `{"${field}":{"polluted":true}${rest === '}' ? '' : ','}${rest}`
        expectRefusal(await ask(id, { body }), 400, 'invalid_body', field || undefined)
      }
    },
  )

  test.each(rows.filter(ignoresUnknown))('%s ignores fields that it does not know, as AuthZEN demands', async (id) => {
    const good = await ask(id)
    const fields = '"__proto__":{"polluted":true},"constructor":{},"toString":1,"":[]'
    const answer = await ask(id, { body: `{${fields},${goodBody(id)?.slice(1)}` })
    expect([answer.status, answer.body]).toEqual([200, good.body])
  })

  test.each(rows.filter(takesChoices))('%s takes no name from the inside of objects', async (id) => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', ''])
      for (const value of ['true', '{"polluted":true}']) {
        const answer = await ask(id, { body: `{"${name}":${value}}` })
        expectTame(answer)
        expect([name, value, [400, 422].includes(answer.status)]).toEqual([name, value, true])
      }
  })

  const takesNothing = (row: (typeof rows)[number]) => row[1].method !== 'GET' && !takesBody(row) && !takesFile(row)
  test.each(rows.filter(takesNothing))('%s needs no body', async (id) => {
    for (const body of Object.values(badBodies)) expectTame(await ask(id, { body }))
  })

  test.each(rows.filter(takesFile))('%s refuses each body that is no file of what it takes', async (id) => {
    for (const [name, body] of Object.entries({ ...badBodies, nothing: '' })) {
      expectRefusal(await ask(id, { body, headers: { 'content-type': 'text/csv' } }), 422, 'csv_invalid', 'line 1')
      if (name !== 'nothing') expectRefusal(await ask(id, { body }), 400, 'invalid_header', 'Content-Type')
    }
  })

  test.each(rows.filter(takesBody))('%s takes nothing but JSON', async (id) => {
    const body = goodBody(id) === '{}' ? ' {}' : goodBody(id)
    for (const type of [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'image/png',
      '',
    ])
      expectRefusal(await ask(id, { body, headers: { 'content-type': type } }), 400, 'invalid_header', 'Content-Type')
  })

  test('a body that the gateway hands over in base64 is read the same', async () => {
    const send = async (body: string) => {
      const event = {
        routeKey: 'POST /api/accounts/{account}/access/v1/evaluation',
        pathParameters: { account: account.id },
        headers: { 'content-type': 'application/json' },
        requestContext: {
          requestId: 'r',
          authorizer: { jwt: { claims: { sub: 's', client_id: 's', scope: 'gatepass/decide' } } },
        },
        isBase64Encoded: true,
        body,
      }
      const { statusCode, body: text = '' } = await access(event as never, {} as never)
      return [statusCode, JSON.parse(text)]
    }
    const good = Buffer.from(goodBody('evaluate') ?? '').toString('base64')
    expect(await send(good)).toEqual([200, expect.objectContaining({ decision: false })])
    for (const bad of ['!!!', 'AP8=', good.slice(0, 20)])
      expect(await send(bad)).toEqual([400, expect.objectContaining({ status: 400 })])
  })
})

describe('headers', () => {
  test.each(rows.filter(takesHeader('If-Match')))('%s refuses a version that is none', async (id) => {
    for (const value of ['', 'abc', '-1', '1.0', 'W/"1"', '"1', '1, 2', '9'.repeat(30)])
      expectRefusal(await ask(id, { headers: { 'if-match': value } }), 400, 'invalid_header', 'If-Match')
  })

  test.each(rows.filter(takesHeader('Idempotency-Key')))('%s refuses a key that is none', async (id) => {
    for (const value of ['', 'two words', 'é', 'x'.repeat(129)])
      expectRefusal(await ask(id, { headers: { 'idempotency-key': value } }), 400, 'invalid_header', 'Idempotency-Key')
  })
})

describe('queries', () => {
  test.each(rows.filter(takesQuery('limit')))('%s refuses a limit that is none', async (id) => {
    for (const limit of ['0', '101', '-1', '1.5', 'abc', '', '5,5', '1e1', '0x10', '%205', 'NaN', '9'.repeat(400)])
      expectRefusal(await ask(id, { query: `?limit=${limit}` }), 400, 'invalid_query', 'limit')
    expectRefusal(await ask(id, { query: '?limit=1&limit=2' }), 400, 'invalid_query', 'limit')
  })

  test.each(rows.filter(takesQuery('cursor')))('%s refuses a cursor that it did not give out', async (id) => {
    const key = { pk: `AUDIT#${other.id}`, sk: 'x' }
    const keys = [[], ['x'], {}, null, 'x', 7, { pk: 1 }, { pk: {} }, { pk: '', sk: '' }, { pk: 'x' }, key]
    const forged = [...keys.map((one) => [id, one]), [], {}, null, [id], [['x'], key], ['constructor', key]]
    const cursors = forged.map((one) => Buffer.from(JSON.stringify(one)).toString('base64url'))
    for (const cursor of ['', 'x', '%00', '__proto__', 'e30', '=', 'x'.repeat(9000), ...cursors])
      expectRefusal(await ask(id, { query: `?cursor=${cursor}` }), 400, 'invalid_query', 'cursor')
  })

  test('a cursor is good for the same list of the same account only', async () => {
    const lists = ['experts', 'audit', 'activity'] as const
    const cursorOf = async ({ id, owner }: GivenAccount, list: string) =>
      (await world.ask('GET', `/accounts/${id}/${list}?limit=1`, { as: owner.email })).body.nextCursor
    const use = (list: string, cursor: string) =>
      world.ask('GET', `/accounts/${account.id}/${list}?cursor=${cursor}`, { as: account.owner.email })
    for (const from of ['experts', 'audit']) {
      const mine = await cursorOf(account, from)
      expect((await use(from, mine)).status).toBe(200)
      expectRefusal(await use(from, await cursorOf(other, from)), 400, 'invalid_query', 'cursor')
      for (const list of lists.filter((one) => one !== from))
        expectRefusal(await use(list, mine), 400, 'invalid_query', 'cursor')
    }
  })

  test.each(rows.filter(hasFilters))('%s names a filter that it does not know', async (id) => {
    for (const name of ['colour', '__proto__', 'constructor', 'Limit'])
      expectRefusal(await ask(id, { query: `?${name}=x` }), 400, 'invalid_query', name)
  })

  test.each(rows)('%s is not upset by any query', async (id) => {
    for (const query of ['?', '?&&=&', '?x', '?=x', '?__proto__[a]=1', '?a=%00', '?a=%F0%9F%98%80', '?%zz', '?a=%ff'])
      expectTame(await ask(id, { query }))
  })
})

describe('paths', () => {
  const odd = [
    '%00',
    '%20',
    '%2F',
    '..%2F..%2Fme',
    '%E2%80%AE',
    '%F0%9F%98%80',
    '%ff',
    '%zz',
    '__proto__',
    'constructor',
  ]
  const more = [
    'null',
    '*',
    "'--",
    '%23%23',
    'MEMBER%23x',
    '%7B%22%24ne%22%3A1%7D',
    'x'.repeat(1100),
    '%E7%95%8C'.repeat(600),
  ]

  test.each(pathParts)('%s with an odd {%s} finds nothing', async (id, part) => {
    for (const value of [...odd, ...more]) {
      const answer = await ask(id, { path: { [part]: value } })
      expectTame(answer)
      expect([value, [400, 404, 429].includes(answer.status)]).toEqual([value, true])
    }
  })

  test('what no row serves is not found', async () => {
    for (const [method, path] of [
      ['GET', '/accounts'],
      ['PUT', '/me'],
      ['DELETE', '/accounts/x'],
      ['POST', '/me/x'],
      ['GET', '//me'],
    ] as const)
      expectGatewayAnswer(await world.ask(method, path, { as: account.owner.email }), 404, 'Not Found')
  })
})
