/** What one row asks for, through the use cases of the single calls. A dry run asks the same and commits nothing. */
import { requireGuard, requirePart } from '../accounts/require-guard.ts'
import type { GuardedAction } from '../catalogs/guards.ts'
import { type Fault, problems, Refusal, refuseAny } from '../errors.ts'
import { emailKey, importedRowKey } from '../keys.ts'
import { inviteMembers, planInvitations } from '../members/invite-members.ts'
import type { Member, TeamMember } from '../members/model.ts'
import type { NewMember } from '../members/requests.ts'
import { statusAt } from '../members/rules.ts'
import { planUpdate, updateMember } from '../members/update-member.ts'
import { type RowPart, rowPermission } from '../partners/limits.ts'
import { type Change, read, rehearse } from '../table.ts'
import type { Work } from './apply-rows.ts'
import { type Row, type RowResult, uploaderOf } from './model.ts'
import { inFile } from './row.ts'
import { type Done, rowDone } from './store.ts'

/** A row, and how things stand around it. */
export interface Known {
  row: Row
  /** Absent where there are faults. */
  person?: NewMember
  faults: readonly Fault[]
  /** This import has done this row already, before a crash. */
  done: Done | undefined
  /** Who has an invitation or membership running under the address. */
  holder: Member | undefined
}

type Verdict = Pick<RowResult, 'outcome' | 'member' | 'faults'>

/** @throws what is no fault of the row: then it is worked again. */
export async function applyRow(work: Work, known: Known): Promise<Verdict> {
  const { row, done, holder } = known
  if (done) return done
  if (row.leave) return { outcome: 'unchanged', faults: [row.leave] }
  try {
    await requireNow(work, 'member.import')
    if (row.doubles !== undefined)
      throw new Refusal('duplicate_email', `The address stands in row ${row.doubles} already`, 'email')
    return holder?.kind === 'team' ? await setRoles(work, known, holder) : await invite(work, known)
  } catch (error) {
    if (!(error instanceof Refusal) || problems[error.code] >= 500) throw error
    return { outcome: 'refused', faults: error.faults.map(inFile) }
  }
}

const requireNow = ({ account, authority: { catalog, policy, by }, now }: Work, guard: GuardedAction) =>
  requireGuard({ account: account.id, catalog, policy, access: by }, guard, now)

/** What a single call takes; of agents of partners, what the catalog sets before rows of a file. */
async function requireRow(work: Work, part: RowPart): Promise<void> {
  const { account, authority, now } = work
  const { catalog, policy, by } = authority
  const guard = part === 'invite' ? 'member.invite' : 'member.update'
  if (by.kind !== 'partner') return requireNow(work, guard)
  const asking = { account: account.id, catalog, policy, access: by }
  await requirePart(asking, guard, rowPermission(catalog, part), now)
  if (by.delegation) await requireGuard({ ...asking, access: by.delegation.subject }, guard, now)
}

async function invite(work: Work, { row, person, faults, holder }: Known): Promise<Verdict> {
  await requireRow(work, 'invite')
  refuseAny(faults)
  if (!person) throw new Error('a row without a fault names a person')
  const add = inNameOf(work)
  if (work.job.dryRun) {
    const { members, changes } = await planInvitations(add, [person])
    // An expert whose window is over is tidied away before somebody is invited.
    const isOver = holder && statusAt(holder, work.now) === 'expired'
    await rehearse(changes, isOver ? members.map(({ account, email }) => emailKey(account, email)) : [])
    return { outcome: 'would-create' }
  }
  return once(work, row, async (mark) => {
    const created = (member: string): Done => ({ outcome: 'created', member })
    const remember = (ids: readonly string[]) => ids.map((id) => mark(created(id)))
    const [member] = await inviteMembers({ ...add, remember }, [person])
    if (!member) throw new Error('one person in, one member out')
    return created(member.id)
  })
}

/** Roles and nothing else; what is the same already needs nobody's leave to stay. */
async function setRoles(work: Work, { row, faults }: Known, target: TeamMember): Promise<Verdict> {
  const { id: member, roles } = target
  if (listed(roles) === listed(row.roles)) return { outcome: 'unchanged', member }
  await requireRow(work, 'roles')
  refuseAny(faults.filter(({ field = '' }) => /^(email|roles)\b/.test(field)))
  const change = { ...inNameOf(work), member, body: { roles: [...row.roles] } }
  if (work.job.dryRun) {
    await rehearse((await planUpdate(change)).changes)
    return { outcome: 'would-update', member }
  }
  const updated: Done = { outcome: 'updated', member }
  return once(work, row, async (mark) => {
    await updateMember({ ...change, also: [mark(updated)] })
    return updated
  })
}

const listed = (roles: readonly string[]): string => [...new Set(roles)].sort().join()

const inNameOf = ({ job, account, authority, now }: Work) => ({
  ...{ account, authority, now },
  actor: uploaderOf(job),
  inFile: true as const,
})

/** Commits what a row asks for together with its mark. Where another run was faster, its mark is the answer. */
async function once({ job }: Work, row: Row, act: (mark: (done: Done) => Change) => Promise<Done>): Promise<Done> {
  const taken = new Refusal('import_running', 'Another run of this import is at this row')
  try {
    return await act((done) => rowDone(job, row.row, done, taken))
  } catch (error) {
    const done = error === taken ? await read<Done>(importedRowKey(job.account, job.id, row.row)) : undefined
    if (done) return done
    throw error
  }
}
