/** Where a partner's accounts are come across: its engagements, then its organizations by name, each with its accounts. */
import {
  accountsOfOrganizationEntry,
  engagementKey,
  indexes,
  type Key,
  organizationKey,
  organizationsOfPartnerEntry,
  prefix,
  startingWith,
} from '../keys.ts'
import { foreignCursor, query, queryItems, read } from '../table.ts'
import type { Organization } from './model.ts'

/**
 * Behind which engagement a walk goes on; behind which organization; or in one, behind which account. Organizations and
 * accounts are told by their places in the indexes, which end with their ids.
 */
export type Place = { engaged: string } | { organization: string; account?: string }

/** What one look comes across: accounts with their places, and where the next look begins. */
export interface Look {
  come: readonly { id: string; place: Place }[]
  rest: Place | undefined
}

interface Walk {
  partner: string
  /** Nothing but what stands under this one. */
  only?: string | undefined
}

export const beginning = ({ only }: Walk): Place =>
  only === undefined ? { engaged: '' } : { organization: only, account: '' }

const last = '\u{10ffff}'
const idLength = 36
const idIn = (key: string): string => key.slice(-idLength)

/** Keys end with ids, all of one length: nothing lies between a key and this. */
const behind = (key: string): string => (key === '' ? '' : `${key}!`)

export async function look({ partner, only }: Walk, place: Place, limit: number): Promise<Look> {
  if ('engaged' in place) return lookAtEngaged(partner, place.engaged, limit)
  const { organization, account } = place
  const isOwned =
    account !== undefined && (await read<Organization>(organizationKey(idIn(organization))))?.reseller === partner
  if (account !== undefined && isOwned) return lookUnder(organization, account, limit, only === undefined)
  // It went to another reseller between two pages, or a cursor was made up: nothing of it is told, not even where it ends.
  if (only !== undefined) return { come: [], rest: undefined }
  const next = await nextOrganization(partner, organization)
  return { come: [], rest: next === undefined ? undefined : { organization: next, account: '' } }
}

async function lookAtEngaged(partner: string, after: string, limit: number): Promise<Look> {
  const [low, high] = startingWith(prefix.engaged)
  const { items, next } = await query<{ account: string }>(
    {
      partition: engagementKey(partner, '').pk,
      between: [after === '' ? low : behind(`${prefix.engaged}${after}`), high],
    },
    { limit },
  )
  const come = items.map(({ account }) => ({ id: account, place: { engaged: account } }))
  return { come, rest: next ? come.at(-1)?.place : { organization: '' } }
}

async function lookUnder(organization: string, after: string, limit: number, goesOn: boolean): Promise<Look> {
  const { organization: partition } = accountsOfOrganizationEntry(idIn(organization), '', '')
  const { items, next } = await queryItems(
    { index: 'accountsOfOrganization', partition, between: [behind(after), last] },
    { limit },
  )
  const come = items
    .map((item) => String(item[indexes.accountsOfOrganization.sk]))
    .map((account) => ({ id: idIn(account), place: { organization, account } }))
  if (next) return { come, rest: come.at(-1)?.place }
  return { come, rest: goesOn ? { organization } : undefined }
}

async function nextOrganization(partner: string, after: string): Promise<string | undefined> {
  const { reseller: partition } = organizationsOfPartnerEntry(partner, '', '')
  const { items } = await queryItems(
    { index: 'organizationsOfPartner', partition, between: [behind(after), last] },
    { limit: 1 },
  )
  const [found] = items
  return found && String(found[indexes.organizationsOfPartner.sk])
}

/** Folded names hold no line ends. */
export const writePlace = (place: Place, list: string): Key => ({
  pk: list,
  sk: 'engaged' in place ? `engaged#${place.engaged}` : ['under', place.organization, place.account].join('\n'),
})

const longestPlace = 800

/** A cursor leads on in the same list only; whatever it leads to is read as the partner's, or not at all. */
export function readPlace({ pk, sk }: Key, list: string): Place {
  const known = pk === list && typeof sk === 'string' && sk.isWellFormed() && Buffer.byteLength(sk) <= longestPlace
  const [, engaged] = (known && /^engaged#(.*)$/s.exec(sk)) || []
  if (engaged !== undefined) return { engaged }
  const [, organization, account] = (known && /^under\n([^\n]*)\n([^\n]*)$/.exec(sk)) || []
  if (organization === undefined || account === undefined) throw foreignCursor()
  return account === '' ? { organization } : { organization, account }
}
