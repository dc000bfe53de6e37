import { compileAccount, compileCatalog, type Policy, unchanged } from '../access/compile.ts'
import type { Catalog } from '../catalogs/schema.ts'
import { loadCatalog } from '../catalogs/store.ts'
import { standingOf } from '../lifecycle/rules.ts'
import type { Account } from './model.ts'

type Pinned = Pick<Account, 'id' | 'catalog' | 'policy' | 'options' | 'lifecycle' | 'policyVersion'>

export const catalogFor = (account: Pick<Account, 'catalog'>): Promise<Catalog> => loadCatalog(account.catalog)

const nameOf = ({ catalog }: Pinned) => `${catalog.id}@${catalog.version}`
const ofCatalogs = new Map<string, Policy>()
const ofAccounts = new Map<string, Policy>()
/** About 5 kB each; the one that came first makes room. */
const mostAccounts = 10_000

/** What a catalog version alone decides: compiled once per process. */
export async function basePolicy(account: Pinned): Promise<Policy> {
  const name = nameOf(account)
  const known = ofCatalogs.get(name)
  if (known) return known
  const policy = compileCatalog(await catalogFor(account))
  ofCatalogs.set(name, policy)
  return policy
}

/** The account's policy as of the version just read; compiled when that version is first seen. Decisions are never kept. */
export async function policyFor(account: Pinned): Promise<Policy> {
  const base = await basePolicy(account)
  const { policy: own, options = [] } = account
  const standing = standingOf(account)
  if (!own && options.length === 0 && !standing) return base
  const name = `${account.id} ${nameOf(account)} ${account.policyVersion}`
  const known = ofAccounts.get(name)
  if (known) return known
  const compiled = compileAccount(base, await catalogFor(account), own ?? unchanged, options)
  const policy = standing ? { ...compiled, standing } : compiled
  if (ofAccounts.size >= mostAccounts) ofAccounts.delete(ofAccounts.keys().next().value ?? '')
  ofAccounts.set(name, policy)
  return policy
}
