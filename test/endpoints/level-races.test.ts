import { afterAll, beforeAll, expect, test } from 'vitest'
import { givenWorld, type Wire, type World } from '../given.ts'
import { type Cabinet, givenCabinet } from './cabinet.ts'

let world: World
let cabinet: Cabinet
beforeAll(async () => {
  world = await givenWorld()
  cabinet = await givenCabinet(world)
})
afterAll(() => world?.stop())

type Held = Record<string, string>
type Asked = Record<string, string | null>

const products = ['core', 'telephony', 'chatbots']
const levels = ['without-access', 'user', 'administrator', null]

/** The same choices in every run: a product and a level or two for each. */
const asked = (at: number): Asked =>
  Object.fromEntries(
    [at % 3, (at * 7) % 3].map((product, of) => [products[product], levels[(at * 5 + of) % 4] ?? null]),
  )

const applied = (held: Held, changes: Asked): Held =>
  Object.fromEntries(
    Object.entries({ ...held, ...changes })
      .filter((one): one is [string, string] => one[1] !== null)
      .sort(),
  )

const inside = ({ levels }: Wire): Held => applied(levels['c-1'] ?? {}, {})

test('50 changes of one member at once end in what some order of them explains', async () => {
  const { id } = await cabinet.employee({ 'c-1': { core: 'user' } })
  const changes = Array.from({ length: 50 }, (_, at) => asked(at))
  const answers = await Promise.all(changes.map((body) => cabinet.setLevels(id, body)))
  const done = answers.flatMap(({ status, body }, at) => {
    if (status === 200) return [{ asked: changes[at] ?? {}, version: body.version as number, held: inside(body) }]
    expect([status, body.code]).toEqual([409, 'version_conflict'])
    return []
  })

  const after = await cabinet.read(id)
  let held: Held = { core: 'user' }
  for (let version = 2; version <= after.version; version++) {
    const told = done.filter((one) => one.version === version)
    const [state] = told.map((one) => one.held)
    // Each version was made by one of those who were told it, from the version before.
    expect(told.filter((one) => sameAs(state)(applied(held, one.asked)))).not.toEqual([])
    expect(state).not.toEqual(held)
    // Whoever else was told it had nothing left to change.
    for (const one of told) expect([one.held, applied(one.held, one.asked)]).toEqual([state, state])
    held = state ?? {}
  }
  expect(inside(after)).toEqual(held)
  expect(after.version).toBeGreaterThan(2)
  const trail = (await cabinet.audit(id)).filter(({ action }: Wire) => action === 'member.levels-changed')
  expect(trail).toHaveLength(after.version - 1)
})

const sameAs = (state: unknown) => (other: unknown) => JSON.stringify(other) === JSON.stringify(state)

test('50 changes over the version that was read: one is made, all others are refused and nothing of theirs is kept', async () => {
  const { id } = await cabinet.employee({ 'c-1': { core: 'user' } })
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, at) =>
      cabinet.setLevels(id, { telephony: levels[at % 3], chatbots: levels[(at + 1) % 3] }, { version: 1 }),
    ),
  )
  const made = answers.filter(({ status }) => status === 200)
  expect(made).toHaveLength(1)
  for (const { status, body } of answers)
    if (status !== 200) expect([status, body.code]).toEqual([409, 'version_conflict'])
  expect(await cabinet.read(id)).toEqual(made[0]?.body)
})
