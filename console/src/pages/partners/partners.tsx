import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { useAccount } from '../../shell/account.tsx'
import { mayAct } from '../../shell/agent-place.tsx'
import { Page } from '../../shell/page.tsx'
import { ActDialog } from '../acting/act-dialog.tsx'
import { Delegations } from './delegations.tsx'
import { LetIn } from './let-in.tsx'
import { Standing } from './standing.tsx'
import { WaitingChanges } from './waiting-changes.tsx'

/** Everything an account has to do with partners. */
export function Partners() {
  const place = useAccount()
  const { can } = place
  const [acting, setActing] = useState(false)
  const [search, setSearch] = useSearchParams()
  const tabs = [
    ...(can('partner.list') ? [{ id: 'partners', label: 'Partners', content: <LetIn /> }] : []),
    ...(can('delegation.list') ? [{ id: 'acting', label: 'Acting on behalf', content: <Delegations /> }] : []),
    ...(can('waiting-change.list') ? [{ id: 'waiting', label: 'Waiting changes', content: <WaitingChanges /> }] : []),
    { id: 'standing', label: 'Standing', content: <Standing /> },
  ]
  const chosen = search.get('show') ?? ''
  const actions = mayAct(place) && (
    <Button variant="primary" onClick={() => setActing(true)}>
      Act on behalf of…
    </Button>
  )
  return (
    <Page
      title="Partners"
      header={
        <Header
          variant="h1"
          description="Companies that sell or set up this account, what their agents do in it, and where it stands."
          actions={actions}
        >
          Partners
        </Header>
      }
    >
      <Tabs
        tabs={tabs}
        ariaLabel="Partners"
        activeTabId={tabs.some(({ id }) => id === chosen) ? chosen : (tabs[0]?.id ?? '')}
        onChange={({ detail }) => setSearch({ show: detail.activeTabId })}
      />
      {acting && <ActDialog onClose={() => setActing(false)} />}
    </Page>
  )
}
