import type { Instant } from '../clock.ts'
import type { LifecycleStatus, Standing } from './model.ts'

/** Where an account stands now. What is planned happens at its time, whether or not somebody has written it down yet. */
export function standingAt(standing: Standing | undefined, now: Instant): LifecycleStatus {
  if (!standing) return 'active'
  const { status, next } = standing
  return next && now >= next.at ? next.status : status
}

/** Suspended and canceled accounts are signed in to, but reach nobody. Source: talkdesk.r20, talkdesk.r23. */
export const isSilent = (status: LifecycleStatus): boolean => status === 'suspended' || status === 'canceled'
