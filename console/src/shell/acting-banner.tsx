import Alert from '@cloudscape-design/components/alert'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useCallback, useState } from 'react'
import { api, must } from '../api/client.ts'
import type { Place } from '../api/queries.ts'
import { Countdown } from '../parts/countdown.tsx'
import { useNotices } from '../parts/notices.tsx'
import { actUnder, endActing, forgetOver, useOver } from '../session/acting.ts'
import { actingNames } from '../words.ts'

/** Whoever acts on behalf of somebody cannot overlook it, and can stop at any time. */
export function ActingBanner({ place: { account, me } }: { place: Place }) {
  const over = useOver(account.id)
  if (me.delegation) return <Acting account={account.id} delegation={me.delegation} />
  if (!over) return null
  return (
    <Alert
      type="info"
      dismissible
      dismissAriaLabel="Dismiss"
      statusIconAriaLabel="Note"
      header="You speak for yourself again"
      onDismiss={() => forgetOver(account.id)}
    >
      The delegation is over. {over}
    </Alert>
  )
}

interface Props {
  account: string
  delegation: NonNullable<Place['me']['delegation']>
}

function Acting({ account, delegation: { id, access, until, onBehalfOf } }: Props) {
  const [busy, setBusy] = useState(false)
  const { failed } = useNotices()
  const path = { account, delegation: id }
  const onOver = useCallback(() => endActing(account, id, 'Its time has run out.'), [account, id])
  const stop = async () => {
    setBusy(true)
    try {
      await must(api.DELETE('/api/accounts/{account}/delegations/{delegation}', { params: { path } }))
      endActing(account, id, 'You ended it.')
    } catch (refusal) {
      failed(refusal)
      setBusy(false)
    }
  }
  return (
    <Alert
      type="warning"
      statusIconAriaLabel="Warning"
      header={`You act on behalf of ${onBehalfOf.name ?? 'a member'}`}
      action={
        <SpaceBetween direction="horizontal" size="xs">
          <Button onClick={() => actUnder(account, undefined)}>Speak for myself</Button>
          <Button onClick={stop} loading={busy}>
            End delegation
          </Button>
        </SpaceBetween>
      }
    >
      {actingNames[access].name}: {access === 'write' ? 'what you and they may do is open.' : 'nothing can be changed.'}{' '}
      Both your names stand on everything you do. <Countdown until={until} onOver={onOver} />
    </Alert>
  )
}
