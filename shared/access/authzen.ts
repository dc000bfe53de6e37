/** The shapes of the OpenID AuthZEN Authorization API 1.0, read by hand: this function starts without a schema library. */
import type { Instant } from '../clock.ts'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { type Policy, resourceName } from './compile.ts'
import { instantFrom } from './instant-from.ts'
import type { Asked, Decision, Layer, Obligation, Properties } from './model.ts'

export interface Evaluation {
  subject: { type: 'user' | 'member'; id: string; properties?: Properties }
  action: { name: string; properties?: Properties }
  resource: { type: string; id: string; properties?: Properties }
}

/** Collects what is wrong with a body while it is read. Members that are not known are ignored, as the standard demands. */
export function reader(at = '') {
  const faults: Fault[] = []
  const fault = (field: string, detail: string) => {
    faults.push({ code: 'invalid_body', detail: `${at}${field} ${detail}`, field: `${at}${field}` })
  }
  const text = (value: unknown, field: string, longest = 256): string => {
    if (typeof value === 'string' && value !== '' && value.length <= longest) return value
    fault(field, value === undefined ? 'is missing' : `is a text of 1 to ${longest} characters`)
    return ''
  }
  const properties = (value: unknown, field: string): { properties?: Properties } => {
    const given = member(value, 'properties')
    if (given === undefined) return {}
    if (isObject(given)) return { properties: given }
    fault(`${field}.properties`, 'is an object')
    return {}
  }
  const subjectType = (value: unknown): 'user' | 'member' => {
    const type = text(value, 'subject.type')
    if (type !== '' && type !== 'user' && type !== 'member') fault('subject.type', 'is user or member')
    return type as 'user' | 'member'
  }
  const context = (body: unknown) => {
    const given = member(body, 'context')
    if (given !== undefined && !isObject(given)) fault('context', 'is an object')
  }
  return { fault, text, properties, subjectType, context, faults, done: () => refuseAny(faults) }
}

type Reader = ReturnType<typeof reader>

/** @throws Refusal invalid_body with each field that is missing or of another type. */
export const readEvaluation = (body: unknown): Evaluation => readWith(body, evaluationFrom)

/** An evaluation to be explained: also as of another instant. @throws Refusal invalid_body as `readEvaluation`. */
export const readQuestion = (body: unknown): Evaluation & { time?: Instant } =>
  readWith(body, (given, read) => ({ ...evaluationFrom(given, read), ...timeFrom(given, read) }))

function readWith<T>(body: unknown, from: (body: unknown, read: Reader) => T): T {
  const read = reader()
  if (!isObject(body)) throw new Refusal('invalid_body', 'An evaluation is an object')
  const given = from(body, read)
  read.done()
  return given
}

function timeFrom(body: unknown, read: Reader): { time?: Instant } {
  const given = member(member(body, 'context'), 'time')
  if (given === undefined) return {}
  const time = instantFrom(given)
  if (time === undefined) read.fault('context.time', 'is an instant, such as 2026-01-31T12:00:00Z')
  return time === undefined ? {} : { time }
}

export function evaluationFrom(body: unknown, read: Reader): Evaluation {
  read.context(body)
  return { subject: subjectFrom(body, read), action: actionFrom(body, read), resource: resourceFrom(body, read) }
}

export function subjectFrom(body: unknown, read: Reader): Evaluation['subject'] {
  const subject = member(body, 'subject')
  const type = read.subjectType(member(subject, 'type'))
  return { type, id: read.text(member(subject, 'id'), 'subject.id'), ...read.properties(subject, 'subject') }
}

export function actionFrom(body: unknown, read: Reader): Evaluation['action'] {
  const action = member(body, 'action')
  return { name: read.text(member(action, 'name'), 'action.name'), ...read.properties(action, 'action') }
}

export function resourceFrom(body: unknown, read: Reader): Evaluation['resource'] {
  const resource = member(body, 'resource')
  const type = read.text(member(resource, 'type'), 'resource.type')
  return { type, id: read.text(member(resource, 'id'), 'resource.id', 1024), ...read.properties(resource, 'resource') }
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

export const member = (value: unknown, name: string): unknown =>
  isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined

/** `<resource type>.<action>`. */
export const permissionOf = ({ resource, action }: Pick<Evaluation, 'resource' | 'action'>): string =>
  `${resource.type}.${action.name}`

/** What layers may look at: what was sent, above what the catalog knows of the resource. */
export function askedOf(
  policy: Policy,
  {
    subject,
    action,
    resource,
  }: Partial<Pick<Evaluation, 'action'>> & {
    subject: Omit<Evaluation['subject'], 'type'> & { type: string }
    resource: Evaluation['resource']
  },
): Asked {
  const known = policy.resources.get(resourceName(resource.type, resource.id))
  const properties = known ? { ...known, ...resource.properties } : resource.properties
  // The identity is the issuer's: a subject named by member id has none to compare with.
  const { type, id, properties: sent } = subject
  const asking = { ...(type === 'user' && { id }), ...(sent && { properties: sent }) }
  return { subject: asking, ...(action && { action }), resource: { ...resource, ...(properties && { properties }) } }
}

export interface EvaluationAnswer {
  decision: boolean
  context: { reason: { code: string; layer?: Layer; by?: string }; obligations?: readonly Obligation[] }
}

/** A decision in the standard's shape; masks travel in its context. `by` names what granted it. */
export function answerOf(decision: Decision, by?: string): EvaluationAnswer {
  if (!decision.permit) {
    const { reason: code, layer, by } = decision
    return { decision: false, context: { reason: { code, layer, ...(by !== undefined && { by }) } } }
  }
  const { reason: code, obligations } = decision
  return {
    decision: true,
    context: { reason: { code, ...(by !== undefined && { by }) }, ...(obligations.length > 0 && { obligations }) },
  }
}
