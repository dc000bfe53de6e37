import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { expectRefusal } from './helpers.ts'
import { csvRows } from './lists.ts'
import { populate } from './population.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
})
afterAll(() => world?.stop())

const columns =
  'id,name,first_name,last_name,login,email,kind,status,roles,levels,created,accepted,last_seen,until'.split(',')

async function fetched(query: string, accept = 'text/csv') {
  const asked = { as: account.owner.email, headers: { accept } }
  const answer = await world.ask('GET', `/accounts/${account.id}/members?${query}`, asked)
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'text/csv; charset=utf-8'])
  const [head, ...rows] = csvRows(answer.text)
  expect(head).toEqual(columns)
  return { rows, next: answer.headers.get('x-next-cursor'), answer }
}

describe('GET /accounts/{account}/members as CSV', () => {
  test('holds a row for each member, and no cell that a spreadsheet would run', async () => {
    const common = { roles: ['admin', 'analyst'], created: start, lastSeen: null, until: null }
    await populate(account.id, [
      { ...common, kind: 'team', status: 'active', name: '=cmd|"/c calc"!A1', login: '+login', lastSeen: start },
      { ...common, kind: 'expert', status: 'revoked', name: 'Expert, "One"', email: 'one@example.com', until: start },
    ])
    const { rows, next, answer } = await fetched('sort=-name')
    expect(next).toBeNull()
    expect(answer.headers.get('content-disposition')).toBe('attachment; filename="gatepass-listMembers.csv"')
    expect(rows.map(([_, ...cells]) => cells)).toEqual([
      ['Owner', '', '', '', account.owner.email, 'team', 'active', 'admin', '', start, start, start, ''],
      ['Expert, "One"', '', '', '', 'one@example.com', 'expert', 'revoked', '', '', start, start, '', start],
      ['\'=cmd|"/c calc"!A1', '', '', "'+login", '', 'team', 'active', 'admin analyst', '', start, start, start, ''],
    ])
  })

  test('comes in pages of up to a thousand, where JSON comes in pages of up to a hundred', async () => {
    const user = { kind: 'team', status: 'active', created: start, lastSeen: null, until: null } as const
    const many = Array.from({ length: 120 }, (_, at) => ({ ...user, name: `Many ${at}`, roles: ['user'] }))
    await populate(account.id, many)
    const all = await fetched('search=many')
    expect([all.rows.length, all.next]).toEqual([120, null])
    const first = await fetched('search=many&limit=101')
    const second = await fetched(`search=many&limit=1000&cursor=${first.next}`)
    expect([first.rows.length, second.rows.length, second.next]).toEqual([101, 19, null])
    expect([...first.rows, ...second.rows]).toEqual(all.rows)

    const refused = async (path: string, accept: string) => {
      const asked = { as: account.owner.email, headers: { accept } }
      expectRefusal(await world.ask('GET', `/accounts/${account.id}/${path}`, asked), 400, 'invalid_query', 'limit')
    }
    await refused('members?limit=101', 'application/json')
    await refused('members?limit=1001', 'text/csv')
    await refused('audit?limit=101', 'text/csv')
  })
})
