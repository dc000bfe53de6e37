import type { AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { dropSchedule, setSchedule } from '../schedule.ts'
import { plus, second } from '../time.ts'
import type { ChangeRef } from './make-change.ts'
import { loadChange } from './store.ts'

/** Lets the schedule of a waiting change follow it: one while it waits, none afterwards. */
export async function keepChangeSchedule({ account, after }: AuditEntry, now: Instant): Promise<void> {
  const id = String(after?.change)
  const name = `change-${id}`
  const change = await loadChange(account, id)
  if (change?.status !== 'waiting') return dropSchedule(name)
  const input: ChangeRef = { account, change: id }
  // A schedule in the past would not fire.
  const at = change.dueAt > now ? change.dueAt : plus(now, 2 * second)
  await setSchedule({ name, at, target: 'MAKE_CHANGE_ARN', input })
}
