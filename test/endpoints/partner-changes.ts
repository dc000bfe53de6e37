/** Accounts with an agent of a partner, their people, and what is mailed about what the agent changes. */
import type { Mail } from '../../local/mail/ses-store.ts'
import { presets } from '../../shared/catalogs/load.ts'
import type { Catalog, PartnerTerms } from '../../shared/catalogs/schema.ts'
import type { Answer, GivenAccount, World } from '../given.ts'
import { inviteMember, joined } from './helpers.ts'
import { type GivenAgent, partnered } from './partners.ts'

export interface Partnered {
  account: GivenAccount
  agent: GivenAgent
  at: string
  /** As the agent, below the account. */
  ask: (method: string, path: string, body?: unknown, headers?: Record<string, string>) => Promise<Answer>
  person: (roles: string[], name?: string) => Promise<{ id: string; email: string }>
  invited: (roles: string[], name?: string) => Promise<{ id: string; email: string }>
  read: (id: string) => Promise<Answer>
  /** What was mailed about changes by partners, oldest first. */
  told: (email: string) => Promise<Mail[]>
}

export async function givenPartnered(
  world: World,
  role: 'reseller' | 'implementation-partner',
  catalog?: string,
): Promise<Partnered> {
  const { account, agent } = await partnered(world, role, catalog)
  const at = `/accounts/${account.id}`
  return {
    account,
    agent,
    at,
    ask: (method, path, body, headers) =>
      world.ask(method, `${at}${path}`, {
        as: agent.email,
        ...(body !== undefined && { body }),
        ...(headers && { headers }),
      }),
    person: (roles, name = 'Person') => joined(world, account, { roles, name }),
    invited: async (roles, name = 'Person') => {
      const { email, answer } = await inviteMember(world, account, { roles, name })
      const { id } = world.must(answer, 201).items[0]
      await world.stack.settle()
      return { id, email }
    },
    read: (id) => world.ask('GET', `${at}/members/${id}`, { as: account.owner.email }),
    told: async (email) => {
      await world.stack.settle()
      return world
        .mailsTo(email)
        .filter(({ subject }) => subject.startsWith('Partner '))
        .reverse()
    },
  }
}

export function documented(): Catalog {
  const preset = presets.find(({ id }) => id === 'talkdesk-partner')
  if (!preset) throw new Error('no preset with partners')
  return preset
}

export const partnerTerms = (): PartnerTerms => documented().partners as PartnerTerms

/** The documented product on other terms. Test files share a process: each has catalogs of its own. */
export async function publish(
  world: World,
  id: string,
  terms: Partial<PartnerTerms>,
  more: Partial<Catalog> = {},
): Promise<void> {
  const body = { ...documented(), ...more, id, partners: { ...partnerTerms(), ...terms } }
  world.must(await world.ask('PUT', `/catalogs/${id}/versions/1`, { as: await world.service('operator'), body }), 201)
}

/** With waits, which its preset has none of. */
export const publishWaiting = (world: World, id: string, waitHours: NonNullable<PartnerTerms['waitHours']>) =>
  publish(world, id, { waitHours })
