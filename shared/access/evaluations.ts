import type { Instant } from '../clock.ts'
import { type Fault, Refusal } from '../errors.ts'
import {
  type Evaluation,
  type EvaluationAnswer,
  evaluationFrom,
  isObject,
  member,
  readEvaluation,
  reader,
} from './authzen.ts'
import { answer, loadPrincipals, nameOf, personOf } from './evaluate.ts'

const semantics = ['execute_all', 'deny_on_first_deny', 'permit_on_first_permit'] as const
type Semantic = (typeof semantics)[number]

const mostAtOnce = 100
/** With the account they fit the one read that a batch makes. */
const mostSubjects = 99

/** One of a batch: ready to be decided, or refused for what it lacks. */
type Item = { evaluation: Evaluation } | { faults: readonly Fault[] }

export type EvaluationsRequest = { single: Evaluation } | { items: readonly Item[]; semantic: Semantic }

/**
 * A batch with defaults: an item takes over what it does not say itself. Without items it is a single evaluation.
 * @throws Refusal invalid_body; an item that lacks something is refused by itself.
 */
export function readEvaluations(body: unknown): EvaluationsRequest {
  if (!isObject(body)) throw new Refusal('invalid_body', 'A batch of evaluations is an object')
  const given = member(body, 'evaluations')
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return { single: readEvaluation(body) }
  if (!Array.isArray(given)) throw new Refusal('invalid_body', 'evaluations is a list', 'evaluations')
  if (given.length > mostAtOnce)
    throw new Refusal('invalid_body', `At most ${mostAtOnce} evaluations are asked at once`, 'evaluations')
  return { items: given.map((item, at) => itemFrom(item, body, at)), semantic: semanticOf(body) }
}

function itemFrom(item: unknown, defaults: object, at: number): Item {
  const read = reader(`evaluations[${at}].`)
  if (!isObject(item)) read.fault('', 'is an object')
  const evaluation = evaluationFrom(isObject(item) ? withDefaults(item, defaults) : {}, read)
  return read.faults.length > 0 ? { faults: read.faults } : { evaluation }
}

/** What an item says replaces a default whole; only what names the entity is taken over from it where it is not said. */
function withDefaults(item: Record<string, unknown>, defaults: object): Record<string, unknown> {
  const named = ['subject', 'action', 'resource'].flatMap((part) => {
    const [said, usual] = [member(item, part), member(defaults, part)]
    if (!isObject(said) || !isObject(usual)) return []
    const names = Object.entries(usual).filter(([name]) => name === 'type' || name === 'id' || name === 'name')
    return [[part, { ...Object.fromEntries(names), ...said, ...actingAs(part, said, usual) }]]
  })
  return { ...defaults, ...item, ...Object.fromEntries(named) }
}

/** Under which delegation somebody acts belongs to who it is: it stays with the same person unless the item says another. */
function actingAs(part: string, said: Record<string, unknown>, usual: Record<string, unknown>): object {
  const delegation = member(usual.properties, 'delegation')
  if (part !== 'subject' || delegation === undefined || (said.id ?? usual.id) !== usual.id) return {}
  const { properties = {} } = said
  return isObject(properties) ? { properties: { delegation, ...properties } } : {}
}

function semanticOf(body: unknown): Semantic {
  const name = member(member(body, 'options'), 'evaluations_semantic') ?? 'execute_all'
  const semantic = semantics.find((one) => one === name)
  if (semantic) return semantic
  throw new Refusal('invalid_body', `It is one of ${semantics.join(', ')}`, 'options.evaluations_semantic')
}

type Answer = EvaluationAnswer | { decision: false; context: { error: { status: number; message: string } } }

const refused = ([first]: readonly Fault[]): Answer => ({
  decision: false,
  context: { error: { status: 400, message: first?.detail ?? '' } },
})

/**
 * Decides a batch with one read for all its subjects. What comes after the answer that ends it is not decided, and not
 * recorded either.
 */
export async function evaluations(
  account: string,
  request: EvaluationsRequest,
  now: () => Instant,
): Promise<EvaluationAnswer | { evaluations: Answer[] }> {
  const asked =
    'single' in request
      ? [request.single]
      : request.items.flatMap((one) => ('evaluation' in one ? [one.evaluation] : []))
  const people = asked.map(({ subject }) => personOf(subject))
  if (new Set(people.map(nameOf)).size > mostSubjects)
    throw new Refusal(
      'invalid_body',
      `At most ${mostSubjects} different subjects are asked about at once`,
      'evaluations',
    )
  const { policy, principals } = await loadPrincipals(account, people, now())
  const decide = (evaluation: Evaluation) => {
    const access = principals.get(nameOf(personOf(evaluation.subject)))
    return answer({ account, policy, access, request: evaluation, at: now() })
  }
  if ('single' in request) return decide(request.single)

  const answers: Answer[] = []
  for (const item of request.items) {
    const told = 'faults' in item ? refused(item.faults) : await decide(item.evaluation)
    answers.push(told)
    if (endsWith(request.semantic, told.decision)) break
  }
  return { evaluations: answers }
}

const endsWith = (semantic: Semantic, decision: boolean): boolean =>
  (semantic === 'deny_on_first_deny' && !decision) || (semantic === 'permit_on_first_permit' && decision)
