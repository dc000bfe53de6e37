/** One of the demo accounts, being furnished. */
import type { Stack } from '../stack.ts'
import { type Ask, accept, type Items, meet } from './ask.ts'

export const demoOwner = 'owner@example.com'

export interface Place {
  stack: Stack
  ask: Ask
  /** The account. */
  id: string
  /** By its path. */
  at: string
  name: string
  /** The member that the owner is. */
  owner: string
}

/** What fills an account: at once, and once the mails of that have arrived. */
export interface Furniture {
  account: { name: string; region: string; timeZone: string; catalog: { id: string }; reportEmail: string }
  furnish: (place: Place) => Promise<() => Promise<unknown>>
}

interface Newcomer {
  name: string
  email: string
  roles: string[]
  levels?: Record<string, Record<string, string>>
}

/** A member as the platform makes one, active at once. */
export async function member({ stack, ask, at }: Place, { name, email, roles, levels }: Newcomer): Promise<string> {
  const subject = await meet(stack, email, name)
  const provision = { name, email, subject, roles, ...(levels && { levels }) }
  const { items } = await ask<Items>('operator', 'POST', `${at}/members`, { provision })
  return items[0]?.id ?? ''
}

export const invite = ({ ask, at }: Place, ...members: Newcomer[]) =>
  ask<Items>(demoOwner, 'POST', `${at}/members`, { members })

interface Guest {
  name: string
  access: 'read-only' | 'limited-write'
  until: string | null
}

export const expertAddress = (name: string) => `${name.split(' ')[0]?.toLowerCase()}@tatacommunications.com`

/** Asks an expert in; answers the member. */
export async function expert({ stack, ask, at }: Place, { name, access, until }: Guest): Promise<string> {
  const email = expertAddress(name)
  await meet(stack, email, name)
  const { items } = await ask<Items>(demoOwner, 'POST', `${at}/experts`, {
    experts: [{ name, email }],
    ...{ access, until, consent: { accepted: true, wordingVersion: '2026-01' } },
  })
  return items[0]?.id ?? ''
}

export const acceptAs = (place: Place, email: string) => accept(place, email, place.name)

/** The platform asks whether they may, as it does before each step; the answer is recorded. */
export async function asks({ ask, at }: Place, id: string, ...permissions: string[]): Promise<void> {
  for (const permission of permissions) {
    const dot = permission.lastIndexOf('.')
    const action = { name: permission.slice(dot + 1) }
    const resource = { type: permission.slice(0, dot), id: 'demo' }
    await ask('decide', 'POST', `${at}/access/v1/evaluation`, { subject: { type: 'member', id }, action, resource })
  }
}

interface Event {
  subject: { type: 'member' | 'user'; id: string }
  action: { name: string }
  resource: { type: string; id: string }
  personalData?: boolean
  outcome?: 'failed'
  detail?: string
  delegation?: string
}

export const record = ({ ask, at }: Place, ...events: Event[]) => ask('record', 'POST', `${at}/activity`, { events })

export const hoursFromNow = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString()
