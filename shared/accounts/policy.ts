import { compile, type Policy } from '../access/compile.ts'
import { catalogOf } from '../catalogs/load.ts'
import type { Catalog } from '../catalogs/schema.ts'
import type { Account } from './model.ts'

const compiled = new Map<string, Policy>()

export const catalogFor = (account: Pick<Account, 'catalog'>): Catalog => catalogOf(account.catalog)

/** Compiled once per process and catalog version: published versions never change. */
export function policyFor(account: Pick<Account, 'catalog'>): Policy {
  const key = `${account.catalog.id}@${account.catalog.version}`
  const known = compiled.get(key)
  if (known) return known
  const policy = compile(catalogFor(account))
  compiled.set(key, policy)
  return policy
}
