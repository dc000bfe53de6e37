/** A tab that acts under a delegation which is over must not die of refusals: it is asked after, and left behind. */
import { endActing } from '../session/acting.ts'

interface Kept {
  status: 'active' | 'expired' | 'ended'
  endedBy: { type: string } | null
}

const byWhom: Record<string, string> = {
  member: 'Somebody of the account ended it.',
  agent: 'It was ended by you, or for you by your partner.',
  service: 'The platform ended it.',
}

function whyOver({ status, endedBy }: Kept): string {
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
  const look = (path: string, more = {}) =>
    fetch(`/api/accounts/${account}${path}`, { headers: { authorization, ...more }, cache: 'no-store' }).catch(
      () => undefined,
    )
  // Open to whoever is let in, whatever the catalog lets agents see of delegations.
  const place = await look('/me', { 'gatepass-delegation': delegation })
  if (place?.status !== 403 && place?.status !== 404) return
  const found = await look(`/delegations/${delegation}`)
  const kept: Kept | undefined = found?.ok ? await found.json() : undefined
  endActing(account, delegation, kept ? whyOver(kept) : 'It is not open to you any more.')
}
