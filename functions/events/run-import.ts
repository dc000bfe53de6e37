import { now } from '../../shared/clock.ts'
import { runImport } from '../../shared/imports/run-import.ts'
import { settler } from './stream.ts'

/** Works imports off, a slice at a time. */
export const handler = settler(
  (consequence) => consequence === 'import',
  async ({ entry }) => ({ outcome: (await runImport(entry.account, entry.target, now)) ? 'done' : 'more' }),
)
