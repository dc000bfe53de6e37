import type { Account } from '../accounts/model.ts'
import type { AuditEntry } from '../audit/model.ts'
import { Refusal } from '../errors.ts'
import { accountKey, accountsOfOrganizationEntry, type Key } from '../keys.ts'
import { commit, type Page, query, readMany } from '../table.ts'
import { notNews } from './rules.ts'

const atOnce = 100

/**
 * Puts on record in each account under an organization that it went to another reseller, so that their owners are told.
 * In force it is already. Can be done twice: an entry carries the id of the move it tells of.
 * @returns how many accounts heard of it now.
 */
export async function tellAccounts(moved: AuditEntry): Promise<number> {
  const partition = accountsOfOrganizationEntry(moved.target, '', '').organization
  let [told, after]: [number, Key | undefined] = [0, undefined]
  do {
    const page: Page<Account> = await query<Account>(
      { index: 'accountsOfOrganization', partition },
      { limit: atOnce, after },
    )
    const accounts = await readMany<Account>(page.items.map(({ id }) => accountKey(id)))
    for (const account of accounts) if (account?.organization === moved.target && (await tell(account, moved))) told++
    after = page.next
  } while (after)
  return told
}

async function tell(
  account: Account,
  { id, at, actor, target: organization, before, after }: AuditEntry,
): Promise<boolean> {
  const [was, is] = [String(before?.reseller), String(after?.reseller)]
  const entry: AuditEntry = {
    ...{ id, at, actor, account: account.id, target: account.id, action: 'account.organization-changed' },
    before: { organization, partner: was },
    after: { organization, partner: is },
  }
  try {
    await commit([], [{ entry, without: notNews(account, was, is) }])
    return true
  } catch (error) {
    // It was told when this was done before.
    if (error instanceof Refusal && error.code === 'version_conflict') return false
    throw error
  }
}
