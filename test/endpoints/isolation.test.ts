/** Whatever moves where: an agent reads and is permitted what is their partner's at that moment, and nothing else. */
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { accountItem, loadAccount } from '../../shared/accounts/store.ts'
import { organizationItem } from '../../shared/organizations/store.ts'
import type { Organization } from '../../shared/partners/model.ts'
import { givenWorld, type World } from '../given.ts'
import { interleaved } from './helpers.ts'
import { furnish, looks, seen, take } from './isolated.ts'
import { accounts, due, expected, organizations, partners, type Step } from './isolated-model.ts'
import { put } from './partners.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
afterAll(() => world?.stop())

const account = fc.nat(accounts - 1)
const organization = fc.nat(organizations - 1)
const partner = fc.nat(partners - 1)
const kind = <T extends string>(...names: T[]) => fc.constantFrom(...names)
const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: kind('engage', 'engage', 'disengage'), account, partner }) },
  { weight: 4, arbitrary: fc.record({ do: kind('put-under', 'put-under', 'take-out'), account, organization }) },
  { weight: 3, arbitrary: fc.record({ do: kind('move'), organization, partner }) },
  { weight: 1, arbitrary: fc.record({ do: kind('rename'), account, name: kind('Zeta', 'Álpha', '낰낰') }) },
  { weight: 2, arbitrary: fc.record({ do: kind('switch-partner', 'switch-agent'), partner }) },
)

test('talkdesk.r04, talkdesk.r05, talkdesk.r13: after any moves every agent lists, reads, is permitted and acts exactly in what is theirs', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 10 }), async (steps) => {
      const place = await furnish(world)
      for (const step of steps) {
        const status = expected(place.model, step)
        expect([step, await take(world, place, step)]).toEqual([step, status])
        for (const partner of place.agents.keys())
          expect([step, partner, await seen(world, place, partner)]).toEqual([step, partner, due(place.model, partner)])
      }
    }),
    { numRuns: 4 },
  )
}, 60_000)

/**
 * Account 0 is the second reseller's throughout. Organization 1 is the first one's, but never while that account is
 * under it: the two pass each other, there and back.
 */
async function passing() {
  const place = await furnish(world)
  const [first, second] = place.agents.map(({ partner }) => partner) as [string, string]
  const [home, passed] = place.organizations as [Organization, Organization]
  const account = await loadAccount(place.accounts[0] ?? '')
  const moveAccount = ({ id: organization }: Organization) => put(accountItem({ ...account, organization }))
  const moveOrganization = (organization: Organization, reseller: string) =>
    put(organizationItem({ ...organization, reseller }))
  await moveOrganization(home, second)
  await moveAccount(home)
  let there = false
  const pass = async () => {
    if (!there) await moveOrganization(passed, second)
    await moveAccount(there ? home : passed)
    if (there) await moveOrganization(passed, first)
    there = !there
  }
  const comesAcross = async (partner: number) =>
    Object.values(await looks(world, { ...place, accounts: place.accounts.slice(0, 1) }, partner)).map(
      (look) => async () => (await look()).includes(0),
    )
  return { pass, first: await comesAcross(0), second: await comesAcross(1) }
}

test('talkdesk.r05: an account and an organization that pass each other are never seen together, however slow a request is', async () => {
  const { pass, first, second } = await passing()
  await fc.assert(
    fc.asyncProperty(fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), async (passes) => {
      for (const [at, look] of first.entries()) {
        const other = async (after: number) => passes[after - 1] && pass()
        expect([at, await interleaved(look, other)]).toEqual([at, false])
      }
    }),
    { numRuns: 30 },
  )
  for (const look of second) expect(await look()).toBe(true)
}, 60_000)
