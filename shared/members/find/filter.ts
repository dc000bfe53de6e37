/** Which members a filter means. Pure. */
import { type Fault, refuseAny } from '../../errors.ts'
import { soughtTexts } from './entries.ts'
import type { Comparison, Tree, Written } from './model.ts'
import { type Condition, type Described, type Facts, type Property, properties } from './properties.ts'

const names = Object.keys(properties) as Property[]

/**
 * The filter with each value as it is compared, for an account with these roles.
 * @throws Refusal invalid_query with everything that is wrong with it.
 */
export function checkFilter(tree: Tree<Written>, roles: readonly string[]): Tree<Condition> {
  const faults: Fault[] = []
  const wrong = ({ at }: Written, detail: string): Condition => {
    faults.push({ code: 'invalid_query', detail: `At character ${at}: ${detail}`, field: 'filter' })
    return { operator: 'search', value: '' }
  }
  const check = (written: Written): Condition => {
    const property = names.find((name) => name.toLowerCase() === written.property.toLowerCase())
    if (!property) return wrong(written, `there is no such property: take one of ${names.join(', ')}`)
    const { operators, read, expects }: Described = properties[property]
    const { operator, value } = written
    if (!operators.includes(operator)) return wrong(written, `${property} takes ${operators.join(', ')}`)
    if (operator === 'pr') return { property, operator, value: '' }
    const known = typeof value === 'string' ? read(value) : undefined
    if (known === undefined) return wrong(written, `${property} is compared with ${expects}, in double quotes`)
    if (property === 'role' && (operator === 'eq' || operator === 'ne') && !roles.includes(known))
      return wrong(written, 'there is no such role in the catalog of this account')
    return { property, operator, value: known }
  }
  const checked = mapLeaves(tree, check)
  refuseAny(faults)
  return checked
}

const mapLeaves = <From, To>(tree: Tree<From>, map: (leaf: From) => To): Tree<To> => {
  if (tree.op === 'is') return { op: 'is', leaf: map(tree.leaf) }
  if (tree.op === 'not') return { op: 'not', of: mapLeaves(tree.of, map) }
  return { op: tree.op, of: tree.of.map((part) => mapLeaves(part, map)) }
}

const compare: Record<Exclude<Comparison, 'ne'>, (actual: string, value: string) => boolean> = {
  eq: (actual, value) => actual === value,
  co: (actual, value) => actual.includes(value),
  sw: (actual, value) => actual.startsWith(value),
  ew: (actual, value) => actual.endsWith(value),
  gt: (actual, value) => actual > value,
  ge: (actual, value) => actual >= value,
  lt: (actual, value) => actual < value,
  le: (actual, value) => actual <= value,
}

function holds(condition: Condition, facts: Facts): boolean {
  const { operator, value } = condition
  if (operator === 'search') return soughtTexts(facts.member).some((text) => text.startsWith(value))
  const { of }: Described = properties[condition.property]
  const values = of(facts).filter((one) => typeof one === 'string')
  if (operator === 'pr') return values.length > 0
  if (operator === 'ne') return !values.includes(value)
  return values.some((actual) => compare[operator](actual, value))
}

export function matches(tree: Tree<Condition>, facts: Facts): boolean {
  if (tree.op === 'is') return holds(tree.leaf, facts)
  if (tree.op === 'not') return !matches(tree.of, facts)
  return tree.op === 'and'
    ? tree.of.every((part) => matches(part, facts))
    : tree.of.some((part) => matches(part, facts))
}
