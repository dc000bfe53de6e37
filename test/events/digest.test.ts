import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auditPut } from '../../shared/audit/entry.ts'
import { newId } from '../../shared/ids.ts'
import { client, tableName } from '../../shared/table.ts'
import { hour } from '../../shared/time.ts'
import { inviteMember, joined } from '../endpoints/helpers.ts'
import { type GivenAccount, givenWorld, start, type World } from '../given.ts'
import { digestsTo, toMonday } from './digests.ts'

let world: World
beforeAll(async () => {
  world = await givenWorld()
})
beforeEach(() => world.setNow(start))
afterAll(() => world?.stop())

const members = ({ id }: GivenAccount, member: string) => `/accounts/${id}/members/${member}`

describe('what it says', () => {
  test('who joined, left and changed, and what became of experts', async () => {
    const account = await world.account({ name: 'Rossi & <Figli>' })
    const as = account.owner.email
    const ask = async (method: string, path: string, more = {}) =>
      world.must(await world.ask(method, path, { as, ...more }), method === 'DELETE' ? 204 : 200)
    const changed = await joined(world, account, { name: 'Carla <b>Bianchi</b>' })
    await ask('PATCH', members(account, changed.id), { body: { roles: ['communication-manager'] } })
    await ask('POST', `${members(account, changed.id)}/deactivate`)
    const gone = await joined(world, account, { name: 'Gone' })
    await ask('DELETE', members(account, gone.id), { headers: { 'if-match': '2' } })
    await world.expert(account, { access: 'limited-write', until: world.inHours(60) })
    const out = await world.expert(account)
    await ask('POST', `/accounts/${account.id}/experts/${out.id}/revoke`)
    await world.expert(account, { until: world.inHours(1) })
    world.pass(2 * hour)
    await world.stack.fireDue()
    await toMonday(world)

    const [mail] = digestsTo(world, as)
    expect(mail?.subject).toBe('Rossi & <Figli>: who joined, left and changed, 21 Nov to 23 Nov 2026')
    const saturday = 'Sat 21 Nov, 11:00 (10:00 UTC)'
    const monday = 'Mon 23 Nov, 23:00 (22:00 UTC)'
    for (const line of [
      `${saturday} | Owner | joined as Admin | themselves`,
      `${saturday} | Carla <b>Bianchi</b> | joined as Support | themselves`,
      `${saturday} | (details erased) | was removed, was Support | Owner`,
      `${saturday} | Carla <b>Bianchi</b> | Support → Communication Manager | Owner`,
      `${saturday} | Carla <b>Bianchi</b> | was switched off | Owner`,
      `${saturday} | Expert | was invited: Limited write until ${monday} | Owner`,
      `${saturday} | Expert | accepted: Limited write until ${monday} | themselves`,
      `${saturday} | Expert | revoked: Read-only until Sat 21 Nov, 19:00 (18:00 UTC) | Owner`,
      `Sat 21 Nov, 13:00 (12:00 UTC) | Expert | expired: Read-only until Sat 21 Nov, 12:00 (11:00 UTC) | time`,
      `Expert | Limited write until ${monday} | ${saturday}`,
    ])
      expect(mail?.text).toContain(`${line}\n`)
    expect(mail?.text).not.toContain('Gone')
    for (const caption of [
      'Joined (3)',
      'Left, or never joined (1)',
      'Roles, levels, addresses or second factors changed, switched on or off (2)',
    ])
      expect(mail?.text).toContain(`\n${caption}\n`)
    expect(mail?.text).toMatch(/^Experts with access now\n.*\n.*\n\n/m)
    expect(mail?.text).toContain('To:      Mon, 23 Nov 2026, 07:00 (Europe/Rome), which is Mon, 23 Nov 2026, 06:00 UTC')
    expect(mail?.links).toContain(world.stack.origin)
    expect(mail?.html).toContain('Carla &lt;b&gt;Bianchi&lt;/b&gt;')
    expect(mail?.html).not.toMatch(/<b>|<Figli>/)
  })

  test('who never joined is told apart from who left', async () => {
    const account = await world.account()
    const as = account.owner.email
    const declines = await inviteMember(world, account)
    await world.stack.settle()
    const token = world.tokenMailedTo(declines.email)
    world.must(await world.ask('POST', `/invitations/${token}/decline`, { as: declines.email }), 200)
    const withdrawn = world.must((await inviteMember(world, account)).answer, 201).items[0]
    world.must(await world.ask('DELETE', members(account, withdrawn.id), { as, headers: { 'if-match': '1' } }), 204)
    const expert = await world.invited(account)
    world.must(await world.ask('POST', `/accounts/${account.id}/experts/${expert.id}/revoke`, { as }), 200)
    await toMonday(world)
    const text = digestsTo(world, as)[0]?.text
    expect(text).toContain('| Person | declined the invitation | themselves\n')
    expect(text).toContain('| (details erased) | invitation withdrawn | Owner\n')
    expect(text).toContain('| Expert | invitation withdrawn | Owner\n')
    expect(text).not.toContain('Experts with access now')
  })

  test('of a busy week the newest lines, how many there are, and that there is more than is read', async () => {
    const account = await world.account()
    const items = Array.from({ length: 2100 }, (_, at) => {
      const on = at % 2 === 0
      return auditPut({
        entry: {
          ...{ id: newId(world.now()), account: account.id, at: world.now(), target: account.owner.member },
          ...{ action: on ? 'member.activated' : 'expert.erased', actor: { type: 'service', id: 'load' } },
        },
      })
    })
    for (let from = 0; from < items.length; from += 25) {
      const puts = items.slice(from, from + 25).map((Item) => ({ PutRequest: { Item } }))
      await client.send(new BatchWriteCommand({ RequestItems: { [tableName()]: puts } }))
    }
    await toMonday(world)
    const text = digestsTo(world, account.owner.email)[0]?.text ?? ''
    expect(text).toContain('More was changed than fits here')
    expect(text).toContain(
      'Roles, levels, addresses or second factors changed, switched on or off (the newest 50 of 1000)',
    )
    expect(text.match(/\| Owner \| was switched on \| the platform/g)).toHaveLength(50)
  })

  test('a change that is taken back within the week is still told', async () => {
    const account = await world.account()
    const { id } = await joined(world, account)
    for (const roles of [['admin'], ['support']])
      world.must(await world.ask('PATCH', members(account, id), { as: account.owner.email, body: { roles } }), 200)
    await toMonday(world)
    const text = digestsTo(world, account.owner.email)[0]?.text
    expect(text).toContain('Support → Admin')
    expect(text).toContain('Admin → Support')
  })

  test('of a quiet week there is none, and digests are no news', async () => {
    const account = await world.account()
    await toMonday(world)
    expect(digestsTo(world, account.owner.email)).toHaveLength(1)
    await toMonday(world, 1)
    await toMonday(world, 2)
    expect(digestsTo(world, account.owner.email)).toHaveLength(1)
    await joined(world, account, { name: 'Later' })
    await toMonday(world, 3)
    const [newest, ...older] = digestsTo(world, account.owner.email)
    expect(older).toHaveLength(1)
    expect(newest?.text).toContain('Later')
    expect(newest?.text).not.toContain('joined as Admin')
    expect(newest?.subject).toContain('7 Dec to 14 Dec 2026')
  })

  test('the news of one account never reaches another', async () => {
    const [one, other] = [await world.account(), await world.account()]
    await joined(world, one, { name: 'Only here' })
    await toMonday(world)
    expect(digestsTo(world, one.owner.email)[0]?.text).toContain('Only here')
    expect(digestsTo(world, other.owner.email)).toHaveLength(1)
    expect(digestsTo(world, other.owner.email)[0]?.text).not.toContain('Only here')
  })
})
