/** Random lives of delegations against a plain model: a part of model.test.ts, among the lives of experts. */
import fc from 'fast-check'
import { expect } from 'vitest'
import { handler as endDelegation } from '../../functions/events/end-delegation.ts'
import { acting, askToStart, path } from '../endpoints/delegations.ts'
import { type GivenAgent, partnered } from '../endpoints/partners.ts'
import type { GivenAccount, World } from '../given.ts'

const minutes = 60_000

export type DelegationStep =
  | { do: 'start-delegation'; minutes: number; write: boolean }
  | { do: 'end-delegation'; who: number; by: 'agent' | 'account' | 'platform' }
  | { do: 'lose-end' | 'fire-end-twice'; who: number }

const who = fc.nat(3)
export const delegationStep: fc.Arbitrary<DelegationStep> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('start-delegation' as const),
      minutes: fc.integer({ min: 1, max: 90 }),
      write: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('end-delegation' as const),
      who,
      by: fc.constantFrom('agent' as const, 'account' as const, 'platform' as const),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constantFrom('lose-end' as const, 'fire-end-twice' as const), who }) },
)

export const isOfDelegations = (step: { do: string }): step is DelegationStep =>
  ['start-delegation', 'end-delegation', 'lose-end', 'fire-end-twice'].includes(step.do)

/** What a person keeping notes on paper would know of one delegation. */
interface Known {
  id: string
  write: boolean
  status: 'active' | 'expired' | 'ended'
  since: number
  /** Its deadline, or when somebody ended it. */
  end: number
}

const [looks, changes] = [
  { action: { name: 'view' }, resource: { type: 'accounts.account', id: 'one' } },
  { action: { name: 'create' }, resource: { type: 'agents.agent', id: 'one' } },
]

interface Place {
  account: GivenAccount
  agent: GivenAgent
}

/** An account of a partner and its agent, made when the first delegation starts. */
export function delegationStage(world: World) {
  let place: Place | undefined
  const known: Known[] = []
  const nowMs = () => Date.parse(world.now())
  const owner = () => place?.account.owner.email ?? ''

  async function start({ minutes: span, write }: Extract<DelegationStep, { do: 'start-delegation' }>) {
    place ??= await partnered(world, 'implementation-partner')
    const end = nowMs() + span * minutes
    const asked = { until: new Date(end).toISOString(), access: write ? 'write' : 'read-only' }
    const { id } = world.must(await askToStart(world, place.account, place.agent, asked), 201)
    known.push({ id, write, status: 'active', since: nowMs(), end })
  }

  async function take(step: DelegationStep): Promise<void> {
    if (step.do === 'start-delegation') return start(step)
    const one = known[step.who]
    if (!place || !one) return
    if (step.do === 'lose-end') return world.stack.scheduler.forget(`end-delegation-${one.id}`)
    if (step.do === 'end-delegation') return end(step.by, one, place)
    const ref = { account: place.account.id, delegation: one.id }
    await Promise.all([endDelegation(ref), endDelegation(ref)])
  }

  async function end(by: 'agent' | 'account' | 'platform', one: Known, { account, agent }: Place): Promise<void> {
    const as = { agent: agent.email, account: owner(), platform: await world.service('operator') }[by]
    const { status, text } = await world.ask('DELETE', path(account, one.id), { as })
    const allowed = one.status === 'active'
    expect([by, status, text]).toEqual([by, allowed ? 200 : 409, text])
    if (allowed) Object.assign(one, { status: 'ended', end: nowMs() })
  }

  /** Time alone ends it, in the model as in the promise. */
  function letTimeEnd(): void {
    for (const one of known) if (one.status === 'active' && nowMs() >= one.end) one.status = 'expired'
  }

  /** What the platform is answered about each of them now, and what the list shows. */
  async function compare(): Promise<void> {
    if (!place) return
    const { account, agent } = place
    const evaluations = known.flatMap(({ id }) =>
      [looks, changes].map((asked) => ({ ...asked, subject: acting(agent.subject, id) })),
    )
    const as = await world.service('decide')
    const asked = await world.ask('POST', `/accounts/${account.id}/access/v1/evaluations`, {
      as,
      body: { evaluations },
    })
    const decisions = world.must(asked, 200).evaluations.map(({ decision }: { decision: boolean }) => decision)
    expect(decisions).toEqual(known.flatMap(({ status, write }) => [status === 'active', status === 'active' && write]))
    const list = world.must(await world.ask('GET', `${path(account)}?limit=100`, { as: owner() }), 200).items
    expect(list.map(({ id, status }: Known) => [id, status])).toEqual(
      known.map((one) => [one.id, one.status]).reverse(),
    )
  }

  /** Everything has ended and come to rest: each was told once, and nothing was ever permitted outside of its time. */
  async function compareConsequences(): Promise<void> {
    if (!place) return
    await compare()
    const { account } = place
    const schedules = world.stack.scheduler.list().map(({ name }) => name)
    for (const { id, since, end, status } of known) {
      expect(status).not.toBe('active')
      const report = world.must(await world.ask('GET', `${path(account, id)}/report`, { as: owner() }), 200)
      expect([report.ended, Date.parse(report.endedAt)]).toEqual([status, end])
      expect(schedules.filter((name) => name.includes(id))).toEqual([])
      const done = await world.ask('GET', `/accounts/${account.id}/activity?member=${id}&limit=100`, { as: owner() })
      const times = done.body.items.flatMap(({ at, outcome }: { at: string; outcome: string }) =>
        outcome === 'permitted' ? [Date.parse(at)] : [],
      )
      // Here the clock stands: what was permitted before somebody ended it may bear the same instant.
      const last = status === 'ended' ? end : end - 1
      expect(times.filter((at: number) => at < since || at > last)).toEqual([])
    }
    const told = world.mailsTo(owner()).map(({ subject }) => subject)
    expect(told.filter((subject) => subject.includes('acts on your behalf'))).toHaveLength(known.length)
    expect(told.filter((subject) => subject.includes('no longer acts'))).toHaveLength(known.length)
  }

  return { take, letTimeEnd, compare, compareConsequences }
}
