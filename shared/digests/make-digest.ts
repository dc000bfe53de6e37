import { loadAccount } from '../accounts/store.ts'
import type { AuditItem } from '../audit/entry.ts'
import type { Instant } from '../clock.ts'
import { Refusal } from '../errors.ts'
import { newId } from '../ids.ts'
import { commit } from '../table.ts'
import { minute, plus } from '../time.ts'
import { latestDue, nextDigest } from './calendar.ts'
import type { Digest, Span } from './model.ts'
import { nothingHappened } from './news.ts'
import { readNews } from './read-news.ts'
import { recipientsOf } from './recipients.ts'
import { dueDigests, loadDigest, passDigest, replaceDigest } from './store.ts'

/** An entry bears the time at which its function began, and none runs longer: what is over is also complete. */
const grace = 5 * minute

/** Accounts whose digest can be made by now. */
export const digestsToMake = (now: Instant): AsyncGenerator<Digest> => dueDigests(plus(now, -grace))

/** A transaction holds 100 items; one of them is where the digest stands. */
const mostAtOnce = 99

/**
 * Tells whoever gets digests of an account what happened since the last one, if it is time. Each commit also moves on
 * where the digest stands: of two who are at it one stops, and after a crash the next begins where the last commit ended.
 * @returns how many mails are owed by it.
 */
export async function makeDigest(account: string, now: Instant): Promise<number> {
  let made = 0
  try {
    for await (const { before, after, entries } of steps(account, now)) {
      const [first, ...rest] = entries
      if (first) await commit([replaceDigest(before, after)], [first, ...rest])
      else await passDigest(before, after)
      made += entries.length
    }
  } catch (error) {
    if (!(error instanceof Refusal && error.code === 'version_conflict')) throw error
  }
  return made
}

interface Step {
  before: Digest
  after: Digest
  entries: AuditItem[]
}

async function* steps(id: string, now: Instant): AsyncGenerator<Step> {
  const over = plus(now, -grace)
  let digest = await loadDigest(id)
  if (!digest || digest.next > over) return
  const account = await loadAccount(id)
  const { since: from, making } = digest
  const to = making?.to ?? latestDue(digest.next, over, account.timeZone)
  const quiet = nothingHappened(await readNews(id, { from, to }))
  let left = quiet ? [] : (await recipientsOf(account, now)).filter((member) => member > (making?.upTo ?? ''))
  do {
    const batch = left.slice(0, mostAtOnce)
    left = left.slice(mostAtOnce)
    const version = digest.version + 1
    const after: Digest =
      left.length > 0
        ? { account: id, since: from, next: digest.next, making: { to, upTo: batch.at(-1) ?? '' }, version }
        : { account: id, since: to, next: nextDigest(to, account.timeZone), version }
    yield { before: digest, after, entries: batch.map((member) => entryFor(id, member, { from, to }, now)) }
    digest = after
  } while (left.length > 0)
}

const entryFor = (account: string, member: string, { from, to }: Span, now: Instant): AuditItem => ({
  entry: {
    ...{ id: newId(now), account, at: now, action: 'digest.made', target: member },
    actor: { type: 'system', id: 'digest' },
    after: { from, to },
  },
})
