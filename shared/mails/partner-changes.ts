/** What mails say about changes by agents of partners. Pure: facts in, words out. */
import type { Instant } from '../clock.ts'
import { type Changed, own, words } from './partner-words.ts'
import type { Block, Mail } from './render.ts'
import { showInstant } from './times.ts'

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
