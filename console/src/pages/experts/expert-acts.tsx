/** What is done about one expert: some at once, most after saying what follows. */
import { type ReactNode, useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { extended, windowFrom } from '../../invite/window.ts'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { type Act, hoursOf, type Offer, offersFor } from './acts.ts'
import { DeleteDetails, Resend, Revoke } from './confirmations.tsx'
import { Changed, EditDuration } from './edit-duration.tsx'
import { nameOf } from './expert-cells.tsx'
import type { Expert } from './queries.ts'

const dialogs: Partial<Record<Act, (props: { expert: Expert; onClose: () => void }) => ReactNode>> = {
  edit: EditDuration,
  resend: Resend,
  revoke: Revoke,
  delete: DeleteDetails,
}

export function useExpertActs(expert: Expert) {
  const { id: account, terms, can } = useAccount()
  const notices = useNotices()
  const [asked, setAsked] = useState<Act>()
  const window = windowFrom(Date.now(), terms.experts?.longestWindowHours ?? 0)
  const offers: Offer[] = offersFor(expert, can, window)

  const extend = async (hours: number) => {
    const until = extended(expert.until ?? '', hours, window)
    if (until === undefined) return
    try {
      const params = { path: { account, member: expert.id }, header: ifMatch(expert.version) }
      await must(api.PATCH('/api/accounts/{account}/experts/{member}', { params, body: { until } }))
      notices.done(<Changed name={nameOf(expert)} until={until} />)
    } catch (error) {
      notices.failed(error)
    }
    await refresh(account)
  }
  const start = (act: Act) => (act === 'hour' || act === 'day' ? extend(hoursOf[act]) : setAsked(act))
  const Dialog = asked && dialogs[asked]
  return { offers, start, dialog: Dialog && <Dialog expert={expert} onClose={() => setAsked(undefined)} /> }
}
