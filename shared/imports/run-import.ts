import type { AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import { commit, isConflict } from '../table.ts'
import { plus, second } from '../time.ts'
import { applyRows } from './apply-rows.ts'
import { type Import, pieces, type RowResult, uploaderOf } from './model.ts'
import { counted } from './results.ts'
import { giveTurn, loadImport, loadTurn, nextRows, replaceImport, saveProgress } from './store.ts'

/** No part begins later than this in a run, so that the last one ends before the claim and the function do. */
const slice = 30 * second
/** Side by side: a table's partition takes about as many writes as these make. */
const rowsAtOnce = 5

/**
 * Works a job off, part by part, until it is done or the slice is over. What a part came to is kept with the progress,
 * so whoever goes on after a crash repeats one part at most, and finds in it what was done.
 * @returns whether it is done.
 */
export async function runImport(account: string, id: string, now: () => Instant): Promise<boolean> {
  const until = plus(now(), slice)
  for (;;) {
    const job = await loadImport(account, id)
    // One that is not kept any more is nobody's concern.
    if (!job || job.finishedAt !== undefined) return true
    if (job.done === job.rows) await finish(job, now())
    else if (now() >= until) return false
    else await workPart(job, now)
  }
}

async function workPart(job: Import, now: () => Instant): Promise<void> {
  const rows = await nextRows(job)
  if (!rows) return saveProgress(job, withoutRows(job), [])
  const results: RowResult[] = []
  for (const some of pieces(rows, rowsAtOnce)) results.push(...(await applyRows(job, some, now())))
  const after = counted(job, results)
  await saveProgress(job, after, results, begun(job, after, now()))
}

/** Owners hear of an agent's long file when it first changes somebody, and not only when all of it is done. */
function begun(job: Import, after: Import, now: Instant): AuditEntry[] {
  const { id, account, agent, dryRun, rows, done, created, updated } = after
  const isFirst = job.created + job.updated === 0 && created + updated > 0
  if (!agent || dryRun || !isFirst || done === rows) return []
  return [
    {
      ...{ id: newId(now), account, at: now, actor: agent, target: id, action: 'members.import-begun' },
      after: { rows, done, created, updated },
    },
  ]
}

/** What could not be worked while its rows were kept is not done at all. */
const withoutRows = (job: Import): Import => ({
  ...job,
  done: job.rows,
  refused: job.refused + job.rows - job.done,
})

async function finish(job: Import, now: Instant): Promise<void> {
  const { id, account, dryRun, rows, created, updated, unchanged, refused } = job
  const turn = await loadTurn(account)
  const entry = {
    ...{ id: newId(now), account, at: now, actor: uploaderOf(job), target: id },
    action: 'members.imported' as const,
    after: { dryRun, rows, created, updated, unchanged, refused },
  }
  const changes = [
    replaceImport(job, { ...job, finishedAt: now }),
    ...(turn?.import === id ? [giveTurn(job, now)] : []),
  ]
  // Nobody has to hear of a file that changed nothing.
  const without = created + updated === 0 || dryRun ? (['mail.partner-change-owner'] as const) : []
  await commit(changes, [{ entry, without }]).catch((error) => {
    // Another run finished it.
    if (!isConflict(error)) throw error
  })
}
