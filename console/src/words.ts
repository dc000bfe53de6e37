/** What the API's words and codes mean to a person, and what to do. */
import { Problem } from './api/problem.ts'

/** `contact-center` and `contact_center` become `Contact center`. */
export function humane(id: string): string {
  const words = id.replaceAll(/[-_.]/g, ' ')
  return words.charAt(0).toUpperCase() + words.slice(1)
}

const advice: Record<string, string> = {
  unauthenticated: 'Your sign-in has run out. Sign in again, in a window of its own: what you were doing stays here.',
  not_permitted: 'Your role in this account does not let you do that. Ask an owner or administrator of the account.',
  version_conflict: 'Somebody changed this meanwhile. Look at what it is now, then try again.',
  changed_meanwhile: 'Somebody changed this meanwhile. Look at what it is now, then try again.',
  idempotency_key_reused:
    'An earlier try was received, though its answer got lost on the way. Close this, look what came of it, then start anew.',
  too_many_requests: 'There are too many requests at the moment. Wait a little, then try again.',
  offline: 'The server cannot be reached. Check your connection, then try again.',
  internal: 'Something went wrong on our side, and nothing was changed. Try again; if it stays so, tell the operator.',
  unavailable: 'Gatepass is busy at the moment, and nothing was changed. Try again in a moment.',
  account_unknown: 'There is no such account, or you are not a member of it.',
}

/** What the API says of these is for programs. */
const said = [
  ...['offline', 'unauthenticated', 'internal', 'unavailable', 'too_many_requests'],
  ...['version_conflict', 'idempotency_key_reused'],
]

/** What happened, and what to do about it. The API's own detail stands first: it names what was wrong. */
export function inWords(error: unknown): string {
  if (!(error instanceof Problem)) return error instanceof Error ? error.message : 'Something went wrong.'
  const also = advice[error.code]
  if (also && said.includes(error.code)) return also
  return also ? `${sentence(error.message)} ${also}` : sentence(error.message)
}

export const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`)

export const scopeNames: Record<string, { name: string; meaning: string }> = {
  'read-only': { name: 'Read only', meaning: 'Looks, and changes nothing.' },
  'limited-write': {
    name: 'May update configurations',
    meaning: 'Looks, and changes what the account’s terms for experts allow.',
  },
}

export const actingNames: Record<'read-only' | 'write', { name: string; meaning: string }> = {
  'read-only': { name: 'Read only', meaning: 'Looks, and changes nothing.' },
  write: { name: 'May change', meaning: 'Looks and changes, as far as both the agent and the member may.' },
}
