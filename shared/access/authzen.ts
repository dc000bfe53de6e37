/** The shapes of the OpenID AuthZEN Authorization API 1.0, read by hand: this function starts without a schema library. */
import { type Fault, Refusal } from '../errors.ts'
import type { Decision, Layer } from './model.ts'

export interface EvaluationRequest {
  subject: { type: 'user' | 'member'; id: string }
  action: { name: string }
  resource: { type: string; id: string }
}

/** Members that are not known are ignored, as the standard demands. */
export function readEvaluation(body: unknown): EvaluationRequest {
  const faults: Fault[] = []
  const text = (entity: string, name: string, most: number): string => {
    const value = field(field(body, entity), name)
    if (typeof value === 'string' && value !== '' && value.length <= most) return value
    const detail = value === undefined ? 'is missing' : `is a text of 1 to ${most} characters`
    faults.push({ code: 'invalid_body', detail: `${entity}.${name} ${detail}`, field: `${entity}.${name}` })
    return ''
  }
  const request = {
    subject: { type: text('subject', 'type', 256), id: text('subject', 'id', 256) },
    action: { name: text('action', 'name', 256) },
    resource: { type: text('resource', 'type', 256), id: text('resource', 'id', 1024) },
  }
  const { type } = request.subject
  if (type !== '' && type !== 'user' && type !== 'member')
    faults.push({ code: 'invalid_body', detail: 'subject.type is user or member', field: 'subject.type' })
  const [first, ...rest] = faults
  if (first) throw Refusal.of([first, ...rest])
  return request as EvaluationRequest
}

const field = (value: unknown, name: string): unknown =>
  typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined

/** `<resource type>.<action>`. */
export const permissionOf = ({ resource, action }: EvaluationRequest): string => `${resource.type}.${action.name}`

export interface EvaluationAnswer {
  decision: boolean
  context: { reason: { code: string; layer?: Layer; by?: string } }
}

export const answerOf = (decision: Decision): EvaluationAnswer => ({
  decision: decision.permit,
  context: {
    reason: decision.permit
      ? { code: decision.reason, by: decision.by }
      : { code: decision.reason, layer: decision.layer },
  },
})
