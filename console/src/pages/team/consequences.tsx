/** What each step is called, and what follows from it, in so many words. */
import type { ReactNode } from 'react'
import type { AccountPlace } from '../../shell/account.tsx'
import { humane } from '../../words.ts'
import { roleNames } from './columns.tsx'
import type { Member } from './members.ts'
import type { Step } from './steps.ts'

export const nameOf = ({ name, login, email }: Member): string => name ?? login ?? email ?? 'Erased'

/** `Anna, Ben and 3 more`. */
export function namesOf(members: readonly Member[]): string {
  const shown = members.slice(0, 3).map(nameOf)
  const more = members.length - shown.length
  const last = more > 0 ? `${more} more` : shown.pop()
  return shown.length > 0 ? `${shown.join(', ')} and ${last}` : (last ?? '')
}

export const stepNames: Record<Step, { verb: string; done: (who: string) => string }> = {
  resend: { verb: 'Resend invitation', done: (who) => `A new link is on its way to ${who}.` },
  activate: { verb: 'Activate', done: (who) => `${who} can come in again.` },
  deactivate: { verb: 'Deactivate', done: (who) => `${who} cannot come in any more.` },
  remove: { verb: 'Remove', done: (who) => `Removed: ${who}.` },
  'set-password': { verb: 'Set password', done: (who) => `${who} signs in with the new password from now on.` },
  'erase-mfa': { verb: 'Erase second factor', done: (who) => `The second factor of ${who} is switched off.` },
  'sign-out': { verb: 'Sign out everywhere', done: (who) => `Every session of ${who} is being ended.` },
}

/** `who` is one member's name, or `they`. */
type Told = (who: string, members: readonly Member[], place: AccountPlace) => readonly ReactNode[]

export const consequences: Record<Exclude<Step, 'set-password'>, Told> = {
  resend: (_, members, { terms }) => [
    `A new mail goes to ${members.map(({ email }) => email).join(', ')}.`,
    'The link in the mail before stops working at once.',
    `The new link works for ${terms.members.invitationDays} days.`,
  ],
  activate: (who, members, place) => [
    `${who} can come in again at once, and may do what the roles held before allow${
      members.length === 1 && members[0] ? `: ${roleNames(place, members[0].roles)}` : ''
    }.`,
  ],
  deactivate: (who) => [
    `${who} cannot come in from the next decision on, whatever roles or levels they hold.`,
    'Nothing is lost: activating them gives back exactly what they hold now.',
    'Their sign-in elsewhere is not touched.',
  ],
  remove: (who, members, { terms }) => [
    `${who} cannot come in from the next decision on.`,
    'All API keys they created become invalid, and whatever runs in their name stops.',
    ...(members.some(({ status }) => status === 'invited') ? ['The link in the invitation stops working.'] : []),
    ...(members.some(({ login }) => login !== null) ? ['The login that was made for them here is deleted.'] : []),
    ...members.flatMap(({ links }) =>
      links.map(({ type, id }) => {
        const name = terms.links.find((one) => one.type === type)?.name ?? humane(type)
        return `${name} ${id} is free again; its records stay.`
      }),
    ),
    'Name, address and roles are erased. What they did stays on record, without their name.',
    'This cannot be undone: to come back, they have to be invited anew.',
  ],
  'erase-mfa': (who) => [
    `The password alone is enough to sign in as ${who}, until a second factor is set up again.`,
    'Be sure that it is really them who asked: whoever knows the password can then come in.',
  ],
  'sign-out': () => [
    'Every session ends, on every device.',
    'They can sign in again at once: to keep them out, deactivate them.',
  ],
}
