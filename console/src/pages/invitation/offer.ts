import type { Answer } from '../../api/client.ts'
import { scopeNames } from '../../words.ts'

export type Offer = Answer<'readInvitation'>

/** The account, or the partner whose agent the person shall be. */
export const placeOf = (offer: Offer) => ('partner' in offer ? offer.partner.name : offer.account.name)

export function titleOf(offer: Offer): string {
  const what = 'partner' in offer ? `act for ${offer.partner.name}` : offer.account.name
  return offer.invitedBy ? `${offer.invitedBy.name} invites you to ${what}` : `You are invited to ${what}`
}

/** As what, and what that means. */
export function asWhat(offer: Offer): { name: string; meaning?: string | undefined } {
  if ('partner' in offer)
    return {
      name: offer.lead ? 'Agent who leads the staff' : 'Agent',
      meaning: `Of a ${offer.role.toLowerCase()}. You are let into the accounts of its customers.`,
    }
  if (offer.kind === 'expert') {
    const scope = scopeNames[offer.access ?? 'read-only']
    return { name: `Expert: ${scope?.name.toLowerCase()}`, meaning: scope?.meaning }
  }
  return { name: offer.roles?.join(', ') || 'A member of the team' }
}

/** What follows from declining. */
export const withoutIt = (offer: Offer): string =>
  'partner' in offer ? `You do not become an agent of ${placeOf(offer)}.` : `You get no access to ${placeOf(offer)}.`
