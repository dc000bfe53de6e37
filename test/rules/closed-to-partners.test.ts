import { describe, expect, test } from 'vitest'
import type { Account } from '../../shared/accounts/model.ts'
import { contradictions } from '../../shared/catalogs/contradictions.ts'
import { closedToPartners, type GuardedAction } from '../../shared/catalogs/guards.ts'
import { Catalog } from '../../shared/catalogs/schema.ts'
import type { ChangeMember } from '../../shared/members/change-member.ts'
import { setMemberPassword, signOutMember } from '../../shared/members/keep-login.ts'
import { linkMember, unlinkMember } from '../../shared/members/link-member.ts'
import { removeMember } from '../../shared/members/remove-member.ts'
import { setLevels } from '../../shared/members/set-levels.ts'
import { deactivateMember } from '../../shared/members/switch-member.ts'
import { agent, authority, letting, now, partners, preset } from './partner-terms.ts'

describe('what no catalog opens to agents of partners', () => {
  const catalog = letting('kaleyra', ['support'])
  const account = { id: 'account' } as Account
  const where = { account, authority: authority(catalog, agent), member: 'm', actor: { type: 'agent', id: 'a' }, now }
  const asked = where as ChangeMember
  const password = { password: 'Correct1horse', repeatedPassword: 'Correct1horse' }

  test.each<[GuardedAction, () => Promise<unknown>]>([
    ['member.deactivate', () => deactivateMember(asked)],
    ['member.remove', () => removeMember({ ...asked, ifVersion: 1 })],
    ['login.set-password', () => setMemberPassword({ ...asked, body: password })],
    ['login.sign-out', () => signOutMember(asked)],
    ['level.set', () => setLevels({ ...asked, agreement: 'c-1', asked: { core: 'user' } })],
    ['link.set', async () => linkMember({ ...asked, link: { type: 'subscriber', id: '1' } })],
    ['link.set', async () => unlinkMember({ ...asked, link: { type: 'subscriber', id: '1' } })],
  ])('%s is refused by its use case as well, before anything is read', async (action, act) => {
    expect(closedToPartners.has(action)).toBe(true)
    await expect(act()).rejects.toMatchObject({ faults: [{ code: 'not_permitted' }] })
  })

  test('is a contradiction in a catalog, each at its guard', () => {
    const talkdesk = preset('talkdesk-partner')
    const opened = Object.fromEntries([...closedToPartners].map((action) => [action, ['agents.agent.create']]))
    const guards = { ...partners.guards, ...opened }
    const found = contradictions({ ...talkdesk, partners: { ...partners, guards } })
    expect(found.map(({ path, message }) => `${path.join(' ')}: ${message}`)).toEqual(
      Object.keys(opened).map((action) => `partners guards ${action}: ${action} is closed to partners`),
    )
  })
})

test('a file of people changes no names: a catalog that names a permission for it is refused', () => {
  const named = { gives: [], fields: {}, rows: { name: 'agents.agent.create' } }
  const draft = { ...preset('talkdesk-partner'), partners: { ...partners, members: named } }
  expect(Catalog.safeParse(draft).error?.issues.map(({ path }) => path.join('.'))).toEqual(['partners.members.rows'])
})
