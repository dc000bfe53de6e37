import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, must } from '../api/client.ts'
import { type Place, refresh } from '../api/queries.ts'
import { Countdown } from '../parts/countdown.tsx'
import { useNotices } from '../parts/notices.tsx'
import { actUnder } from '../session/acting.ts'

/** Whoever acts on behalf of somebody cannot overlook it, and can stop at any time. */
export function ActingBanner({ place: { account, me } }: { place: Place }) {
  const [busy, setBusy] = useState(false)
  const { done, failed } = useNotices()
  const { delegation } = me
  if (!delegation) return null
  const leave = async () => {
    actUnder(account.id, undefined)
    await refresh(account.id)
  }
  const stop = async () => {
    setBusy(true)
    try {
      const path = { account: account.id, delegation: delegation.id }
      await must(api.DELETE('/api/accounts/{account}/delegations/{delegation}', { params: { path } }))
      await leave()
      done('The delegation has ended. You speak for yourself again.')
    } catch (error) {
      failed(error)
      setBusy(false)
    }
  }
  const what = delegation.access === 'write' ? 'may look and change' : 'may only look'
  return (
    <Alert
      type="warning"
      statusIconAriaLabel="Warning"
      header={`You act on behalf of ${delegation.onBehalfOf.name ?? 'a member'}`}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={leave}>Set aside</Button>
          <Button onClick={stop} loading={busy}>
            End delegation
          </Button>
        </SpaceBetween>
      }
    >
      Both your names stand on everything you do here. You {what}. <Countdown until={delegation.until} onOver={leave} />
    </Alert>
  )
}
