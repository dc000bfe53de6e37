import * as z from 'zod'
import { memberStatuses } from '../../access/model.ts'

export const sorts = ['name', '-name', 'created', '-created', 'lastSeen', '-lastSeen', 'status'] as const
export type Sort = (typeof sorts)[number]
/** What is sorted by, in either direction. */
export type By = 'name' | 'created' | 'lastSeen' | 'status'

export const longestFilter = 1000

export const ListMembers = z.strictObject({
  search: z
    .string()
    .max(200)
    .optional()
    .meta({
      description:
        'Begins a word of the name (of more than four words: one of the first three, or the last), the login or the ' +
        'address; case and accents do not count',
    }),
  status: z.enum(memberStatuses).optional(),
  role: z.string().max(64).optional(),
  kind: z.enum(['team', 'expert']).optional(),
  activeOnly: z.enum(['true', 'false']).optional().meta({ description: 'true leaves out everybody who is not active' }),
  filter: z
    .string()
    .max(longestFilter)
    .optional()
    .meta({
      description:
        'In the language of SCIM 2.0 (RFC 7644, section 3.4.2.2), such as `status eq "active" and (role eq "admin" or ' +
        'email co "example")`. Properties: name, login, email, status, role, kind, created, lastSeen, until. Operators: ' +
        'eq, ne, co, sw, ew, gt, ge, lt, le, pr; and, or, not. Case and accents do not count. `ne` is the opposite of `eq`.',
    }),
  sort: z.enum(sorts).optional().meta({
    description: 'Whoever was never seen comes before everybody who was. Without it: by name, or as they are found.',
  }),
})
export type ListMembers = z.infer<typeof ListMembers>

/** Conditions joined by and, or, not. */
export type Tree<Leaf> =
  | { op: 'and' | 'or'; of: readonly Tree<Leaf>[] }
  | { op: 'not'; of: Tree<Leaf> }
  | { op: 'is'; leaf: Leaf }

export const comparisons = ['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'] as const
export type Comparison = (typeof comparisons)[number]
/** `pr`: there is a value at all. */
export type Operator = Comparison | 'pr'

/** A condition as the caller wrote it, and at which character. */
export interface Written {
  property: string
  operator: Operator
  /** Whatever JSON says it is; absent for `pr`. */
  value?: unknown
  at: number
}
