/** An account whose reseller and implementation partner are let in, and whose agent acts on behalf of the owner. */
import type { Stack } from '../stack.ts'
import { type Ask, accept, type Made, meet } from './ask.ts'
import { demoOwner, type Furniture, hoursFromNow, member, type Place, record } from './place.ts'

export const demoAgent = 'agent@example.com'

const resellerLead = 'rita@reseller.example.com'
const catalog = { id: 'talkdesk-partner' }
const partners = {
  setUp: {
    ...{ name: 'Demo Setup Partner', role: 'implementation-partner', catalog, domains: ['example.com'] },
    agent: { name: 'Ada Agent', email: demoAgent },
  },
  reseller: {
    ...{ name: 'Demo Reseller', role: 'reseller', catalog, domains: ['reseller.example.com'] },
    agent: { name: 'Rita Reseller', email: resellerLead },
  },
}

type Partners = Record<keyof typeof partners, string>

/** Registers the partners; their agents are invited. */
async function register({ stack, ask }: { stack: Stack; ask: Ask }): Promise<Partners> {
  const [setUp, reseller] = await Promise.all(
    Object.values(partners).map(async ({ agent, ...partner }) => {
      await meet(stack, agent.email, agent.name)
      return ask('operator', 'POST', '/partners', { ...partner, agent })
    }),
  )
  return { setUp: setUp?.id ?? '', reseller: reseller?.id ?? '' }
}

export const contactCenter: Furniture = {
  account: {
    ...{ name: 'Demo Contact Center', region: 'any', timeZone: 'Europe/Lisbon', catalog },
    reportEmail: 'reports-contact-center@example.com',
  },
  async furnish(place) {
    const { ask, id, at } = place
    const { setUp, reseller } = await register(place)
    const organization = await ask('operator', 'POST', '/organizations', { name: 'Demo Group', reseller })
    await ask('operator', 'PUT', `/organizations/${organization.id}/accounts/${id}`)
    await ask(demoOwner, 'PUT', `${at}/partners/${setUp}`)
    const cleo = await member(place, { name: 'Cleo Caller', email: 'cleo@example.com', roles: ['agent'] })
    return async () => {
      await Promise.all([
        accept(place, demoAgent, partners.setUp.name),
        accept(place, resellerLead, partners.reseller.name),
      ])
      await acts(place, cleo)
    }
  },
}

/** One delegation that has ended, with a report; another one runs. */
async function acts(place: Place, cleo: string): Promise<void> {
  const { ask, at } = place
  const start = (onBehalfOf: string, reason: string, access: string) =>
    ask<Made>(demoAgent, 'POST', `${at}/delegations`, { onBehalfOf, reason, access, until: hoursFromNow(6) })
  const subject = { type: 'user', id: await meet(place.stack, demoAgent, partners.setUp.agent.name) } as const
  const ended = await start(cleo, 'Ticket 1201: headset is not found', 'read-only')
  const looked = { subject, action: { name: 'device.tested' }, resource: { type: 'device', id: 'headset' } }
  await record(place, { ...looked, delegation: ended.id })
  await ask(demoAgent, 'DELETE', `${at}/delegations/${ended.id}`)
  const running = await start(place.owner, 'Ticket 1234: calls are not routed', 'write')
  const saved = { subject, action: { name: 'routing.saved' }, resource: { type: 'ring-group', id: 'sales' } }
  await record(place, { ...saved, delegation: running.id, detail: 'Two numbers added' })
}
