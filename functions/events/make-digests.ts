import { now } from '../../shared/clock.ts'
import { digestsToMake, makeDigest } from '../../shared/digests/make-digest.ts'
import { minute, plus } from '../../shared/time.ts'

/** Less than the function may run: what is not made by then, the next run makes. */
const enough = 3 * minute

/** Makes the weekly digests that are due. */
export async function handler(): Promise<{ accounts: number; mails: number }> {
  const began = now()
  const failures: unknown[] = []
  const made = { accounts: 0, mails: 0 }
  for await (const { account } of digestsToMake(began)) {
    if (now() > plus(began, enough)) break
    try {
      made.mails += await makeDigest(account, now())
      made.accounts++
    } catch (error) {
      // One account's trouble must not keep the others waiting.
      console.error({ message: 'No digest could be made', account, error })
      failures.push(error)
    }
  }
  console.log({ metric: 'digests', ...made })
  if (failures.length > 0) throw failures[0]
  return made
}
