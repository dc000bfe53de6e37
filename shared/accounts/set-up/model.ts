import * as z from 'zod'
import { AccountView } from '../model.ts'

export const SetUp = z.strictObject({ dryRun: z.enum(['true', 'false']).optional() })

export const SetUpView = z.strictObject({
  dryRun: z.boolean(),
  /** As it is now; after a dry run, as it was. */
  account: AccountView,
  /** What the file changes; what was so already is not named. */
  changed: z.array(z.strictObject({ setting: z.string(), before: z.string(), after: z.string() })),
})
