/** What is done about one expert: some at once, most after saying what follows. */
import { createContext, type ReactNode, useContext, useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { extended, windowFrom } from '../../invite/window.ts'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { type Act, hoursOf, type Offer, offersFor } from './acts.ts'
import { DeleteDetails, Resend, Revoke } from './confirmations.tsx'
import { Changed, EditDuration } from './edit-duration.tsx'
import { nameOf } from './expert-cells.tsx'
import { type Expert, useExpert } from './queries.ts'

const dialogs: Partial<Record<Act, (props: { expert: Expert; onClose: () => void }) => ReactNode>> = {
  edit: EditDuration,
  resend: Resend,
  revoke: Revoke,
  delete: DeleteDetails,
}

interface Asked {
  expert: Expert
  act: Act
}

const AskContext = createContext<(asked: Asked) => void>(() => undefined)

/** Around lists and pages: a row that moves to another list, as it does at an end, takes no open dialog with it. */
export function ExpertDialogs({ children }: { children: ReactNode }) {
  const [asked, setAsked] = useState<Asked>()
  return (
    <AskContext value={setAsked}>
      {children}
      {asked && <Dialog {...asked} onClose={() => setAsked(undefined)} />}
    </AskContext>
  )
}

/** About the expert as they are now: what was refused over what they were can be tried again. */
function Dialog({ expert, act, onClose }: Asked & { onClose: () => void }) {
  const { data = expert } = useExpert(expert.id)
  const Shown = dialogs[act]
  return Shown && <Shown expert={data} onClose={onClose} />
}

export function useExpertActs(expert: Expert) {
  const { id: account, terms, can } = useAccount()
  const notices = useNotices()
  const ask = useContext(AskContext)
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
  const start = (act: Act) => (act === 'hour' || act === 'day' ? extend(hoursOf[act]) : ask({ expert, act }))
  return { offers, start }
}
