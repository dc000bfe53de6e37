/** Reads the filter language of SCIM 2.0 (RFC 7644, section 3.4.2.2), in one pass over a text of bounded length. */
import { Refusal } from '../../errors.ts'
import { comparisons, type Operator, type Tree, type Written } from './model.ts'

interface Token {
  text: string
  /** Counted from 1. */
  at: number
}

const deepest = 8
const mostConditions = 20
const operators: readonly string[] = [...comparisons, 'pr']

const refusal = (detail: string) => new Refusal('invalid_query', detail, 'filter')

/** A parenthesis, a text in double quotes, or a word. */
const token = /\s*([()]|"(?:[^"\\]|\\.)*"|[^\s()"]+)/y

function tokensOf(text: string): Token[] {
  const found: Token[] = []
  const whole = text.trimEnd()
  while (token.lastIndex < whole.length) {
    const from = token.lastIndex
    const [, part] = token.exec(whole) ?? []
    if (part === undefined) {
      token.lastIndex = 0
      throw refusal(`The text that begins after character ${from} has no end`)
    }
    found.push({ text: part, at: token.lastIndex - part.length + 1 })
  }
  token.lastIndex = 0
  return found
}

/** @throws Refusal invalid_query at `filter`, saying at which character. */
export function parseFilter(text: string): Tree<Written> {
  const tokens = tokensOf(text)
  let next = 0
  let depth = 0
  let conditions = 0

  const found = () => {
    const token = tokens[next]
    return token ? `character ${token.at} is ${token.text.slice(0, 40)}` : 'the filter ends'
  }
  const expected = (what: string) => refusal(`Where ${found()}, ${what} is expected`)
  const comes = (word: string) => tokens[next]?.text.toLowerCase() === word
  const take = (what: string, fits: (text: string) => boolean): Token => {
    const token = tokens[next]
    if (!token || !fits(token.text)) throw expected(what)
    next++
    return token
  }

  const joined = (op: 'and' | 'or', part: () => Tree<Written>): Tree<Written> => {
    const first = part()
    const of = [first]
    for (; comes(op); of.push(part())) next++
    return of.length === 1 ? first : { op, of }
  }
  const either = (): Tree<Written> => joined('or', both)
  const both = (): Tree<Written> => joined('and', one)

  function one(): Tree<Written> {
    if (comes('(')) return group()
    if (!comes('not')) return { op: 'is', leaf: condition() }
    next++
    return { op: 'not', of: group() }
  }

  function group(): Tree<Written> {
    take('(', (text) => text === '(')
    if (++depth > deepest) throw refusal(`At most ${deepest} parentheses stand in each other`)
    const inside = either()
    take('and, or, or )', (text) => text === ')')
    depth--
    return inside
  }

  function condition(): Written {
    if (++conditions > mostConditions) throw refusal(`A filter has at most ${mostConditions} conditions`)
    const { text: property, at } = take('a property', (text) => /^\w/.test(text))
    const isOperator = (text: string) => operators.includes(text.toLowerCase())
    const operator = take(`one of ${operators.join(', ')}`, isOperator).text.toLowerCase() as Operator
    if (operator === 'pr') return { property, operator, at }
    const value = take('a value, such as "active",', isValue).text
    return { property, operator, value: JSON.parse(value), at }
  }

  const whole = either()
  if (next < tokens.length) throw expected('and, or, or the end')
  return whole
}

function isValue(text: string): boolean {
  try {
    const value = JSON.parse(text)
    return typeof value !== 'string' || value.isWellFormed()
  } catch {
    return false
  }
}
