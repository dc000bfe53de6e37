/** The one dangerous chain: the address of an unconfirmed admin, the second factor, the role. Nothing of it is silent. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { givenPartnered, type Partnered, publishWaiting } from './partner-changes.ts'
import { engage, givenAgent } from './partners.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
  await publishWaiting(world, 'talkdesk-take-over', { email: 24, roles: 24, mfa: 48 })
})
afterAll(() => world?.stop())

/** The victims: an admin who has not accepted yet, and an agent of the account who has. */
async function victims(given: Partnered) {
  return { open: await given.invited(['administrator'], 'Olga'), active: await given.person(['agent'], 'Aldo') }
}

describe('a take-over by a partner', () => {
  test('at every step the owner and the person concerned have a mail that says who, what and what to do', async () => {
    const given = await givenPartnered(world, 'implementation-partner')
    const { open, active } = await victims(given)
    const owner = given.account.owner.email
    const steps = [
      [
        open,
        'PATCH',
        '',
        { email: 'evil@partner.example.com' },
        /address that the invitation of Olga/,
        /address that your/,
      ],
      [active, 'POST', '/erase-mfa', undefined, /second factor of Aldo/, /second factor of your sign-in/],
      [active, 'PATCH', '', { roles: ['administrator'] }, /role of Aldo/, /your role/],
    ] as const
    for (const [{ id, email }, method, path, body, ownerReads, personReads] of steps) {
      const before = { owner: (await given.told(owner)).length, person: (await given.told(email)).length }
      world.must(await given.ask(method, `/members/${id}${path}`, body), 200)
      const toOwner = (await given.told(owner)).slice(before.owner)
      const toPerson = (await given.told(email)).slice(before.person)
      expect(toOwner.map(({ subject }) => subject)).toEqual([expect.stringMatching(ownerReads)])
      expect(toPerson.map(({ subject }) => subject)).toEqual([expect.stringMatching(personReads)])
      for (const mail of [...toOwner, ...toPerson]) expect(mail.text).toMatch(/By: +Agent \(Partner\)\nWhen: +.* UTC/)
      expect(toPerson[0]?.text).toMatch(/tell an owner of the account at once/)
    }
  })

  test('the report address that an agent set does not take the place of the customer’s own, nor of the owner who is invited', async () => {
    const { email, answer } = await world.createAccount({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
    const { id, owner, reportEmail } = world.must(answer, 201)
    const agent = await givenAgent(world, 'implementation-partner')
    await engage(world, agent, { id })
    const patch = async (path: string, body: object, as = agent.email) =>
      world.must(await world.ask('PATCH', `/accounts/${id}${path}`, { as, body }), 200)
    const subjects = async (address: string) => {
      await world.stack.settle()
      return world.mailsTo(address).flatMap(({ subject }) => (subject.startsWith('Partner ') ? [subject] : []))
    }
    const [first, second] = ['one@partner.example.com', 'two@partner.example.com']
    await patch('', { reportEmail: first })
    await patch('', { reportEmail: second })
    expect(world.must(await world.ask('GET', `/accounts/${id}`, { as: agent.email }), 200)).not.toHaveProperty(
      'ownReportEmail',
    )
    const settings = expect.stringMatching(/^Partner changed (settings|the report address) of the account/)
    // The former address as the person concerned and in place of the owners; the owner who is invited.
    expect(await subjects(reportEmail)).toEqual([settings, settings, settings])
    expect(await subjects(email)).toEqual([settings, settings])
    await patch(`/members/${owner}`, { email: 'the-owner@partner.example.com' })
    const moved = expect.stringMatching(/^Partner changed the address that/)
    expect((await subjects(reportEmail))[0]).toEqual(moved)
    expect(await subjects('the-owner@partner.example.com')).toEqual([])
    // Once the platform sets it, that one is the customer's own.
    const own = `own-${reportEmail}`
    await patch('', { reportEmail: own }, await world.service('operator'))
    await patch(`/members/${owner}`, { email: 'again@partner.example.com' })
    expect(await subjects(own)).toEqual([moved])
    expect((await subjects(reportEmail)).filter((subject) => /address that/.test(subject))).toHaveLength(1)
  })

  test('the old address hears of the role as well, changed with the address or just before it', async () => {
    const given = await givenPartnered(world, 'implementation-partner')
    const kinds = async (email: string) =>
      (await given.told(email)).map(({ subject }) => /role|address/.exec(subject)?.[0])
    const both = await given.invited(['agent'], 'Olga')
    const changes = { email: `one-${both.id}@example.com`, roles: ['administrator'] }
    world.must(await given.ask('PATCH', `/members/${both.id}`, changes), 200)
    expect((await kinds(both.email)).sort()).toEqual(['address', 'role'])
    const quick = await given.invited(['agent'], 'Olga')
    for (const change of [{ roles: ['administrator'] }, { email: `two-${quick.id}@example.com` }])
      world.must(await given.ask('PATCH', `/members/${quick.id}`, change), 200)
    expect((await kinds(quick.email)).sort()).toEqual(['address', 'role'])
    expect(await kinds(`two-${quick.id}@example.com`)).toEqual([])
  })

  test('where nobody is an owner yet, whoever reads the reports hears of the owner’s changed address', async () => {
    const { email, answer } = await world.createAccount({ catalog: { id: 'talkdesk-partner' }, region: 'any' })
    const { id, owner, reportEmail } = world.must(answer, 201)
    const agent = await givenAgent(world, 'implementation-partner')
    await engage(world, agent, { id })
    const body = { email: 'the-new-owner@partner.example.com' }
    world.must(await world.ask('PATCH', `/accounts/${id}/members/${owner}`, { as: agent.email, body }), 200)
    await world.stack.settle()
    for (const told of [email, reportEmail])
      expect(world.mailsTo(told)[0]?.subject).toMatch(/^Partner changed the address that/)
    expect(world.mailsTo(body.email).map(({ subject }) => subject)).toEqual([expect.stringMatching(/^You are invited/)])
  })

  test('with waits nothing of it happens until its time, and the owner who withdraws in time undoes it all', async () => {
    const given = await givenPartnered(world, 'reseller', 'talkdesk-take-over')
    const { open, active } = await victims(given)
    const owner = given.account.owner.email
    const asked = [
      await given.ask('PATCH', `/members/${open.id}`, { email: 'evil@partner.example.com' }),
      await given.ask('POST', `/members/${active.id}/erase-mfa`),
      await given.ask('PATCH', `/members/${active.id}`, { roles: ['administrator'] }),
    ].map((answer) => world.must(answer, 202))
    expect(asked.map(({ what, status }) => `${what} ${status}`)).toEqual([
      'email waiting',
      'mfa waiting',
      'roles waiting',
    ])

    expect((await given.told(owner)).map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/asks to change the address that the invitation of Olga goes to/),
      expect.stringMatching(/asks to remove the second factor of Aldo/),
      expect.stringMatching(/asks to change the role of Aldo/),
    ])
    const [first] = await given.told(owner)
    expect(first?.text).toMatch(/Takes effect: +.* UTC[\s\S]*can withdraw it until it takes effect/)
    expect(await given.told(open.email)).toHaveLength(1)
    expect(await given.told(active.email)).toHaveLength(2)

    for (const { id } of asked)
      world.must(await world.ask('DELETE', `${given.at}/waiting-changes/${id}`, { as: owner }), 204)
    await world.stack.settle()
    expect(world.stack.scheduler.list().filter(({ name }) => name.startsWith('change-'))).toEqual([])
    world.pass(50 * 3_600_000)
    await world.stack.fireDue()
    await world.stack.sweep()
    await world.stack.settle()
    expect((await given.read(open.id)).body).toMatchObject({ email: open.email, status: 'invited' })
    expect((await given.read(active.id)).body.roles).toEqual(['agent'])
    const { items } = (await world.ask('GET', `${given.at}/audit`, { as: owner })).body
    const actions = items.map(({ action }: { action: string }) => action)
    expect(actions).not.toContain('member.mfa-erased')
    expect(actions.filter((action: string) => action === 'change.withdrawn')).toHaveLength(3)
  })
})
