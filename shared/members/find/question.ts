/** From the words of a request to what is asked for. Pure. */
import type { Catalog } from '../../catalogs/schema.ts'
import { Refusal } from '../../errors.ts'
import { checkFilter } from './filter.ts'
import { folded } from './folded.ts'
import { parseFilter } from './grammar.ts'
import type { ListMembers, Tree } from './model.ts'
import type { Condition } from './properties.ts'

const is = (leaf: Condition): Tree<Condition> => ({ op: 'is', leaf })

/**
 * Everything that is asked for at once; undefined for everybody.
 * @throws Refusal invalid_query at `filter` or `role`.
 */
export function askedFor(query: ListMembers, catalog: Pick<Catalog, 'roles'>): Tree<Condition> | undefined {
  const roles = catalog.roles.map(({ id }) => id)
  const { status, role, kind, filter } = query
  if (role !== undefined && !roles.includes(role))
    throw new Refusal('invalid_query', 'There is no such role in the catalog of this account', 'role')
  const search = folded(query.search ?? '')
  const of = [
    ...(search === '' ? [] : [is({ operator: 'search', value: search })]),
    ...(status === undefined ? [] : [is({ property: 'status', operator: 'eq', value: status })]),
    ...(query.activeOnly === 'true' ? [is({ property: 'status', operator: 'eq', value: 'active' })] : []),
    ...(role === undefined ? [] : [is({ property: 'role', operator: 'eq', value: role })]),
    ...(kind === undefined ? [] : [is({ property: 'kind', operator: 'eq', value: kind })]),
    ...(filter === undefined ? [] : [checkFilter(parseFilter(filter), roles)]),
  ]
  return of.length > 0 ? { op: 'and', of } : undefined
}

/** Whether a filter asks when members were last seen. */
export const asksWhenSeen = (tree: Tree<Condition>): boolean => {
  if (tree.op === 'is') return 'property' in tree.leaf && tree.leaf.property === 'lastSeen'
  return tree.op === 'not' ? asksWhenSeen(tree.of) : tree.of.some(asksWhenSeen)
}
