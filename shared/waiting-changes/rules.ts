/** Which changes by agents of partners wait, for the owner to withdraw them. Pure. */
import type { AccessRecord } from '../access/model.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { type Waitable, waitUntil } from '../partners/limits.ts'

interface Asking {
  authority: { catalog: Catalog; by?: AccessRecord }
  now: Instant
}

/** When what somebody asks for now takes effect; undefined: at once. */
export const dueOf = ({ authority: { catalog, by }, now }: Asking, what: Waitable): Instant | undefined =>
  by?.kind === 'partner' ? waitUntil(catalog, what, now) : undefined

/** @throws Refusal not_permitted where this takes effect only after a time. */
export function requireNoWait(asking: Asking, what: Waitable): void {
  if (dueOf(asking, what) !== undefined)
    throw new Refusal('not_permitted', 'In this account this has to wait: ask for it alone, and by hand', what)
}
