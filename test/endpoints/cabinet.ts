/** A KOMPaaS cabinet with the agreements c-1 and c-2: its owner, and employees with levels. */
import type { Answer, Wire, World } from '../given.ts'
import { subjectOf } from './helpers.ts'

type Levels = Record<string, Record<string, string>>

/** Whom a request is made by, and over which version. */
export interface By {
  as?: string
  version?: number | undefined
}

export type Cabinet = Awaited<ReturnType<typeof givenCabinet>>

let count = 0

export async function givenCabinet(world: World) {
  const account = await world.account({ catalog: { id: 'kompaas' }, region: 'any' })
  const { owner } = account
  const at = `/accounts/${account.id}`
  const sent = ({ as = owner.email, version }: By) => ({
    as,
    ...(version !== undefined && { headers: { 'if-match': String(version) } }),
  })
  const agree = async (id: string, as = owner.email) =>
    world.ask('POST', `${at}/agreements`, { as, body: { id, name: `Agreement ${id}` } })
  for (const id of ['c-1', 'c-2']) world.must(await agree(id), 201)

  const invite = (levels?: Levels, { as = owner.email, ...more }: Wire = {}): Promise<Answer> => {
    const person = { name: 'Employee', email: `employee${++count}@example.com`, roles: ['employee'], ...more }
    return world.ask('POST', `${at}/members`, { as, body: { members: [{ ...person, ...(levels && { levels }) }] } })
  }

  /** Made by the platform, which may give any level: active at once. */
  async function employee(levels?: Levels, roles = ['employee']) {
    const email = `employee${++count}@example.com`
    const subject = await subjectOf(world, email)
    const provision = { name: 'Employee', email, subject, roles, ...(levels && { levels }) }
    const as = await world.service('operator')
    const { items } = world.must(await world.ask('POST', `${at}/members`, { as, body: { provision } }), 201)
    return { id: items[0].id as string, email, subject }
  }

  const setLevels = (member: string, body: unknown, { agreement = 'c-1', ...by }: By & { agreement?: string } = {}) =>
    world.ask('PUT', `${at}/agreements/${agreement}/members/${member}/levels`, { ...sent(by), body })
  const link = (method: 'PUT' | 'DELETE', member: string, id: string, { body, ...by }: By & { body?: unknown } = {}) =>
    world.ask(method, `${at}/members/${member}/links/virtual-pbx.subscriber/${id}`, { ...sent(by), body })
  const change = (
    method: string,
    member: string,
    { path = '', body, ...by }: By & { path?: string; body?: Wire } = {},
  ) => world.ask(method, `${at}/members/${member}${path}`, { ...sent(by), body })
  const read = async (member: string) => world.must(await change('GET', member), 200)
  const audit = async (member: string) =>
    world.must(await world.ask('GET', `${at}/audit?limit=100&member=${member}`, { as: owner.email }), 200).items

  /** Whether the platform would let them; `about` are the properties of what it asks about. */
  async function may(member: string, permission: string, about: object = { agreement: 'c-1' }): Promise<boolean> {
    const dot = permission.lastIndexOf('.')
    const resource = { type: permission.slice(0, dot), id: 'one', properties: about }
    const body = { subject: { type: 'member', id: member }, action: { name: permission.slice(dot + 1) }, resource }
    const as = await world.service('decide')
    return world.must(await world.ask('POST', `${at}/access/v1/evaluation`, { as, body }), 200).decision
  }

  return { account, owner, at, agree, invite, employee, setLevels, link, change, read, audit, may }
}
