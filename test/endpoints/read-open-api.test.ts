import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openApi } from '../../functions/about/document.ts'
import { type Operation, type Route, routes } from '../../functions/routes.ts'
import { problems } from '../../shared/errors.ts'
import { type Answer, givenWorld, type Wire, type World } from '../given.ts'

let world: World
let answer: Answer
beforeAll(async () => {
  world = await givenWorld()
  answer = await world.ask('GET', '/openapi.json')
})
afterAll(() => world?.stop())

const rows = Object.entries(routes) as [Operation, Route][]
const operationOf = ({ method, path }: Route): Wire =>
  answer.body.paths[path.startsWith('/.well-known') ? path : `/api${path}`]?.[method.toLowerCase()]
const parametersOf = (row: Route, where: string): string[] =>
  (operationOf(row).parameters ?? [])
    .filter((one: { in: string }) => one.in === where)
    .map((one: { name: string }) => one.name)

describe('GET /openapi.json', () => {
  test('anyone reads it, and may keep it for a while', () => {
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/json')
    expect(answer.headers.get('cache-control')).toMatch(/^public, max-age=\d+$/)
    expect(answer.body).toEqual(expect.objectContaining({ openapi: '3.1.0', info: expect.any(Object) }))
  })

  test('it is the document that the routes and schemas make today', () => {
    expect(answer.body).toEqual(JSON.parse(JSON.stringify(openApi())))
  })

  test('it holds every route and no other', () => {
    const documented = Object.values<object>(answer.body.paths).flatMap((methods) => Object.values<Wire>(methods))
    expect(documented.map(({ operationId }) => operationId).sort()).toEqual(Object.keys(routes).sort())
  })

  test.each(rows)('%s says who may, what its path names, and how it refuses', (id, row) => {
    const { operationId, summary, security, responses } = operationOf(row)
    expect([operationId, summary]).toEqual([id, row.summary])
    expect(security).toEqual('anyone' in row.needs ? undefined : [{ bearer: [] }])
    expect(parametersOf(row, 'path')).toEqual([...row.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name))
    expect(responses.default.content).toHaveProperty(['application/problem+json'])
    const succeeding = Object.keys(responses).filter((status) => /^2\d\d$/.test(status))
    // What an agent of a partner asks for may have to wait.
    expect(succeeding).toHaveLength(['updateMember', 'eraseMfa'].includes(id) ? 2 : 1)
  })

  test('every reference leads somewhere', () => {
    for (const [, path = ''] of answer.text.matchAll(/"\$ref":"#\/([^"]+)"/g))
      expect(answer.body).toHaveProperty(path.split('/'))
  })

  test('a problem can have each of the codes, and no other', () => {
    const { code } = answer.body.components.schemas.Problem.properties
    expect(code.enum.toSorted()).toEqual(Object.keys(problems).sort())
  })

  test('Idempotency-Key is promised where it is kept', () => {
    const promised = rows.filter(([, row]) => parametersOf(row, 'header').includes('Idempotency-Key'))
    expect(promised.map(([id]) => id).sort()).toEqual([
      'addMembers',
      'changeLifecycle',
      'createAccount',
      'createAgreement',
      'createExpressAccount',
      'createOrganization',
      'importMembers',
      'inviteAgents',
      'inviteExperts',
      'registerPartner',
      'startDelegation',
    ])
  })
})
