import type { AccessRecord } from '../access/model.ts'
import type { Account } from '../accounts/model.ts'
import { catalogFor, policyFor } from '../accounts/policy.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Fault } from '../errors.ts'
import { accountKey, emailKey, importedRowKey, memberKey } from '../keys.ts'
import { accessRecord } from '../members/access-record.ts'
import type { Authority } from '../members/authority.ts'
import type { Member } from '../members/model.ts'
import { normalEmail } from '../members/rules.ts'
import { accessOfActor } from '../partners/principal.ts'
import { readMany } from '../table.ts'
import { applyRow, type Known } from './apply-row.ts'
import type { Import, Row, RowResult } from './model.ts'
import { resultOf } from './results.ts'
import { personOf } from './row.ts'
import type { Done } from './store.ts'

/** In whose name rows are worked, as that member stands at this moment. */
export interface Work {
  job: Import
  account: Account
  authority: Authority & { by: AccessRecord }
  now: Instant
}

/**
 * Works a few rows side by side, on the uploader's authority of now.
 * @throws what is no fault of a row, once none of them is under way any more.
 */
export async function applyRows(job: Import, rows: readonly Row[], now: Instant): Promise<RowResult[]> {
  const { work, known } = await lookUp(job, rows, now)
  const worked = await Promise.allSettled(known.map(async (one) => resultOf(one.row, await applyRow(work, one))))
  return worked.map((one) => {
    if (one.status === 'rejected') throw one.reason
    return one.value
  })
}

/** Everything that is known of a few rows, in one or two strongly consistent reads for all of them together. */
async function lookUp(job: Import, rows: readonly Row[], now: Instant): Promise<{ work: Work; known: Known[] }> {
  const { account: id, by } = job
  const people = rows.map((row) => ({ row, ...personOf(row) }))
  const marks = rows.map(({ row }) => importedRowKey(id, job.id, row))
  // What is no address can be no key either; the empty one is nobody's.
  const isNone = ({ field }: Fault) => field === 'email'
  const locks = people.map(({ row, faults }) => emailKey(id, faults.some(isNone) ? '' : normalEmail(row.email)))
  const [account, uploader, ...found] = await readMany<unknown>([accountKey(id), memberKey(id, by), ...marks, ...locks])
  const held = found.slice(rows.length) as ({ member: string } | undefined)[]
  // Marks once more: whoever holds an address since the first read may have got it from another run of this import.
  const again = held.some(Boolean)
    ? await readMany<unknown>([...held.map((lock) => memberKey(id, lock?.member ?? '')), ...marks])
    : []
  const known = people.map(
    (one, at): Known => ({
      ...one,
      done: (again[rows.length + at] ?? found[at]) as Done | undefined,
      holder: again[at] as Member | undefined,
    }),
  )
  return {
    work: { job, ...(await authorityOf(account as Account, job, uploader as Member | undefined, now)), now },
    known,
  }
}

async function authorityOf(
  account: Account,
  { by: id, agent }: Import,
  uploader: Member | undefined,
  now: Instant,
): Promise<Pick<Work, 'account' | 'authority'>> {
  const by = agent ? ((await accessOfActor(account, agent, now)) ?? nobody(agent)) : uploader && accessRecord(uploader)
  if (!by) throw new Error(`No member ${id}`)
  return { account, authority: { catalog: await catalogFor(account), policy: await policyFor(account), by } }
}

/** An agent whose partner has lost the account, or who is gone: nothing is permitted. */
const nobody = ({ id: member, partner = '' }: Actor): AccessRecord => ({
  ...{ member, kind: 'partner', status: 'revoked', roles: [], partner },
})
