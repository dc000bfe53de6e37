import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import type { Remember } from '../idempotency.ts'
import { newId } from '../ids.ts'
import { commit } from '../table.ts'
import type { Import, Row } from './model.ts'
import { loadTurn, newImport, saveRows, takeTurn } from './store.ts'

interface StartImport {
  account: string
  /** In whose name the rows are worked. */
  by: Actor
  dryRun: boolean
  rows: readonly Row[]
  now: Instant
  remember: Remember
}

/**
 * Keeps the rows of a file and starts the job that works them off.
 * @throws Refusal import_running while another import of this account runs.
 */
export async function startImport({ account, by, dryRun, rows, now, remember }: StartImport): Promise<Import> {
  const turn = await loadTurn(account)
  if (turn && now < turn.until) throw running()
  const none = { done: 0, created: 0, updated: 0, unchanged: 0, refused: 0 }
  const job: Import = {
    ...{ id: newId(now), account, by: by.id, ...(by.type === 'agent' && { agent: by }) },
    ...{ dryRun, rows: rows.length, ...none, createdAt: now },
  }
  await saveRows(job, rows)
  await commit(
    [...remember([job.id]), takeTurn(job, running()), newImport(job)],
    [
      {
        entry: {
          ...{ id: newId(now), account, at: now, actor: by, target: job.id },
          action: 'members.import-started',
          after: { dryRun, rows: rows.length },
        },
      },
    ],
  )
  return job
}

const running = () => new Refusal('import_running', 'Another import of this account is running: wait until it is done')
