import type { AccessRecord, Asked, Decision } from '../../../shared/access/model.ts'
import type { Catalog } from '../../../shared/catalogs/schema.ts'
import { cedarOracle, type Question } from './cedar.ts'
import { listed, masksWanted } from './masks.ts'
import { Random, seed } from './random.ts'
import { type Own, randomAccount, withAnOpening } from './random-account.ts'
import { randomMember } from './random-member.ts'
import { randomQuestion } from './random-question.ts'
import { smallest } from './smallest.ts'

/** Something that decides: Gatepass, or a copy of it with a fault. */
export type Decider = (
  catalog: Catalog,
  own: Own,
) => (access: AccessRecord | undefined, permission: string, now: string, asked?: Asked) => Decision

export interface Case extends Question {
  catalog: Catalog
  own: Own
  permission: string
}

export interface Comparison {
  compared: number
  permitted: number
  masked: number
  /** How often each reason to refuse was given. */
  refused: Record<string, number>
  /** The first case in which the two differ. */
  difference?: Case
}

interface Run {
  decider: Decider
  /** At least so many, in whole accounts. */
  cases: number
  catalog: (random: Random) => Catalog
}

const questionsPerAccount = 50

/** Asks Gatepass and Cedar the same questions about every permission, until they differ or all are asked. */
export function compare({ decider, cases, catalog: draw }: Run): Comparison {
  const comparison: Comparison = { compared: 0, permitted: 0, masked: 0, refused: {} }
  for (let account = 0; comparison.compared < cases; account++) {
    const { catalog, own, answers } = drawn(draw, account)
    const permissions = [...catalog.permissions.map(({ id }) => id), 'no-such.permission']
    const ours = decider(catalog, own)
    for (let question = 0; question < questionsPerAccount; question++) {
      const { access, now, asked, held } = answers(question)
      for (const permission of permissions) {
        const one = { catalog, own, access, permission, now, asked }
        const decision = ours(access, permission, now, asked)
        count(comparison, decision)
        if (said(decision) !== wanted(one, held)) return { ...comparison, difference: one }
      }
    }
  }
  return comparison
}

interface Answered extends Question {
  held: ReadonlySet<string>
}
interface Drawn {
  catalog: Catalog
  own: Own
  answers: (question: number) => Answered
}
const known = new WeakMap<Run['catalog'], Drawn[]>()

/** The same account with the same questions whoever is compared: Cedar, the slower of the two, answers each once. */
function drawn(draw: Run['catalog'], account: number): Drawn {
  const accounts = known.get(draw) ?? []
  known.set(draw, accounts)
  const one = accounts[account] ?? drawAccount(draw, account)
  accounts[account] = one
  return one
}

function drawAccount(draw: Run['catalog'], account: number): Drawn {
  const random = new Random(seed * 1_000_003 + account)
  const catalog = withAnOpening(draw(random), random)
  const own = randomAccount(catalog, random)
  const cedar = cedarOracle(catalog, own)
  const answered: Answered[] = []
  const answer = (): Answered => {
    const question = randomQuestion(catalog, randomMember(catalog, random), random)
    return { ...question, held: cedar(question) }
  }
  return {
    catalog,
    own,
    /** In order: each question is drawn after the one before it. */
    answers: (question) => {
      while (answered.length <= question) answered.push(answer())
      return answered[question] as Answered
    },
  }
}

const said = (decision: Decision) => (decision.permit ? masking(listed(decision.obligations)) : 'deny')

const wanted = ({ catalog, own, access, permission }: Case, held: ReadonlySet<string>) =>
  access && held.has(permission) ? masking(masksWanted(catalog, own, access, permission)) : 'deny'

const masking = (masks: readonly string[]) => ['permit', ...masks].join(', ')

function count(comparison: Comparison, decision: Decision): void {
  comparison.compared++
  if (decision.permit) {
    comparison.permitted++
    if (decision.obligations.length > 0) comparison.masked++
  } else comparison.refused[decision.reason] = (comparison.refused[decision.reason] ?? 0) + 1
}

/** The smallest case in which the two still differ, and how: what a person should look at. */
export function smallestDifference(decider: Decider, found: Case) {
  const ask = (one: Case) => {
    const decision = decider(one.catalog, one.own)(one.access, one.permission, one.now, one.asked)
    return { decision, ours: said(decision), cedar: wanted(one, cedarOracle(one.catalog, one.own)(one)) }
  }
  const of = smallest(found, (one) => {
    const { ours, cedar } = ask(one)
    return ours !== cedar
  })
  return { ...ask(of), of }
}

/** For a failing test: the seed and the smallest case, or nothing where there is no difference. */
export const told = (decider: Decider, { difference }: Comparison): string =>
  difference ? JSON.stringify({ seed, ...smallestDifference(decider, difference) }, null, 1) : ''
