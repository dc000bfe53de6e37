import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Answer, GivenAccount, World } from '../given.ts'
import { givenWorld } from '../given.ts'
import { inviteMember, joined, meanwhile } from './helpers.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const at50 = <T>(act: (at: number) => Promise<T>): Promise<T[]> =>
  Promise.all(Array.from({ length: 50 }, (_, at) => act(at)))
const counted = (answers: readonly Answer[]) => {
  const counts: Record<string, number> = {}
  for (const { status, body } of answers) counts[body.code ?? status] = (counts[body.code ?? status] ?? 0) + 1
  return counts
}

async function activeOwners({ id, owner }: GivenAccount, members: readonly string[]): Promise<number> {
  const states = await Promise.all(
    [owner.member, ...members].map((member) =>
      world.evaluate({ id, owner }, { type: 'member', id: member }, 'team.member.update'),
    ),
  )
  return states.filter(({ body }) => body.decision).length
}

describe('fifty at a time', () => {
  test.each<[string, (path: string, as: string) => Promise<Answer>]>([
    ['demoting', (path, as) => world.ask('PATCH', path, { as, body: { roles: ['support'] } })],
    ['switching off', (path, as) => world.ask('POST', `${path}/deactivate`, { as })],
    ['removing', (path, as) => world.ask('DELETE', path, { as, headers: { 'if-match': '2' } })],
  ])('%s each of three owners leaves one', async (_, act) => {
    const account = await world.account()
    const others = [
      await joined(world, account, { roles: ['admin'] }),
      await joined(world, account, { roles: ['admin'] }),
    ]
    const all = [account.owner.member, ...others.map(({ id }) => id)]
    const as = await world.service('operator')
    const answers = await at50((n) => act(`/accounts/${account.id}/members/${all[n % 3]}`, as))
    expect(
      await activeOwners(
        account,
        others.map(({ id }) => id),
      ),
    ).toBe(1)
    const { last_owner = 0, internal = 0 } = counted(answers)
    expect([last_owner > 0, internal]).toEqual([true, 0])
  })

  test('nobody is told of a last owner while there are others: what somebody else has done already is done', async () => {
    const account = await world.account()
    const { id } = await joined(world, account, { roles: ['admin'] })
    await joined(world, account, { roles: ['admin'] })
    const as = await world.service('operator')
    const demote = () =>
      world.ask('PATCH', `/accounts/${account.id}/members/${id}`, { as, body: { roles: ['support'] } })
    const answer = await meanwhile(demote, demote)
    expect([answer.status, answer.body.roles]).toEqual([200, ['support']])
  })

  test('owners who leave together leave one behind', async () => {
    const account = await world.account()
    const others = [
      await joined(world, account, { roles: ['admin'] }),
      await joined(world, account, { roles: ['admin'] }),
    ]
    const emails = [account.owner.email, ...others.map(({ email }) => email)]
    await at50((n) => world.ask('POST', `/accounts/${account.id}/leave`, { as: emails[n % 3] ?? '' }))
    expect(
      await activeOwners(
        account,
        others.map(({ id }) => id),
      ),
    ).toBe(1)
  })

  test('one link is accepted once', async () => {
    const account = await world.account()
    const { email } = await inviteMember(world, account)
    await world.stack.settle()
    const token = world.tokenMailedTo(email)
    const answers = await at50(() => world.accept(email, token))
    const counts = counted(answers)
    expect(counts[200]).toBe(1)
    expect(
      Object.keys(counts).every((key) => ['200', 'invitation_used', 'version_conflict', 'unavailable'].includes(key)),
    ).toBe(true)
  })

  test('of admins editing one member over the same version one wins, and the others are told', async () => {
    const account = await world.account()
    const { id } = await joined(world, account)
    const admins = [
      await joined(world, account, { roles: ['admin'] }),
      await joined(world, account, { roles: ['admin'] }),
    ]
    const path = `/accounts/${account.id}/members/${id}`
    const answers = await at50((n) =>
      world.ask('PATCH', path, { as: admins[n % 2]?.email, body: { name: `Edit ${n}` }, headers: { 'if-match': '2' } }),
    )
    const won = answers.filter(({ status }) => status === 200)
    expect([won.length, counted(answers).version_conflict]).toEqual([1, 49])
    const read = world.must(await world.ask('GET', path, { as: account.owner.email }), 200)
    expect([read.name, read.version]).toEqual([won[0]?.body.name, 3])
    const audit = world.must(
      await world.ask('GET', `/accounts/${account.id}/audit?member=${id}`, { as: account.owner.email }),
      200,
    )
    expect(audit.items.filter(({ action }: { action: string }) => action === 'member.updated')).toHaveLength(1)
  })

  test('one person is invited once', async () => {
    const account = await world.account()
    const answers = await at50(async () => (await inviteMember(world, account, { email: 'wanted@example.com' })).answer)
    expect([counted(answers)[201], counted(answers).already_invited]).toEqual([1, 49])
  })
})
