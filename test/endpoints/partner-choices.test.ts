/** Switches and restrictions of an account, set by agents of partners: by row and by file. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { loadAccount } from '../../shared/accounts/store.ts'
import { givenWorld, type World } from '../given.ts'
import { expectRefusal } from './helpers.ts'
import { givenPartnered, type Partnered, partnerTerms, publish } from './partner-changes.ts'

let world: World
let given: Partnered
const id = 'talkdesk-choices'
const hide = 'privacy.calls.hide'
beforeAll(async () => {
  world = await givenWorld()
  const open = ['global-settings.account-setup.upload']
  const guards = { ...partnerTerms().guards, 'switch.update': open, 'restriction.update': open }
  const calls = { id: hide, name: 'Hide calls', roles: ['agent'], hidesModules: ['calls'], keeps: [], masks: [] }
  const switches = { agent: ['agents.agent.create', 'billing.credits.add'] }
  await publish(world, id, { guards }, { switches, restrictions: [calls] })
})
beforeEach(async () => {
  given = await givenPartnered(world, 'implementation-partner', id)
})
afterAll(() => world?.stop())

const restrict = (on: boolean) => given.ask('PUT', '/roles/agent/restrictions', { [hide]: on })
const upload = (on: 'on' | 'off') =>
  given.ask('POST', '/set-up', `setting,value\nrestriction:agent:${hide},${on}`, { 'content-type': 'text/csv' })

test('an agent turns a restriction on and never off, by row and by file', async () => {
  // What is off already is no change.
  world.must(await restrict(false), 200)
  world.must(await upload('off'), 200)
  world.must(await restrict(true), 200)
  expectRefusal(await restrict(false), 403, 'not_permitted', hide)
  expectRefusal(await upload('off'), 403, 'not_permitted', 'line 2')
  world.must(await upload('on'), 200)
  const { policy } = await loadAccount(given.account.id)
  expect(policy?.restrictions).toEqual({ agent: { [hide]: true } })
  const [toOwner, ...more] = await given.told(given.account.owner.email)
  expect(more).toEqual([])
  expect(toOwner?.text).toMatch(new RegExp(`changed settings[\\s\\S]*Role: +Agent\n${hide}: +on, was off\n`))
})

test('an agent turns on no switch of what they do not hold', async () => {
  const flip = (permission: string) => given.ask('PUT', '/roles/agent/switches', { [permission]: true })
  expectRefusal(await flip('billing.credits.add'), 403, 'not_permitted', 'billing.credits.add')
  world.must(await flip('agents.agent.create'), 200)
  expect((await given.told(given.account.owner.email))[0]?.text).toMatch(
    /Role: +Agent\nagents.agent.create: +on, was off/,
  )
})
