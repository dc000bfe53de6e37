/**
 * The conditions of the filter box, and the API's filter language (SCIM 2.0, RFC 7644): each is written as the other, so
 * that an address which holds a filter shows it. Pure.
 */
export interface Condition {
  propertyKey?: string
  operator: string
  value: string
}

export interface Group {
  operation: 'and' | 'or'
  tokens: readonly (Condition | Group)[]
}

const operators: Readonly<Record<string, string>> = {
  '=': 'eq',
  '!=': 'ne',
  ':': 'co',
  '^': 'sw',
  $: 'ew',
  '>': 'gt',
  '>=': 'ge',
  '<': 'lt',
  '<=': 'le',
}
/** What the language says with a `not` around the opposite. */
const opposites: Readonly<Record<string, string>> = { '!:': ':', '!^': '^' }
const marks = Object.fromEntries(Object.entries(operators).map(([mark, word]) => [word, mark]))
const negated = Object.fromEntries(Object.entries(opposites).map(([mark, opposite]) => [opposite, mark]))

/** Chosen like a value, and means that there is none. */
export const none = 'none'

export const isMoment = (property: string | undefined): boolean =>
  property === 'created' || property === 'lastSeen' || property === 'until'

/** A date, or a date and time of the reader's own zone, as the instant it is; any other text as it stands. */
export function instantOf(text: string): string {
  const date = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00`) : new Date(text)
  const isDate = /^\d{4}-\d{2}-\d{2}/.test(text) && !Number.isNaN(date.getTime())
  return isDate ? date.toISOString() : text
}

const isGroup = (part: Condition | Group): part is Group => 'tokens' in part

function conditionText({ propertyKey = 'name', operator, value }: Condition): string {
  const isEqual = operator === '=' || operator === '!='
  if (isMoment(propertyKey) && isEqual && value === none)
    return operator === '=' ? `not (${propertyKey} pr)` : `${propertyKey} pr`
  const opposite = opposites[operator]
  if (opposite) return `not (${conditionText({ propertyKey, operator: opposite, value })})`
  return `${propertyKey} ${operators[operator] ?? operator} ${JSON.stringify(isMoment(propertyKey) ? instantOf(value) : value)}`
}

/** The filter as the API takes it; empty where there is no condition. */
export function filterText({ operation, tokens }: Group): string {
  const parts = tokens.map((part) => (isGroup(part) ? `(${filterText(part)})` : conditionText(part)))
  return parts.filter((part) => part !== '()').join(` ${operation} `)
}

const token = /\s*([()]|"(?:[^"\\]|\\.)*"|[^\s()"]+)/y

function wordsOf(text: string): string[] | undefined {
  const words: string[] = []
  const whole = text.trimEnd()
  token.lastIndex = 0
  while (token.lastIndex < whole.length) {
    const word = token.exec(whole)?.[1]
    if (word === undefined) return undefined
    words.push(word)
  }
  return words
}

function textIn(word: string | undefined): string | undefined {
  try {
    const value: unknown = JSON.parse(word ?? '')
    return typeof value === 'string' ? value : undefined
  } catch {
    return undefined
  }
}

/** Takes a filter apart, as far as the box can show it: groups stand in no groups. Undefined for any other. */
export function readFilter(text: string): Group | undefined {
  const words = wordsOf(text)
  if (!words) return undefined
  let at = 0
  const comes = (word: string) => words[at]?.toLowerCase() === word && ++at > 0

  function condition(): Condition | undefined {
    const [propertyKey, operator = '', value] = words?.slice(at, at + 3) ?? []
    if (propertyKey === undefined || /^[()"]/.test(propertyKey)) return undefined
    if (operator.toLowerCase() === 'pr') {
      at += 2
      return isMoment(propertyKey) ? { propertyKey, operator: '!=', value: none } : undefined
    }
    const [mark, known] = [marks[operator.toLowerCase()], textIn(value)]
    at += 3
    return mark === undefined || known === undefined ? undefined : { propertyKey, operator: mark, value: known }
  }

  function opposite(): Condition | undefined {
    if (!comes('(')) return undefined
    const inside = condition()
    if (!inside || !comes(')')) return undefined
    if (inside.value === none && inside.operator === '!=') return { ...inside, operator: '=' }
    const operator = negated[inside.operator]
    return operator === undefined ? undefined : { ...inside, operator }
  }

  const part = (depth: number): Condition | Group | undefined => {
    if (comes('not')) return opposite()
    if (!comes('(')) return condition()
    const inside = depth === 0 ? joined(1) : undefined
    return inside && comes(')') ? inside : undefined
  }

  function joined(depth: number): Group | undefined {
    const first = part(depth)
    if (!first) return undefined
    const tokens = [first]
    const operation = words?.[at]?.toLowerCase() === 'or' ? 'or' : 'and'
    while (comes(operation)) {
      const next = part(depth)
      if (!next) return undefined
      tokens.push(next)
    }
    return { operation, tokens }
  }

  if (words.length === 0) return { operation: 'and', tokens: [] }
  const whole = joined(0)
  return whole && at === words.length ? whole : undefined
}
