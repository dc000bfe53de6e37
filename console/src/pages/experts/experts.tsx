import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Tabs from '@cloudscape-design/components/tabs'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { InviteDialog } from '../../invite/invite-dialog.tsx'
import { spanInWords } from '../../invite/window.ts'
import { Empty } from '../../parts/paged-table.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { ExpertDialogs } from './expert-acts.tsx'
import { ExpertList, UpcomingEnds } from './expert-lists.tsx'
import { usePolling } from './queries.ts'

/** Who from outside is let in, until when, and who was. */
export function Experts() {
  const { id, terms, can } = useAccount()
  usePolling()
  const [inviting, setInviting] = useState(false)
  const [, navigate] = useLocation()
  const asked = new URLSearchParams(useSearch()).get('show') ?? ''
  const shown = ['ends', 'ended'].includes(asked) ? asked : 'running'
  const mayInvite = can('expert.invite')
  const invite = mayInvite && (
    <Button variant="primary" onClick={() => setInviting(true)}>
      Invite experts
    </Button>
  )
  const first = (
    <Empty
      title="No expert has access"
      action={mayInvite && <Button onClick={() => setInviting(true)}>Invite an expert</Button>}
    >
      Invite one when you need help: you say who, what they may do, and until when.
    </Empty>
  )
  const { experts } = terms
  return (
    <Page
      title="Expert access"
      header={
        <Header
          variant="h1"
          actions={invite}
          description={
            experts &&
            `People of ${experts.domains.join(', ')} who help you: watched, reported, and out again ${
              experts.mayEndNever ? 'when you say so' : `after ${spanInWords(experts.longestWindowHours)} at most`
            }.`
          }
        >
          Expert access
        </Header>
      }
    >
      <ExpertDialogs>
        <Tabs
          ariaLabel="Expert access"
          activeTabId={shown}
          onChange={({ detail }) => navigate(`/accounts/${id}/experts?show=${detail.activeTabId}`, { replace: true })}
          tabs={[
            { id: 'running', label: 'Active', content: <ExpertList kind="running" empty={first} /> },
            { id: 'ends', label: 'Upcoming ends', content: <UpcomingEnds empty={<NoEnds />} /> },
            { id: 'ended', label: 'Ended', content: <ExpertList kind="ended" empty={<NoneEnded />} /> },
          ]}
        />
      </ExpertDialogs>
      {inviting && <InviteDialog as="expert" onClose={() => setInviting(false)} />}
    </Page>
  )
}

const NoEnds = () => (
  <Empty title="No end is coming up">Nobody from outside has access at the moment, or only without a limit.</Empty>
)
const NoneEnded = () => (
  <Empty title="No access has ended yet">
    Whoever’s time is over, or was revoked, stays listed here with a report.
  </Empty>
)
