import { viewAccount } from '../accounts/view.ts'
import type { Instant } from '../clock.ts'
import { isId, sha256 } from '../ids.ts'
import type { Key } from '../keys.ts'
import { folded } from '../members/find/folded.ts'
import type { ListPartnerAccounts } from '../organizations/model.ts'
import { loadOrganization } from '../organizations/store.ts'
import type { Page } from '../table.ts'
import { beginning, type Look, look, readPlace, writePlace } from './places.ts'
import { mostReadAtOnce, readTheirs, type Theirs } from './read-theirs.ts'

interface List {
  partner: string
  query: ListPartnerAccounts
  page: { limit: number; after?: Key | undefined }
  /** How many accounts one request looks at. */
  atMost?: number
}

const mostLookedAt = 1000
/** What it costs to look where little is. */
const leastCost = 10

/**
 * One page of the accounts that are a partner's: those that engaged it, then organization by organization. A request
 * looks at no more than so many, so a page may hold fewer than `limit`, even none, and go on.
 * @throws Refusal organization_unknown for one that is not the partner's.
 */
export async function listPartnerAccounts(list: List): Promise<Page<Theirs>> {
  const { partner, query, page, atMost = mostLookedAt } = list
  if (query.organization !== undefined) await loadOrganization(query.organization, partner)
  const search = folded(query.search ?? '')
  if (isId(search)) return { items: await kept(list, [{ id: search, place: { engaged: '' } }]) }

  const walk = { partner, only: query.organization }
  const pk = sha256(JSON.stringify([partner, query]))
  const items: Theirs[] = []
  let place = page.after ? readPlace(page.after, pk) : beginning(walk)
  for (let left = atMost; left > 0; ) {
    const { come, rest } = await look(walk, place, Math.min(left, mostReadAtOnce))
    left -= Math.max(come.length, leastCost)
    const found = (await kept(list, come)).filter(({ account }) => folded(account.name).includes(search))
    const room = page.limit - items.length
    items.push(...found.slice(0, room))
    const full = found.length >= room ? come.findIndex(({ id }) => id === found[room - 1]?.account.id) : -1
    const next = full === -1 || full === come.length - 1 ? rest : come[full]?.place
    if (!next) return { items }
    place = next
    if (full !== -1) break
  }
  return { items, next: writePlace(place, pk) }
}

/** Those that are the partner's now, where they were looked for, and were not come across before as engaged ones. */
async function kept({ partner, query: { organization } }: List, come: Look['come']): Promise<Theirs[]> {
  const ids = come.map(({ id }) => id)
  const found = await readTheirs(partner, ids)
  return found.flatMap((one, at) => {
    const place = come[at]?.place
    if (!one || !place) return []
    if (organization !== undefined) return one.account.organization === organization ? [one] : []
    return 'organization' in place && one.account.engaged?.includes(partner) ? [] : [one]
  })
}

/** An account as agents see it. */
export function viewTheirs({ account, organization }: Theirs, now: Instant) {
  const { id, name, region, timeZone, express, lifecycle } = viewAccount(account, now)
  const over = organization ? { id: organization.id, name: organization.name } : null
  return { id, name, region, timeZone, organization: over, express, lifecycle }
}
