import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { handler as about } from '../../functions/about/index.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { expectRefusal, nobody } from './helpers.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const inside = (id: string) => world.ask('GET', `/accounts/${id}/.well-known/authzen-configuration`)
const atRoot = (id: string) => world.ask('GET', `/../.well-known/authzen-configuration/api/accounts/${id}`)
const endpoints = (point: string) => ({
  policy_decision_point: point,
  access_evaluation_endpoint: `${point}/access/v1/evaluation`,
  access_evaluations_endpoint: `${point}/access/v1/evaluations`,
  search_subject_endpoint: `${point}/access/v1/search/subject`,
  search_resource_endpoint: `${point}/access/v1/search/resource`,
  search_action_endpoint: `${point}/access/v1/search/action`,
})

test('authzen 6.1, 6.5: the metadata of an account names its endpoints to anyone, at the root and below it', async () => {
  for (const read of [inside, atRoot]) {
    const answer = await read(account.id)
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/json'])
    expect(answer.body).toEqual(endpoints(`${world.stack.origin}/api/accounts/${account.id}`))
  }
})

test('authzen 6.5: each endpoint is where the metadata says', async () => {
  const { body } = await atRoot(account.id)
  const as = await world.service('decide')
  for (const [name, url] of Object.entries(endpoints(body.policy_decision_point)).slice(1)) {
    const path = url.slice(`${world.stack.origin}/api`.length)
    expect([name, body[name], (await world.ask('POST', path, { as, body: {} })).status]).toEqual([name, url, 400])
  }
})

test('authzen 6.3: behind an https origin every address is https', async () => {
  vi.stubEnv('PUBLIC_URL', 'https://gatepass.example.com')
  const event = {
    routeKey: 'GET /.well-known/authzen-configuration/api/accounts/{account}',
    pathParameters: { account: account.id },
    headers: {},
    requestContext: { requestId: 'direct' },
  }
  const { body = '' } = await about(event as never, {} as never)
  vi.unstubAllEnvs()
  expect(JSON.parse(body)).toEqual(endpoints(`https://gatepass.example.com/api/accounts/${account.id}`))
})

test('whether an account exists is not told; what cannot be an account has no metadata', async () => {
  for (const read of [inside, atRoot]) {
    expect((await read(nobody)).body).toEqual(endpoints(`${world.stack.origin}/api/accounts/${nobody}`))
    expectRefusal(await read('no-id'), 404, 'account_unknown')
  }
})
