import { agreementKey, type Key, prefix } from '../keys.ts'
import { type Item, type Page, query, read } from '../table.ts'
import type { Agreement } from './model.ts'

export const agreementItem = (agreement: Agreement): Item<Agreement> => ({
  ...agreementKey(agreement.account, agreement.id),
  data: agreement,
})

export async function loadAgreement(account: string, id: string): Promise<Agreement> {
  const agreement = await read<Agreement>(agreementKey(account, id))
  if (!agreement) throw new Error(`Agreement ${id} was made and is not there`)
  return agreement
}

/** One page of an account's agreements, by id. */
export const agreementsPage = (
  account: string,
  page: { limit: number; after?: Key | undefined },
): Promise<Page<Agreement>> =>
  query<Agreement>(
    { partition: agreementKey(account, '').pk, between: [prefix.agreement, `${prefix.agreement}~`] },
    page,
  )
