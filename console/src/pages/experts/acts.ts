/** What can be done about an expert at the moment, by whom. Pure. */
import { extended, type Window } from '../../invite/window.ts'

export type Act = 'edit' | 'hour' | 'day' | 'resend' | 'revoke' | 'delete'

interface Known {
  status: string
  until: string | null
  erasedAt: string | null
}

export interface Offer {
  id: Act
  text: string
  /** Why it is not open now, though it is theirs to do. */
  closed?: string
}

/** The permission of Gatepass that each takes. */
const needs = {
  edit: 'expert.update-window',
  hour: 'expert.update-window',
  day: 'expert.update-window',
  resend: 'expert.resend',
  revoke: 'expert.revoke',
  delete: 'expert.erase',
} as const satisfies Record<Act, string>

export const hoursOf = { hour: 1, day: 24 } as const

const texts: Record<Act, string> = {
  edit: 'Edit duration',
  hour: '+1 hour',
  day: '+1 day',
  resend: 'Resend invitation',
  revoke: 'Revoke access',
  delete: 'Delete details',
}

function open({ status, until, erasedAt }: Known): Act[] {
  if (status === 'active') return until === null ? ['edit', 'revoke'] : ['edit', 'hour', 'day', 'revoke']
  if (status === 'invited') return ['resend', 'revoke']
  return erasedAt === null ? ['delete'] : []
}

/** In the order in which they are offered. */
export const offersFor = (expert: Known, can: (action: (typeof needs)[Act]) => boolean, window: Window): Offer[] =>
  open(expert)
    .filter((act) => can(needs[act]))
    .map((id) => {
      const later = (id === 'hour' || id === 'day') && expert.until !== null
      const isClosed = later && extended(expert.until ?? '', hoursOf[id], window) === undefined
      return {
        id,
        text: texts[id],
        ...(isClosed && { closed: 'That would pass the longest time access can last from now.' }),
      }
    })
