import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { path, reason, started } from '../endpoints/delegations.ts'
import { teamMember } from '../endpoints/helpers.ts'
import { type GivenAgent, partnered } from '../endpoints/partners.ts'
import { type GivenAccount, givenWorld, type World } from '../given.ts'
import { digestsTo, toMonday } from './digests.ts'

let world: World
let account: GivenAccount
let agent: GivenAgent
let member: { id: string; email: string }
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(async () => {
  ;({ account, agent } = await partnered(world, 'implementation-partner'))
  member = await teamMember(world, account, { roles: ['administrator'] })
})
afterAll(() => world?.stop())

const start = (changes = {}) => started(world, account, agent, { onBehalfOf: member.id, ...changes })
const end = async (id: string, as = account.owner.email) =>
  world.must(await world.ask('DELETE', path(account, id), { as }), 200)
const settle = () => world.stack.settle()
const about = (email: string) => world.mailsTo(email).filter(({ subject }) => /behalf/.test(subject))

describe('when an agent begins to act on behalf of a member', () => {
  test('talkdesk.r13: the owner is told who, for whom, why, how far and until when', async () => {
    await start({ access: 'write' })
    await settle()
    const [mail, ...more] = about(account.owner.email)
    expect(more).toEqual([])
    expect(mail?.subject).toMatch(/^Agent of Partner acts on behalf of Team in Account \d+$/)
    for (const line of [
      `Agent: +Agent <${agent.email}>`,
      'Partner: +Partner',
      'On behalf of: +Team',
      `Reason given: +${reason}`,
      'Scope: +See and change',
      'From: .*\\(Europe/Rome\\), which is .* UTC',
      'Until: .*\\(Europe/Rome\\), which is .* UTC',
    ])
      expect(mail?.text).toMatch(new RegExp(`${line}\n`))
    expect(new Set(mail?.links)).toEqual(new Set([world.stack.origin]))
  })

  test('the member acted for is told as well', async () => {
    await start({ reason: 'Look at <b>this</b>' })
    await settle()
    const [mail, ...more] = about(member.email)
    expect(more).toEqual([])
    expect(mail?.subject).toMatch(/^Agent of Partner acts on your behalf in Account \d+$/)
    expect(mail?.text).toMatch(/Hello Team,[\s\S]*Read-only: see, change nothing[\s\S]*tell whoever runs the account/)
    expect(mail?.html).toContain('Look at &lt;b&gt;this&lt;/b&gt;')
  })

  test('an owner who is acted for is told so, once', async () => {
    await start({ onBehalfOf: account.owner.member })
    await settle()
    expect(about(account.owner.email).map(({ subject }) => subject)).toEqual([
      expect.stringContaining('acts on your behalf'),
    ])
  })
})

describe('when it has ended', () => {
  test('the owner is told how, and nobody twice', async () => {
    const { id, until } = await start()
    const other = await start()
    await settle()
    const before = about(account.owner.email).length
    await end(other.id, agent.email)
    await settle()
    const [mail, ...more] = about(account.owner.email).slice(0, -before)
    expect(more).toEqual([])
    expect(mail?.subject).toMatch(/^Agent of Partner no longer acts on behalf of Team in Account \d+$/)
    expect(mail?.text).toMatch(/How it ended: +Ended by the agent\n/)
    world.setNow(until)
    await world.stack.fireDue()
    await settle()
    const [later] = about(account.owner.email)
    expect(later?.text).toMatch(/How it ended: +By itself, when the time was over\n/)
    expect(about(member.email)).toHaveLength(2)
    expect((await world.ask('GET', path(account, id), { as: agent.email })).body.status).toBe('expired')
  })
})

test('the weekly digest tells who was acted for', async () => {
  await start()
  await toMonday(world)
  const [mail] = digestsTo(world, account.owner.email)
  expect(mail?.text).toMatch(/Acted for \(1\)[\s\S]*\| Team \| was acted for: read-only until .* \| a partner\n/)
})
