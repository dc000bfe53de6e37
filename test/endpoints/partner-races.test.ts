/** What a partner is may change between what a call has read and what it commits: then the call is decided anew. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { sha256 } from '../../shared/ids.ts'
import { folded } from '../../shared/members/find/folded.ts'
import { listPartnerAccounts } from '../../shared/partners/list-partner-accounts.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal, meanwhile } from './helpers.ts'
import { givenAgent, organization } from './partners.ts'
import { inviteAgent, type Staff, staffed } from './staff.ts'

let world: World
let staff: Staff
let operator: string
beforeAll(async () => {
  world = await givenWorld()
  operator = await world.service('operator')
})
beforeEach(async () => {
  staff = await staffed(world, { domains: ['partner.example.com', 'other.example.com'] })
})
afterAll(() => world?.stop())

const change =
  (body: object, { path } = staff) =>
  async () =>
    world.must(await world.ask('PATCH', path, { as: operator, body }), 200)
const losesDomain = () => change({ domains: ['other.example.com'] })
const goesInactive = () => change({ status: 'inactive' })
const invite = () => inviteAgent(world, staff)

describe('while a domain is taken from the partner', () => {
  test('talkdesk.r35: nobody is invited at it', async () =>
    expectRefusal((await meanwhile(invite, losesDomain())).answer, 422, 'domain_not_allowed', 'agents[0].email'))

  test('talkdesk.r35: nobody accepts at it', async () => {
    const { email } = await invite()
    await world.stack.settle()
    expectRefusal(await meanwhile(() => world.accept(email), losesDomain()), 422, 'domain_not_allowed')
  })

  test('talkdesk.r35: no address is moved to it, and no link sent to it once more', async () => {
    const { answer } = await inviteAgent(world, staff, { email: `a${Date.now()}@other.example.com` })
    const { id } = world.must(answer, 201).items[0]
    const path = `${staff.path}/agents/${id}`
    const body = { email: 'moved@partner.example.com' }
    const moving = () => world.ask('PATCH', path, { as: operator, body })
    expectRefusal(await meanwhile(moving, losesDomain()), 422, 'domain_not_allowed', 'email')
    await change({ domains: ['partner.example.com'] })()
    expectRefusal(await world.ask('POST', `${path}/resend`, { as: operator }), 422, 'domain_not_allowed')
  })
})

describe('while the partner is switched off', () => {
  test('nobody is invited, accepts, or gets another link', async () => {
    expectRefusal((await meanwhile(invite, goesInactive())).answer, 409, 'partner_inactive')
    await change({ status: 'active' })()
    const { email, answer } = await invite()
    await world.stack.settle()
    expectRefusal(await meanwhile(() => world.accept(email), goesInactive()), 409, 'partner_inactive')
    const path = `${staff.path}/agents/${world.must(answer, 201).items[0].id}`
    expectRefusal(await world.ask('POST', `${path}/resend`, { as: operator }), 409, 'partner_inactive')
    expect((await world.ask('GET', '/me', { as: email })).body.invitations).toEqual([])
  })

  test('talkdesk.r06: no Express account is made, and no account put under its organization', async () => {
    const agent = await givenAgent(world, 'reseller')
    const { id } = await organization(world, agent)
    const body = {
      ...{ name: 'Express', region: 'any', timeZone: 'Europe/Lisbon' },
      ...{ owner: { name: 'Owner', email: 'o@example.com' }, reportEmail: 'r@example.com' },
    }
    const create = () => world.ask('POST', `/partner/organizations/${id}/express-accounts`, { as: agent.email, body })
    const off = change({ status: 'inactive' }, { ...staff, path: `/partners/${agent.partner}` })
    expectRefusal(await meanwhile(create, off), 409, 'partner_inactive')
    const account = await world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
    const put = await world.ask('PUT', `/organizations/${id}/accounts/${account.id}`, { as: operator })
    expectRefusal(put, 409, 'partner_inactive')
  })
})

test('talkdesk.r05: a made-up place in the list leads into no organization of others, and tells nothing of where it ends', async () => {
  const [mine, theirs] = [await givenAgent(world, 'reseller'), await givenAgent(world, 'reseller')]
  const accounts: { id: string }[] = []
  for (let count = 0; count < 3; count++)
    accounts.push(await world.account({ name: `Secret ${count}`, catalog: { id: 'talkdesk-partner' }, region: 'any' }))
  const { id, name } = await organization(world, theirs, { accounts })
  const query = {}
  const pk = sha256(JSON.stringify([mine.partner, query]))
  for (const behind of ['', `${folded('Secret 0')}  ${accounts[0]?.id}`]) {
    const after = { pk, sk: `under\n${folded(name)}  ${id}\n${behind}` }
    const found = await listPartnerAccounts({ partner: mine.partner, query, page: { limit: 1, after }, atMost: 1 })
    expect(JSON.stringify(found)).not.toMatch(/secret/i)
    expect(found.items).toEqual([])
  }
})
