/** A person is global: who is an agent of a partner does not lose the login to an account they are a member of. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { read as inDirectory } from '../local/directory.ts'
import { expectRefusal, stored } from './helpers.ts'
import { givenAgent } from './partners.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account({ catalog: { id: 'jaicp' }, region: 'any' })
})
afterAll(() => world?.stop())

const password = { password: 'Correct1horse', repeatedPassword: 'Correct1horse' }

/** A member with a login that an admin made, who is an agent by now. */
async function memberAndAgent(login: string, status: 'active' | 'inactive' = 'active') {
  const create = { firstName: 'Anna', lastName: 'Rossi', login, roles: ['user'], ...password }
  const path = `/accounts/${account.id}/members`
  const answer = await world.ask('POST', path, { as: account.owner.email, body: { create } })
  const [{ id }] = world.must(answer, 201).items
  const attributes = (await inDirectory(login)).UserAttributes ?? []
  const subject = attributes.find(({ Name }) => Name === 'sub')?.Value
  if (subject === undefined) throw new Error('no sub in the directory')
  await givenAgent(world, 'reseller', { subject, status })
  return `${path}/${id}`
}

test.each(['active', 'inactive'] as const)(
  'who is an agent of a partner (%s) keeps their own login',
  async (status) => {
    const path = await memberAndAgent(`anna.${status}`, status)
    const before = await stored()
    for (const [method, what, body] of [
      ['POST', 'erase-mfa', undefined],
      ['POST', 'sign-out', undefined],
      ['PUT', 'password', password],
    ] as const) {
      const answer = await world.ask(method, `${path}/${what}`, { as: account.owner.email, ...(body && { body }) })
      expectRefusal(answer, 409, 'login_shared')
    }
    expect(await stored()).toEqual(before)
  },
)

test('the login of an agent outlives the membership that it was made for', async () => {
  const path = await memberAndAgent('anna.removed')
  const headers = { 'if-match': '1' }
  world.must(await world.ask('DELETE', path, { as: account.owner.email, headers }), 204)
  expect(await world.stack.settle()).toEqual({ failed: 0 })
  expect((await inDirectory('anna.removed')).Enabled).toBe(true)
})
