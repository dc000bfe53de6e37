/** A tab that acts under a delegation which is over must not die of refusals: it is asked after, and left behind. */
import { endActing } from '../session/acting.ts'

export interface Kept {
  status: 'active' | 'expired' | 'ended'
  endedBy: { type: string } | null
}

const byWhom: Record<string, string> = {
  member: 'Somebody of the account ended it.',
  agent: 'It was ended by you, or for you by your partner.',
  service: 'The platform ended it.',
}

export function whyOver({ status, endedBy }: Kept): string {
  if (status === 'expired') return 'Its time has run out.'
  return byWhom[endedBy?.type ?? ''] ?? 'You, the member or your partner may not do this here any more.'
}

const asked = new Map<string, Promise<void>>()

/** Looks, as the agent themselves, whether it is still open. Several refusals at once are one question. */
export function askAfter(account: string, delegation: string, token: string): Promise<void> {
  const running = asked.get(delegation)
  if (running) return running
  const question = ask(account, delegation, token).finally(() => asked.delete(delegation))
  asked.set(delegation, question)
  return question
}

async function ask(account: string, delegation: string, authorization: string): Promise<void> {
  const url = `/api/accounts/${account}/delegations/${delegation}`
  const answer = await fetch(url, { headers: { authorization }, cache: 'no-store' }).catch(() => undefined)
  if (answer?.ok) {
    const found: Kept = await answer.json()
    if (found.status !== 'active') endActing(account, delegation, whyOver(found))
  } else if (answer?.status === 403 || answer?.status === 404) {
    endActing(account, delegation, 'This account is not open to you in the same way any more.')
  }
}
