import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, csv, type Item, must } from '../../api/client.ts'
import { download } from '../../parts/download.ts'
import { Instant } from '../../parts/instant.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { Empty } from '../../parts/paged-table.tsx'
import { Refused } from '../../parts/refused.tsx'
import { Status } from '../../parts/status.tsx'
import { useAccount } from '../../shell/account.tsx'
import type { Expert } from './queries.ts'
import { ReportDialog } from './report-dialog.tsx'

export type Report = Item<'listReports'>

export const reportPath = ({ account, member, id }: Report) =>
  `/api/accounts/${account}/experts/${member}/reports/${id}`

/** What was mailed at the end: to read here, and to keep. */
export function Reports({ expert }: { expert: Expert }) {
  const { id: account } = useAccount()
  const [read, setRead] = useState<Report>()
  const { data, error, refetch, isPending } = useQuery({
    queryKey: ['accounts', account, 'experts', 'one', expert.id, 'reports'],
    queryFn: () =>
      must(
        api.GET('/api/accounts/{account}/experts/{member}/reports', {
          params: { path: { account, member: expert.id }, query: { limit: 100 } },
        }),
      ),
  })
  return (
    <>
      <Table<Report>
        enableKeyboardNavigation
        trackBy="id"
        items={data?.items ?? []}
        loading={isPending && !error}
        loadingText="Loading reports"
        ariaLabels={{ tableLabel: 'Reports' }}
        header={
          <Header variant="h2" description="Mailed to the account’s report address, and kept as it was.">
            Reports
          </Header>
        }
        columnDefinitions={[
          { id: 'at', header: 'Written', isRowHeader: true, cell: ({ createdAt }) => <Instant at={createdAt} /> },
          { id: 'ended', header: 'How it ended', cell: ({ ended }) => <Status status={ended} /> },
          { id: 'events', header: 'Done', cell: ({ counts }) => counts.events },
          { id: 'permitted', header: 'Permitted', cell: ({ counts }) => counts.permitted },
          { id: 'denied', header: 'Denied', cell: ({ counts }) => counts.denied },
          {
            id: 'personal',
            header: 'Personal data',
            cell: ({ counts: { personalData } }) => personalData.reported + personalData.permitted,
          },
          {
            id: 'actions',
            header: 'Actions',
            cell: (report) => <Acts report={report} onRead={() => setRead(report)} />,
          },
        ]}
        empty={
          error ? (
            <Refused error={error} onRetry={() => refetch()} />
          ) : (
            <Empty title="No report yet">It is written and mailed when access ends, also where nothing was done.</Empty>
          )
        }
      />
      {read && <ReportDialog report={read} onClose={() => setRead(undefined)} />}
    </>
  )
}

function Acts({ report, onRead }: { report: Report; onRead: () => void }) {
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <Button variant="inline-link" onClick={onRead}>
        Read
      </Button>
      <DownloadReport report={report} variant="inline-link" />
    </SpaceBetween>
  )
}

export function DownloadReport({ report, variant }: { report: Report; variant: 'inline-link' | 'normal' }) {
  const { failed } = useNotices()
  const [busy, setBusy] = useState(false)
  const take = async () => {
    setBusy(true)
    await csv(reportPath(report))
      .then(({ text }) => download(`report-${report.id}.csv`, text))
      .catch(failed)
    setBusy(false)
  }
  return (
    <Button variant={variant} iconName="download" onClick={take} loading={busy} loadingText="Reading the report">
      Download CSV
    </Button>
  )
}
