import type { AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Expert } from '../members/model.ts'
import { loadMember } from '../members/store.ts'
import { dropSchedule, setSchedule, upcoming } from '../schedule.ts'
import type { GrantRef } from './end-grant.ts'
import { remindAt } from './rules.ts'

const names = (member: string, version: number) => ({
  end: `end-${member}-${version}`,
  remind: `remind-${member}-${version}`,
})

/**
 * Makes the schedules of a grant what its present window asks for. It looks at the grant as it is now, so the order in
 * which changes arrive does not matter; a schedule left over from an older window does nothing when it fires.
 */
export async function keepSchedule({ account, target, after, before }: AuditEntry, now: Instant): Promise<void> {
  const expert = await loadMember(account, target)
  if (expert?.kind !== 'expert') return
  const { version, until } = expert.grant
  const running = (expert.status === 'invited' || expert.status === 'active') && until !== null
  if (running) await schedule(expert, until, now)

  const earliest = Math.min(
    ...[before?.grantVersion, after?.grantVersion, version].filter((v) => typeof v === 'number'),
  )
  for (let old = earliest; running ? old < version : old <= version; old++) {
    const { end, remind } = names(target, old)
    await Promise.all([dropSchedule(end), dropSchedule(remind)])
  }
}

async function schedule({ id: member, account, grant }: Expert, until: Instant, now: Instant): Promise<void> {
  const ref: Required<GrantRef> = { account, member, grantVersion: grant.version }
  const { end, remind } = names(member, grant.version)
  await setSchedule({ name: end, at: upcoming(until, now), target: 'END_GRANT_ARN', input: ref })
  // An expert who accepts late is reminded at once; who was reminded of this window is not reminded again.
  if (grant.reminded !== grant.version)
    await setSchedule({
      name: remind,
      at: upcoming(remindAt(grant.since, until), now),
      target: 'REMIND_GRANT_ARN',
      input: ref,
    })
}
