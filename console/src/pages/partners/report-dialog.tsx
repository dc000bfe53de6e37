import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { type Answer, api, must } from '../../api/client.ts'
import { downloadCsv } from '../../parts/download.ts'
import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useAccount } from '../../shell/account.tsx'
import { actingNames } from '../../words.ts'
import type { Delegation } from './delegations.tsx'

type Report = Answer<'readDelegationReport'>

/** What was mailed when it ended. */
export function ReportDialog({ delegation, onClose }: { delegation: Delegation; onClose: () => void }) {
  const { id: account } = useAccount()
  const [refused, setRefused] = useState<unknown>()
  const path = { account, delegation: delegation.id }
  const { data, error, refetch } = useQuery({
    queryKey: ['accounts', account, 'delegations', 'report', delegation.id],
    queryFn: () => must(api.GET('/api/accounts/{account}/delegations/{delegation}/report', { params: { path } })),
  })
  const save = async () => {
    setRefused(undefined)
    const url = `/api/accounts/${account}/delegations/${delegation.id}/report`
    await downloadCsv(`gatepass-report-${data?.id}.csv`, url, {}).catch(setRefused)
  }
  const buttons = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onClose}>
          Close
        </Button>
        <Button variant="primary" iconName="download" disabled={!data} onClick={save}>
          Download as CSV
        </Button>
      </SpaceBetween>
    </Box>
  )
  return (
    <Modal
      visible
      size="large"
      header={`What ${delegation.agent.name ?? 'the agent'} did`}
      footer={buttons}
      onDismiss={onClose}
      closeAriaLabel="Close"
    >
      <SpaceBetween size="m">
        <Refused error={refused} />
        {error && <Refused error={error} onRetry={() => refetch()} />}
        {!data && !error && <Spinner size="large" />}
        {data && <KeyValuePairs columns={3} items={facts(data)} />}
      </SpaceBetween>
    </Modal>
  )
}

const facts = (report: Report) => [
  { label: 'On behalf of', value: <MemberName id={report.onBehalfOf} /> },
  { label: 'Reason', value: report.reason },
  { label: 'Access', value: actingNames[report.access].name },
  { label: 'Began', value: <Instant at={report.since} /> },
  { label: 'Ended', value: <Instant at={report.endedAt} /> },
  { label: 'How it ended', value: report.ended === 'expired' ? 'Its time ran out' : 'It was ended early' },
  { label: 'Done on the platform', value: report.counts.events },
  { label: 'Requests permitted', value: report.counts.permitted },
  { label: 'Requests denied', value: report.counts.denied },
  { label: 'Downloads of personal data', value: report.counts.personalData.reported },
  { label: 'Lines in the file', value: report.rows },
  { label: 'Fingerprint (SHA-256)', value: <Box variant="code">{report.sha256.slice(0, 16)}…</Box> },
]
