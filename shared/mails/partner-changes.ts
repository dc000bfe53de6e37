/** What mails say about changes by agents of partners. Pure: facts in, words out. */
import type { Instant } from '../clock.ts'
import type { Block, Mail } from './render.ts'
import { showInstant } from './times.ts'

export type Changed = 'invited' | 'email' | 'roles' | 'mfa' | 'activated' | 'settings'

type Facts = readonly (readonly [label: string, value: string])[]

export interface PartnerChange {
  account: { name: string; timeZone: string }
  by: { agent: string; partner: string; onBehalfOf?: string }
  at: Instant
  changed: Changed
  /** The person concerned. */
  name: string
  facts: Facts
  /** It waits until then: nothing is changed yet. */
  until?: Instant
  url: string
}

interface Words {
  did: (name: string) => string
  asks?: (name: string) => string
  /** For the owners: how to take it back. */
  undo: (name: string) => string
}

const words: Record<Changed, Words> = {
  invited: {
    did: (name) => `invited ${name}`,
    undo: () => 'Removing the member withdraws the invitation, and ends the membership after it was accepted.',
  },
  email: {
    did: (name) => `changed the address that the invitation of ${name} goes to`,
    asks: (name) => `to change the address that the invitation of ${name} goes to`,
    undo: () => 'Change the address back or remove the member before the invitation is accepted.',
  },
  roles: {
    did: (name) => `changed the role of ${name}`,
    asks: (name) => `to change the role of ${name}`,
    undo: () => 'Give the member the former role back.',
  },
  mfa: {
    did: (name) => `removed the second factor of ${name}`,
    asks: (name) => `to remove the second factor of ${name}`,
    undo: (name) => `Ask ${name}. Whoever has not lost it sets it up again; until then switch the member off.`,
  },
  activated: {
    did: (name) => `let ${name} in again`,
    undo: () => 'Switch the member off again.',
  },
  settings: {
    did: () => 'changed settings of the account',
    undo: () => 'Set them back.',
  },
}

/** The same for the person concerned. */
const own: Record<Changed, { did: string; asks?: string; react: string }> = {
  invited: { did: 'invited you', react: 'If you do not know why, do not accept.' },
  email: {
    did: 'changed the address that your invitation goes to',
    asks: 'to change the address that your invitation goes to',
    react: 'The link that was sent to this address dies with it.',
  },
  roles: { did: 'changed your role', asks: 'to change your role', react: '' },
  mfa: {
    did: 'removed the second factor of your sign-in',
    asks: 'to remove the second factor of your sign-in',
    react: 'If you did not ask for this, change your password and set the second factor up again.',
  },
  activated: { did: 'let you in again', react: '' },
  settings: {
    did: 'changed the report address of the account, which was this one',
    react: 'Reports of the account do not come here any more.',
  },
}

const whoOf = ({ by }: PartnerChange): string => `${by.agent} of ${by.partner}`

function factsOf({ account, by, at, facts, until }: PartnerChange): Block {
  return {
    facts: [
      ['Account', account.name],
      ['By', `${by.agent} (${by.partner})`],
      ...(by.onBehalfOf === undefined ? [] : [['On behalf of', by.onBehalfOf] as const]),
      [until === undefined ? 'When' : 'Asked', showInstant(at, account.timeZone)],
      ...(until === undefined ? [] : [['Takes effect', showInstant(until, account.timeZone)] as const]),
      ...facts,
    ],
  }
}

export function partnerChangeForOwner(change: PartnerChange): Mail {
  const { account, by, changed, name, until, url } = change
  const { did, asks, undo } = words[changed]
  const waits = until !== undefined && asks !== undefined
  const what = waits ? `asks ${asks(name)}` : did(name)
  return {
    subject: `${by.partner} ${what} in ${account.name}`,
    blocks: [
      { say: `${whoOf(change)}, a partner of ${account.name}, ${what}.` },
      factsOf(change),
      {
        say: waits
          ? 'Nothing is changed yet. An owner can withdraw it until it takes effect; at that moment it is too late.'
          : undo(name),
      },
      { say: 'If you did not expect this, ask the partner, and end what it may do in the account if need be.' },
      { button: 'Open Gatepass', url },
    ],
  }
}

export function partnerChangeForPerson(change: PartnerChange): Mail {
  const { account, by, changed, name, until } = change
  const { did, asks, react } = own[changed]
  const waits = until !== undefined && asks !== undefined
  const what = waits ? `asks ${asks}` : did
  const tell = waits
    ? 'Nothing is changed yet. If it should not be, tell an owner of the account before it takes effect.'
    : 'If you did not expect this, tell an owner of the account at once.'
  return {
    subject: `${by.partner} ${what} in ${account.name}`,
    blocks: [
      ...(name === '' ? [] : [{ say: `Hello ${name},` }]),
      { say: `${whoOf(change)}, a partner of the account ${account.name}, ${what}.` },
      factsOf(change),
      ...(react === '' || waits ? [] : [{ say: react }]),
      { say: tell },
    ],
  }
}
