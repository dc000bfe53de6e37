import * as z from 'zod'
import { Moment } from '../accounts/model.ts'
import { lifecycleActions } from '../catalogs/schema.ts'
import { isMove } from './rules.ts'

/** With `at` a move is planned for then instead of being made now. */
export const ChangeLifecycle = z
  .strictObject({ action: z.enum(lifecycleActions), at: Moment.optional() })
  .refine(({ action, at }) => at === undefined || isMove(action), {
    path: ['at'],
    error: 'only a move can be planned: suspend, reactivate, cancel, terminate',
  })
export type ChangeLifecycle = z.infer<typeof ChangeLifecycle>
