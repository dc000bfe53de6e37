import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { csv } from '../../api/client.ts'
import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import { Refused } from '../../parts/refused.tsx'
import { Status } from '../../parts/status.tsx'
import { useAccount } from '../../shell/account.tsx'
import { rowsOf } from './csv-rows.ts'
import { EndedBy, scopeOf } from './expert-cells.tsx'
import { Outcome, What } from './outcome.tsx'
import { DownloadReport, type Report, reportPath } from './reports.tsx'

/** As much as can be read in one go; the file has all. */
const mostRows = 200

/** A report as people read it: what it was about, then line by line. */
export function ReportDialog({ report, onClose }: { report: Report; onClose: () => void }) {
  return (
    <Modal
      visible
      size="max"
      header="Report"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <DownloadReport report={report} variant="normal" />
            <Button variant="primary" onClick={onClose}>
              Close
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="l">
        <KeyValuePairs columns={4} minColumnWidth={180} items={facts(report)} />
        <Lines report={report} />
      </SpaceBetween>
    </Modal>
  )
}

const facts = (report: Report) => [
  { label: 'How it ended', value: <Status status={report.ended} /> },
  { label: 'Ended', value: <Instant at={report.endedAt} /> },
  {
    label: 'Ended by',
    value: <EndedBy expert={report.member} by={report.endedBy} />,
  },
  { label: 'Access', value: scopeOf(report) },
  { label: 'Invited', value: <Instant at={report.invitedAt} /> },
  { label: 'Accepted', value: <Instant at={report.acceptedAt} none="Never" /> },
  { label: 'End that was set', value: <Instant at={report.until} none="No limit" /> },
  {
    label: 'Consent',
    value: (
      <>
        <MemberName id={report.consent.by} />, wording {report.consent.wordingVersion}
      </>
    ),
  },
  { label: 'Done, as the platform says', value: report.counts.events },
  { label: 'Requests permitted', value: report.counts.permitted },
  { label: 'Requests denied', value: report.counts.denied },
  {
    label: 'Personal data downloaded',
    value: `${report.counts.personalData.reported} done, ${report.counts.personalData.permitted} permitted`,
  },
]

function Lines({ report }: { report: Report }) {
  const { id: account } = useAccount()
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['accounts', account, 'reports', report.id],
    queryFn: async () => rowsOf((await csv(reportPath(report))).text),
    staleTime: Number.POSITIVE_INFINITY,
  })
  const rows = data ?? []
  return (
    <SpaceBetween size="xs">
      <Refused error={error} onRetry={() => refetch()} />
      <Table<Record<string, string>>
        variant="embedded"
        enableKeyboardNavigation
        trackBy="id"
        items={rows.slice(0, mostRows)}
        loading={isPending && !error}
        loadingText="Reading the report"
        ariaLabels={{ tableLabel: 'Lines of the report' }}
        columnDefinitions={[
          { id: 'at', header: 'When', isRowHeader: true, cell: ({ at }) => <Instant at={at} /> },
          {
            id: 'what',
            header: 'What',
            cell: ({ resource_type = '', action = '', resource_id }) => (
              <What type={resource_type} action={action} id={resource_id} />
            ),
          },
          {
            id: 'outcome',
            header: 'Outcome',
            cell: ({ outcome = '', reason, personal_data }) => (
              <Outcome outcome={outcome} reason={reason} personalData={personal_data === 'yes'} />
            ),
          },
          { id: 'detail', header: 'Detail', cell: ({ detail }) => detail || '–' },
        ]}
        empty={<Box color="text-body-secondary">Nothing was done, and nothing was asked for.</Box>}
      />
      {rows.length > mostRows && (
        <Box color="text-body-secondary">
          These are the first {mostRows} of {rows.length} lines; the file has all of them.
        </Box>
      )}
    </SpaceBetween>
  )
}
