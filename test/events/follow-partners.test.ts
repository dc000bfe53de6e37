/** What becomes of a partner is heard of in the accounts it is let into. */
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import type { AuditEntry } from '../../shared/audit/model.ts'
import { auditKey } from '../../shared/keys.ts'
import { tellAccounts } from '../../shared/organizations/tell-accounts.ts'
import { client, query } from '../../shared/table.ts'
import { acting, decisionOn, started } from '../endpoints/delegations.ts'
import { engage, givenAgent, organization } from '../endpoints/partners.ts'
import { joinedAgent, staffed } from '../endpoints/staff.ts'
import { givenWorld, type Wire, type World } from '../given.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const onPartners = () => world.account({ catalog: { id: 'talkdesk-partner' }, region: 'any' })

async function given() {
  const [was, is] = [await givenAgent(world, 'reseller'), await givenAgent(world, 'reseller')]
  const accounts = [await onPartners(), await onPartners()]
  const { id } = await organization(world, was, { accounts })
  const move = async () => {
    const as = await world.service('operator')
    world.must(await world.ask('PATCH', `/organizations/${id}`, { as, body: { reseller: is.partner } }), 200)
  }
  return { was, is, accounts, organization: id, move }
}

type Given = Awaited<ReturnType<typeof given>>
type Account = Given['accounts'][number]

const subjects = ({ owner }: Account) =>
  world
    .mailsTo(owner.email)
    .flatMap(({ subject }) => (subject.includes('let into') ? [subject.replace(/ Account \d+$/, '')] : []))
const heard = async ({ id, owner }: Account) => {
  const path = `/accounts/${id}/audit?action=account.organization-changed`
  return world.must(await world.ask('GET', path, { as: owner.email }), 200).items as Wire[]
}

describe('an organization goes to another reseller', () => {
  test('talkdesk.r05: each account under it has it on record, and each owner is told who is let in now, and who no more', async () => {
    const { was, is, accounts, organization: id, move } = await given()
    await move()
    await world.stack.settle()
    for (const account of accounts) {
      expect(await heard(account)).toMatchObject([
        {
          actor: { type: 'service' },
          before: { organization: id, partner: was.partner },
          after: { partner: is.partner },
        },
      ])
      expect(subjects(account).sort()).toEqual(['Partner is no longer let into', 'Partner was let into'])
    }
  })

  test('whoever is still let in the other way is not said to be gone', async () => {
    const { was, accounts, move } = await given()
    const [first] = accounts
    if (!first) throw new Error('there are two')
    await engage(world, was, first)
    await move()
    await world.stack.settle()
    expect(subjects(first)).toEqual(['Partner was let into'])
  })

  test('the table fails half way, and it is done again and again: nobody is left out, and nobody is told twice', async () => {
    const { is, accounts, organization: id, move } = await given()
    await move()
    const { pk } = auditKey(is.partner, '')
    const { items } = await query<AuditEntry>({ partition: pk }, { limit: 10 })
    const moved = items.find(({ action }) => action === 'organization.moved')
    if (!moved) throw new Error(`${id} was moved`)
    await expect(failingFromSecond(() => tellAccounts(moved))).rejects.toThrow('out of reach')
    expect(await tellAccounts(moved)).toBe(1)
    expect(await tellAccounts(moved)).toBe(0)
    await world.stack.settle()
    for (const account of accounts) expect([(await heard(account)).length, subjects(account).length]).toEqual([1, 2])
  })
})

describe('an agent who acts on behalf of somebody is', () => {
  test.each([
    ['switched off', 'POST', '/deactivate'],
    ['removed', 'DELETE', ''],
  ] as const)(
    'talkdesk.r13: %s: the delegation ends at once, for good, and its report does not wait for the deadline',
    async (_, method, verb) => {
      const account = await onPartners()
      const staff = await staffed(world)
      await engage(world, { partner: staff.id }, account)
      const agent = { partner: staff.id, ...(await joinedAgent(world, staff)) }
      const colleague = { partner: staff.id, ...(await joinedAgent(world, staff)) }
      const [{ id }, other] = [await started(world, account, agent), await started(world, account, colleague)]
      const as = await world.service('operator')
      const path = `${staff.path}/agents/${agent.id}`
      const answer = await world.ask(method, `${path}${verb}`, { as, headers: { 'if-match': '2' } })
      expect(answer.status).toBeLessThan(300)
      await world.stack.settle()
      await world.stack.settle()
      const status = async (one: string) =>
        world.must(
          await world.ask('GET', `/accounts/${account.id}/delegations/${one}`, { as: account.owner.email }),
          200,
        ).status
      expect([await status(id), await status(other.id)]).toEqual(['ended', 'active'])
      const report = `/accounts/${account.id}/delegations/${id}/report`
      expect((await world.ask('GET', report, { as: account.owner.email })).status).toBe(200)
      if (verb === '') return
      world.must(await world.ask('POST', `${path}/activate`, { as }), 200)
      expect(await decisionOn(world, account, acting(agent.subject, id), 'accounts.account.view')).toBe(
        'status revoked',
      )
    },
  )
})

/** Lets the first transaction through, and no other. */
async function failingFromSecond<T>(act: () => Promise<T>): Promise<T> {
  const real = client.send.bind(client) as (command: object, ...rest: unknown[]) => Promise<unknown>
  let count = 0
  const send = vi.spyOn(client, 'send').mockImplementation((async (sent: object, ...rest: unknown[]) => {
    if (sent.constructor.name === 'TransactWriteCommand' && ++count > 1) throw new Error('out of reach')
    return real(sent, ...rest)
  }) as never)
  try {
    return await act()
  } finally {
    send.mockRestore()
  }
}
