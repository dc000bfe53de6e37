/** Files of people, uploaded by agents of partners. */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { givenWorld, type Wire, type World } from '../given.ts'
import { expectRefusal } from './helpers.ts'
import { file, importOf, outcomes, upload } from './imports.ts'
import { givenPartnered, type Partnered, publishWaiting } from './partner-changes.ts'
import { disengage, setAgent } from './partners.ts'

let world: World
let given: Partnered
beforeAll(async () => {
  world = await givenWorld()
  await publishWaiting(world, 'talkdesk-imports', { roles: 24 })
})
afterAll(() => world?.stop())

const load = async (rows: string[], dryRun = false): Promise<Wire> => {
  const body = file('email,roles,name', ...rows)
  const { id } = world.must(await upload(world, given.account, body, { as: given.agent.email, dryRun }), 202)
  await world.stack.settle()
  return world.must(await importOf(world, given.account, id), 200)
}

describe.each(['reseller', 'implementation-partner'] as const)('an import by an agent of a partner: %s', (role) => {
  beforeEach(async () => {
    given = await givenPartnered(world, role)
  })

  test('talkdesk.r31: users are created and roles changed in bulk, to Administrator alone; a dry run says the same', async () => {
    const member = await given.person(['agent'], 'Rita')
    const admin = await given.person(['administrator'], 'Anna')
    const rows = [
      `new-${role}@example.com,administrator,Nina`,
      `${member.email},administrator,Rita`,
      `other-${role}@example.com,agent,Otto`,
      `${admin.email},agent,Anna`,
    ]
    const refused = ['4 refused not_permitted roles[0]', '5 refused not_permitted roles[0]']
    expect(outcomes(await load(rows, true))).toEqual(['2 would-create', '3 would-update', ...refused])
    expect(await given.told(given.account.owner.email)).toEqual([])
    const job = await load(rows)
    expect(outcomes(job)).toEqual(['2 created', '3 updated', ...refused])
    expect(job).toMatchObject({ by: given.agent.id, partner: given.agent.partner })
    expect((await given.read(admin.id)).body.roles).toEqual(['administrator'])

    // One mail to the owner for the whole file; each person hears of themselves.
    const toOwner = await given.told(given.account.owner.email)
    expect(toOwner.map(({ subject }) => subject)).toEqual([
      expect.stringMatching(/^Partner invited or changed 2 people by a file in /),
    ])
    const text = toOwner[0]?.text
    expect(text).toMatch(/Invited: +1\nRoles changed: +1\n/)
    expect(text).toMatch(new RegExp(`Nina[^\\n]*new-${role}@example.com[^\\n]*Administrator[^\\n]*invited`))
    expect(text).toMatch(new RegExp(`Rita[^\\n]*${member.email}[^\\n]*Administrator[^\\n]*role changed`))
    // Who is an owner by now reads of the whole file, too.
    expect((await given.told(member.email)).map(({ subject }) => subject)[0]).toMatch(/^Partner changed your role/)
    expect(world.mailsTo(`new-${role}@example.com`)[0]?.text).toContain('Partner invites you')
  })

  test('talkdesk.r31: copying a user by id is closed, as a permission and as a row', async () => {
    const body = {
      subject: { type: 'user', id: given.agent.subject },
      ...{ action: { name: 'copy' }, resource: { type: 'agents-bulk.settings', id: 'one' } },
    }
    const as = await world.service('decide')
    expect(world.must(await world.ask('POST', `${given.at}/access/v1/evaluation`, { as, body }), 200).decision).toBe(
      false,
    )
    const copy = file('email,roles,copy_of', `a@example.com,administrator,${given.account.owner.member}`)
    expectRefusal(await upload(world, given.account, copy, { as: given.agent.email }), 422, 'csv_invalid', 'line 1')
  })

  const losses: Record<string, () => Promise<unknown>> = {
    'is not active any more': () => setAgent(given.agent, { status: 'inactive' }),
    ...(role === 'implementation-partner' && { 'has lost the account': () => disengage(given.account.id) }),
  }
  test.each(Object.keys(losses))('who %s before it is worked changes nobody', async (name) => {
    const body = file('email,roles,name', `late-${role}@example.com,administrator,Late`)
    const { id } = world.must(await upload(world, given.account, body, { as: given.agent.email }), 202)
    await losses[name]?.()
    await world.stack.settle()
    expect(outcomes(world.must(await importOf(world, given.account, id), 200))).toEqual(['2 refused not_permitted'])
    expect(await given.told(given.account.owner.email)).toEqual([])
  })
})

test('of a long file the owners hear when it first changes somebody, and once more when it is done', async () => {
  given = await givenPartnered(world, 'reseller')
  const at = (row: number) => `long-${row}-${given.agent.id}@example.com`
  const refused = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, row) => `${at(from + row)},agent,Otto`)
  // Nobody in the first hundred, one in the second, one in the third.
  const rows = [
    ...refused(0, 100),
    `${at(100)},administrator,Nina`,
    ...refused(101, 200),
    `${at(200)},administrator,Rosa`,
  ]
  expect(await load(rows)).toMatchObject({ created: 2, refused: 199 })
  const mails = await given.told(given.account.owner.email)
  expect(mails.map(({ subject }) => subject).sort()).toEqual([
    expect.stringMatching(/^Partner invited or changed 1 people so far by a file in /),
    expect.stringMatching(/^Partner invited or changed 2 people by a file in /),
  ])
  const [soFar] = mails.filter(({ subject }) => subject.includes('so far'))
  expect(soFar?.text).toMatch(/is having a file[\s\S]*Nina[\s\S]*another mail has the totals/)
  expect(soFar?.text).not.toContain('Rosa')
})

test('where changes of roles wait, a file is no way around: each is asked for by hand', async () => {
  given = await givenPartnered(world, 'reseller', 'talkdesk-imports')
  const { id, email } = await given.person(['agent'], 'Rita')
  for (const dryRun of [true, false])
    expect(outcomes(await load([`${email},administrator,Rita`], dryRun))).toEqual(['2 refused not_permitted roles'])
  expect((await given.read(id)).body.roles).toEqual(['agent'])
})
