import { plainly } from './plainly.ts'

/** A refusal of the API (RFC 9457), or of something on the way to it. */
export interface Fault {
  code: string
  detail: string
  /** Where in the request, such as `experts[1].email`. */
  field?: string
}

export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly faults: readonly Fault[]

  constructor(status: number, faults: readonly [Fault, ...Fault[]]) {
    super(faults[0].detail)
    this.status = status
    this.code = faults[0].code
    this.faults = faults
  }

  /** What is wrong at one field of a form, in one line. */
  at(field: string): string | undefined {
    const said = this.faults.filter((fault) => fault.field === field).map(({ detail }) => detail)
    return said.length > 0 ? said.join('. ') : undefined
  }

  /** What no field of a form shows. */
  beside(fields: readonly string[]): string[] {
    return this.faults.filter(({ field }) => field === undefined || !fields.includes(field)).map(({ detail }) => detail)
  }
}

/** The sign-in has run out, or there was none. */
export const isSignedOut = (error: unknown): boolean => error instanceof Problem && error.code === 'unauthenticated'

/** What a gateway says without a problem document. */
const codeOf: Record<number, string> = {
  401: 'unauthenticated',
  404: 'not_found',
  413: 'body_too_large',
  429: 'too_many_requests',
}

export function problemFrom(status: number, said: unknown): Problem {
  const {
    code = codeOf[status] ?? 'unavailable',
    detail,
    message,
    field,
    faults,
  } = (said ?? {}) as Partial<Fault> & {
    message?: string
    faults?: Fault[]
  }
  const first = { code, detail: detail ?? message ?? 'No reason was given.', ...(field && { field }) }
  const [one = first, ...rest] = (faults ?? [first]).map((fault) => ({ ...fault, detail: plainly(fault.detail) }))
  return new Problem(status, [one, ...rest])
}

export const unreachable = () => new Problem(0, [{ code: 'offline', detail: 'The server cannot be reached.' }])
