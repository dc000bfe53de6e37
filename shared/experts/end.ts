/** The one way a grant ends, whoever or whatever ends it. */

import type { AuditItem } from '../audit/entry.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { newId } from '../ids.ts'
import type { Expert } from '../members/model.ts'
import { moved } from '../members/rules.ts'
import { closeLink, forgetAccess, replaceMember, unlockEmail } from '../members/store.ts'
import { commit } from '../table.ts'

export interface End {
  how: 'expired' | 'revoked' | 'declined'
  actor: Actor
  now: Instant
  erase?: boolean
}

/** Without name, address and identity. What was done stays on record under the member's id. */
export function erased(expert: Expert, now: Instant): Expert {
  const { subject: _, ...rest } = expert
  return { ...rest, name: null, email: null, erasedAt: now }
}

/** Ends a running grant: from this commit on no decision permits. The mails carry the details they need themselves. */
export async function endGrantNow(expert: Expert, { how, actor, now, erase = false }: End): Promise<Expert> {
  const status = moved(expert.status, ({ expired: 'expire', revoked: 'revoke', declined: 'decline' } as const)[how])
  const endedBy = how === 'expired' ? {} : { endedBy: actor }
  // Time ended it at its deadline, whenever somebody came to tidy up.
  const endedAt = how === 'expired' ? (expert.grant.until ?? now) : now
  const ended: Expert = { ...expert, status, grant: { ...expert.grant, endedAt, ...endedBy } }
  const after = erase ? erased(ended, now) : ended
  const entry: AuditItem = {
    entry: {
      id: newId(now),
      account: expert.account,
      at: now,
      action: `expert.${how}`,
      actor,
      target: expert.id,
      before: { status: expert.status, until: expert.grant.until },
      after: { status, endedAt, ...(erase && { erased: true }) },
    },
    ...(expert.name !== null && expert.email !== null && { envelope: { name: expert.name, email: expert.email } }),
  }
  await commit(
    [
      ...replaceMember(expert, after),
      ...(erase ? forgetAccess(expert) : []),
      ...(expert.email ? [unlockEmail(expert.account, expert.email)] : []),
      // A link never outlives its window, and says itself that it has expired.
      ...(how === 'expired' ? [] : closeLink(expert, how === 'declined' ? 'declined' : 'withdrawn')),
    ],
    [entry],
  )
  return { ...after, version: expert.version + 1 }
}
