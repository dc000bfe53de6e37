import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { expertEmail, type GivenAccount, givenWorld, type World } from '../given.ts'

let world: World
let account: GivenAccount
beforeAll(async () => {
  world = await givenWorld()
  account = await world.account()
})
afterAll(() => world?.stop())

const list = (query = '') => world.ask('GET', `/accounts/${account.id}/experts${query}`, { as: account.owner.token })
const emails = async (query = '') =>
  (await list(query)).body.items.map(({ email }: { email: string }) => email.slice(0, email.indexOf('@'))).sort()

describe('GET /accounts/{account}/experts', () => {
  test('kaleyra.r24, kaleyra.r29, kaleyra.r30: experts are found by name and by the status they have now', async () => {
    const named = (name: string, email: string) => ({ experts: [{ name, email: expertEmail(email) }] })
    await world.invited(account, named('Ángela Invited', 'invited'))
    await world.expert(account, named('Angela Active', 'active'))
    await world.expert(account, { ...named('Over But Untidy', 'untidy'), until: world.inHours(1) })
    const revoked = await world.expert(account, named('Revoked', 'revoked'))
    await world.ask('POST', `/accounts/${account.id}/experts/${revoked.id}/revoke`, { as: account.owner.token })
    world.pass(3_600_000)

    expect(await emails()).toEqual(['active', 'invited', 'revoked', 'untidy'])
    expect(await emails('?status=invited')).toEqual(['invited'])
    expect(await emails('?status=active')).toEqual(['active'])
    expect(await emails('?status=expired')).toEqual(['untidy'])
    expect(await emails('?status=revoked')).toEqual(['revoked'])
    expect(await emails('?search=angela')).toEqual(['active', 'invited'])
    expect(await emails('?search=UNTIDY@')).toEqual(['untidy'])
  })

  test('pages end, and hold everyone once', async () => {
    const seen: string[] = []
    let cursor = ''
    do {
      const { body } = await list(`?limit=2${cursor && `&cursor=${cursor}`}`)
      seen.push(...body.items.map(({ id }: { id: string }) => id))
      cursor = body.nextCursor ?? ''
    } while (cursor)
    expect(seen).toHaveLength(4)
    expect(new Set(seen).size).toBe(4)
  })

  test('a misspelt filter is refused, not ignored', async () => {
    expect((await list('?state=active')).body).toEqual(
      expect.objectContaining({ code: 'invalid_query', field: 'state' }),
    )
    expect((await list('?status=gone')).body).toEqual(
      expect.objectContaining({ code: 'invalid_query', field: 'status' }),
    )
    expect((await list('?limit=1000')).body).toEqual(expect.objectContaining({ code: 'invalid_query', field: 'limit' }))
  })

  test('how far the invitation mail came is shown', async () => {
    const delivered = await world.invited(account)
    const bounced = await world.invited(account, { experts: [{ name: 'Bounce', email: expertEmail('bounce') }] })
    const read = async (id: string) =>
      (await world.ask('GET', `/accounts/${account.id}/experts/${id}`, { as: account.owner.token })).body.delivery
    expect(await read(delivered.id)).toEqual({ state: 'delivered', at: world.now() })
    expect(await read(bounced.id)).toEqual({ state: 'bounced', at: world.now() })
  })

  test('kaleyra.r14: experts do not see who else has access', async () => {
    const expert = await world.expert(account)
    for (const path of [`/accounts/${account.id}/experts`, `/accounts/${account.id}/experts/${expert.id}`]) {
      const answer = await world.ask('GET', path, { as: expert.token })
      expect([answer.status, answer.body.code]).toEqual([403, 'not_permitted'])
    }
  })
})
