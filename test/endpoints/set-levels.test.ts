import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { givenWorld, type World } from '../given.ts'
import { type Cabinet, givenCabinet } from './cabinet.ts'
import { expectRefusal, nobody, stored } from './helpers.ts'

type Person = Awaited<ReturnType<Cabinet['employee']>>

let world: World
let cabinet: Cabinet
/** Administrator of System [CORE] in c-1, a user there in c-2. */
let administrator: Person
/** Whose levels are set; made anew for each test. */
let target: Person
beforeAll(async () => {
  world = await givenWorld()
  cabinet = await givenCabinet(world)
  administrator = await cabinet.employee({ 'c-1': { core: 'administrator' }, 'c-2': { core: 'user' } })
})
beforeEach(async () => {
  target = await cabinet.employee({ 'c-1': { core: 'user', telephony: 'user' } })
})
afterAll(() => world?.stop())

const set = (levels: unknown, as = cabinet.owner.email, agreement = 'c-1', member = target.id) =>
  cabinet.setLevels(member, levels, { as, agreement })

async function refused(answer: ReturnType<typeof set>, ...[status, code, field]: [number, string, string?]) {
  const before = await stored()
  expectRefusal(await answer, status, code, field)
  expect(await stored()).toEqual(before)
}

describe('who sets levels', () => {
  test('kompaas.r01: whoever holds Administrator or Owner of System [CORE] in that agreement', async () => {
    for (const as of [administrator.email, cabinet.owner.email]) {
      expect((await set({ chatbots: 'user' }, as)).status).toBe(200)
      expect((await set({ chatbots: null }, as)).status).toBe(200)
    }
    const user = await cabinet.employee({ 'c-1': { core: 'user' } })
    const without = await cabinet.employee({ 'c-1': { core: 'without-access' } })
    for (const { email } of [user, without, target])
      await refused(set({ chatbots: 'without-access' }, email), 403, 'not_permitted')
  })

  test('kompaas.r03: being Administrator in one agreement lets nobody set levels in another', async () => {
    for (const level of ['user', 'without-access', null])
      await refused(set({ telephony: level }, administrator.email, 'c-2'), 403, 'not_permitted')
    const elsewhere = await cabinet.employee({ 'c-2': { core: 'administrator' } })
    await refused(set({ telephony: 'user' }, elsewhere.email), 403, 'not_permitted')
    expect((await set({ telephony: 'user' }, elsewhere.email, 'c-2')).status).toBe(200)
  })

  test('kompaas.r15: a level on another product gives no right to set levels', async () => {
    const owner = { telephony: 'owner', chatbots: 'owner', 'virtual-pbx': 'owner' }
    const elsewhere = await cabinet.employee({ 'c-1': { ...owner, core: 'user' }, 'c-2': { core: 'administrator' } })
    await refused(set({ telephony: 'user' }, elsewhere.email), 403, 'not_permitted')
  })
})

describe('which levels they give', () => {
  test('kompaas.r09, kompaas.r10: an Administrator gives User and Administrator of System [CORE], not Without access', async () => {
    for (const core of ['administrator', 'user'])
      expect((await set({ core }, administrator.email)).body.levels['c-1'].core).toBe(core)
    await refused(set({ core: 'without-access' }, administrator.email), 403, 'not_permitted', 'core')
  })

  test('kompaas.r13: an Owner gives Without access, User and Administrator', async () => {
    for (const core of ['without-access', 'administrator', 'user'])
      expect((await set({ core })).body.levels['c-1'].core).toBe(core)
  })

  test('kompaas.r14: nobody gives Owner, on no product', async () => {
    for (const as of [administrator.email, cabinet.owner.email])
      for (const product of ['core', 'telephony'])
        await refused(set({ [product]: 'owner' }, as), 403, 'not_permitted', product)
  })

  test('on other products nobody gives more than they have on System [CORE]', async () => {
    for (const level of ['without-access', 'user', 'administrator'])
      expect((await set({ telephony: level }, administrator.email)).body.levels['c-1'].telephony).toBe(level)
  })

  test('everything that is wrong is said at once, each at its product, and nothing is set', async () => {
    const before = await stored()
    const body = { core: 'owner', radio: 'user', telephony: 'boss', chatbots: 'user' }
    const answer = await set(body, administrator.email)
    expect(answer.status).toBe(403)
    expect(answer.body.faults.map(({ code, field }: Record<string, string>) => [code, field])).toEqual([
      ['not_permitted', 'core'],
      ['product_unknown', 'radio'],
      ['level_unknown', 'telephony'],
    ])
    expect(await stored()).toEqual(before)
  })
})

describe('whose levels they change', () => {
  test('an Administrator has a say over those without access, users and administrators, not over an Owner', async () => {
    for (const core of ['without-access', 'user', 'administrator']) {
      const { id } = await cabinet.employee({ 'c-1': { core } })
      expect((await set({ core: 'user', telephony: 'user' }, administrator.email, 'c-1', id)).status).toBe(200)
    }
    const lifted = await cabinet.employee({ 'c-1': { core: 'owner', telephony: 'user' } })
    for (const member of [lifted.id, cabinet.owner.member])
      for (const body of [{ core: 'user' }, { core: null }, { telephony: 'without-access' }])
        await refused(set(body, administrator.email, 'c-1', member), 403, 'not_permitted')
  })

  test('nor over a product on which somebody is Owner', async () => {
    const { id } = await cabinet.employee({ 'c-1': { core: 'user', telephony: 'owner' } })
    for (const as of [administrator.email, cabinet.owner.email])
      for (const telephony of ['user', null])
        await refused(set({ telephony }, as, 'c-1', id), 403, 'not_permitted', 'telephony')
    expect((await set({ chatbots: 'user' }, administrator.email, 'c-1', id)).status).toBe(200)
  })

  test('an Owner does not change another Owner', async () => {
    const second = await cabinet.employee(undefined, ['owner'])
    await refused(set({ telephony: 'user' }, second.email, 'c-1', cabinet.owner.member), 403, 'not_permitted')
  })

  test('nobody lifts themselves, but may step down', async () => {
    const { id, email } = await cabinet.employee({ 'c-1': { core: 'administrator', telephony: 'user' } })
    for (const body of [{ telephony: 'administrator' }, { chatbots: 'without-access' }])
      await refused(set(body, email, 'c-1', id), 403, 'not_permitted', Object.keys(body)[0])
    expect((await set({ telephony: 'without-access' }, email, 'c-1', id)).status).toBe(200)
    expect((await set({ core: 'user' }, email, 'c-1', id)).status).toBe(200)
    await refused(set({ core: 'administrator' }, email, 'c-1', id), 403, 'not_permitted')
  })

  test('what an Owner has comes with the role: it is not set, and saying it again changes nothing', async () => {
    const { owner } = cabinet
    for (const telephony of ['administrator', null])
      await refused(set({ telephony }, owner.email, 'c-1', owner.member), 403, 'not_permitted', 'telephony')
    const before = await stored()
    expect((await set({ core: 'owner', telephony: 'owner' }, owner.email, 'c-1', owner.member)).status).toBe(200)
    expect(await stored()).toEqual(before)
  })
})

describe('what is set', () => {
  test('kompaas.r04, kompaas.r05: one level for each product that is named; others, and other agreements, stay', async () => {
    await set({ chatbots: 'user' }, cabinet.owner.email, 'c-2')
    const { body } = await set({ telephony: 'administrator', chatbots: 'user' })
    const levels = {
      'c-1': { core: 'user', telephony: 'administrator', chatbots: 'user' },
      'c-2': { chatbots: 'user' },
    }
    expect([body.levels, body.version]).toEqual([levels, 3])
    expect((await cabinet.read(target.id)).levels).toEqual(levels)
  })

  test('kompaas.r02, kompaas.r07, kompaas.r08, kompaas.r28: it is in force with the next decision', async () => {
    const may = (action: string) => cabinet.may(target.id, `virtual-pbx.settings.${action}`)
    const held = async () => [await may('view'), await may('update')]
    expect(await held()).toEqual([false, false])
    await set({ 'virtual-pbx': 'user' })
    expect(await held()).toEqual([true, false])
    await set({ 'virtual-pbx': 'administrator' })
    expect(await held()).toEqual([true, true])
    await set({ 'virtual-pbx': null })
    expect(await held()).toEqual([false, false])
  })

  test('kompaas.r25: lowered instead of deleted, somebody is shut out, stays on record, and can be let in again', async () => {
    const before = await cabinet.read(target.id)
    const lowered = (await set({ core: null, telephony: null }, administrator.email)).body
    expect([lowered.levels, lowered.status, lowered.email]).toEqual([{}, 'active', before.email])
    for (const product of ['core', 'telephony'])
      expect(await cabinet.may(target.id, `${product}.product.use`)).toBe(false)
    const raised = (await set({ core: 'user', telephony: 'user' }, administrator.email)).body
    expect(raised).toEqual({ ...before, version: before.version + 2 })
    expect(await cabinet.may(target.id, 'telephony.settings.view')).toBe(true)
  })

  test('the audit tells before and after, of what changed alone', async () => {
    await set({ core: 'user', telephony: null, chatbots: 'user' }, administrator.email)
    const [entry] = await cabinet.audit(target.id)
    expect(entry).toEqual({
      ...{ id: expect.any(String), at: world.now(), target: target.id },
      ...{ action: 'member.levels-changed', actor: { type: 'member', id: administrator.id } },
      before: { agreement: 'c-1', levels: { telephony: 'user', chatbots: null } },
      after: { agreement: 'c-1', levels: { telephony: null, chatbots: 'user' } },
    })
  })

  test('somebody who has not accepted yet has levels as well, and begins with them', async () => {
    const [member] = world.must(await cabinet.invite({ 'c-1': { core: 'user' } }), 201).items
    expect((await set({ telephony: 'user' }, administrator.email, 'c-1', member.id)).status).toBe(200)
    await world.stack.settle()
    world.must(await world.accept(member.email), 200)
    expect(await cabinet.may(member.id, 'telephony.settings.view')).toBe(true)
  })

  test('an agreement or member that is not there, and one who has gone', async () => {
    await refused(set({ core: 'user' }, cabinet.owner.email, 'c-9'), 404, 'agreement_unknown')
    await refused(set({ core: 'user' }, cabinet.owner.email, 'c-1', nobody), 404, 'member_unknown')
    world.must(await cabinet.change('DELETE', target.id, { version: 1 }), 204)
    await refused(set({ core: 'user' }), 409, 'already_ended')
  })

  test('a version that is no longer in force is refused', async () => {
    await set({ chatbots: 'user' })
    const stale = cabinet.setLevels(target.id, { chatbots: null }, { version: 1 })
    await refused(stale, 409, 'version_conflict', 'If-Match')
    expect((await cabinet.setLevels(target.id, { chatbots: null }, { version: 2 })).status).toBe(200)
  })
})
