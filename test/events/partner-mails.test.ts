import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenAgent, organization } from '../endpoints/partners.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let operator: string
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  operator = await world.service('operator')
})
afterAll(() => world?.stop())

const given = () =>
  world.account({
    catalog: { id: 'talkdesk-partner' },
    region: 'any',
    name: 'Acme <b>Ltd</b>',
    timeZone: 'Europe/Rome',
  })
const ask = async (method: string, path: string) => {
  const { status, text } = await world.ask(method, path, { as: operator })
  if (status >= 300) throw new Error(text)
}

/** Lets the mails go out; what came after the invitation, oldest first. */
async function told(email = account.owner.email) {
  await world.stack.settle()
  return world
    .mailsTo(email)
    .filter(({ subject }) => !subject.startsWith('You are invited'))
    .reverse()
}
const subjects = async (email?: string) => (await told(email)).map(({ subject }) => subject)

const joined = 'Partner was let into Acme <b>Ltd</b>'
const left = 'Partner is no longer let into Acme <b>Ltd</b>'

describe('what the owner is told about partners', () => {
  test('who was engaged, in which role and since when; and that it is over, even if both come late', async () => {
    account = await given()
    const { partner } = await givenAgent(world, 'implementation-partner')
    const path = `/accounts/${account.id}/partners/${partner}`
    await ask('PUT', path)
    await ask('PUT', path)
    await ask('DELETE', path)
    const mails = await told()
    expect(mails.map(({ subject }) => subject)).toEqual([joined, left])
    const facts =
      /Account: +Acme <b>Ltd<\/b>\nPartner: +Partner\nRole: +Implementation Partner\nSince: +.*\(Europe\/Rome\)/
    for (const { text } of mails) expect(text).toMatch(facts)
    expect(mails[0]?.html).toContain('Acme &lt;b&gt;Ltd&lt;/b&gt;')
  })

  test('which reseller comes in and which goes with an organization, and nothing where nobody does', async () => {
    account = await given()
    const [one, other] = [await givenAgent(world, 'reseller'), await givenAgent(world, 'reseller')]
    const [first, same, second] = [one, one, other].map((agent) => organization(world, agent))
    const under = async (over = first) => `/organizations/${(await over)?.id}/accounts/${account.id}`
    await ask('PUT', await under(first))
    await ask('PUT', await under(first))
    await ask('PUT', await under(same))
    expect(await subjects()).toEqual([joined])
    expect((await told())[0]?.text).toMatch(/Role: +Reseller\nThrough the organization: +Organization\n/)
    await ask('PUT', await under(second))
    expect((await subjects()).slice(1).sort()).toEqual([left, joined].sort())
    await ask('DELETE', await under(second))
    expect((await subjects()).slice(3)).toEqual([left])
  })

  test('nothing while a partner is let in one way or the other', async () => {
    account = await given()
    const agent = await givenAgent(world, 'reseller')
    const { id } = await organization(world, agent)
    const [engaged, under] = [
      `/accounts/${account.id}/partners/${agent.partner}`,
      `/organizations/${id}/accounts/${account.id}`,
    ]
    await ask('PUT', engaged)
    await ask('PUT', under)
    await ask('DELETE', engaged)
    expect(await subjects()).toEqual([joined])
    await ask('PUT', engaged)
    await ask('DELETE', under)
    expect(await subjects()).toEqual([joined])
    await ask('DELETE', engaged)
    expect(await subjects()).toEqual([joined, left])
  })

  test('the owner of an Express account learns who made it and is let in', async () => {
    const agent = await givenAgent(world, 'reseller')
    const { id } = await organization(world, agent)
    const owner = { name: 'Olga', email: 'olga@example.com' }
    const place = { name: 'Acme <b>Ltd</b>', region: 'any', timeZone: 'Europe/Rome', reportEmail: 'r@example.com' }
    const path = `/partner/organizations/${id}/express-accounts`
    world.must(await world.ask('POST', path, { as: agent.email, body: { ...place, owner } }), 201)
    expect(await subjects(owner.email)).toEqual([joined])
  })
})
