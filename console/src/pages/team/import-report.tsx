import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import ProgressBar from '@cloudscape-design/components/progress-bar'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useEffect } from 'react'
import { type Answer, api, type Item, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { downloadCsv } from '../../parts/download.ts'
import { Instant } from '../../parts/instant.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { type Column, Empty, PagedTable, useTableChoices } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { RouteLink } from '../../parts/route-link.tsx'
import { useAccount } from '../../shell/account.tsx'
import { sentence } from '../../words.ts'

export type Job = Answer<'readImport'>
type Row = Item<'readImport'>

const often = 1000
const leaving = 'It goes on when you leave this page; its address brings you back.'

const read = (account: string, job: string, query: { limit: number; cursor?: string }) =>
  must(
    api.GET('/api/accounts/{account}/members/imports/{import}', { params: { path: { account, import: job }, query } }),
  )

/** How far it is, asked for until it is done. */
export function useJob(id: string | null) {
  const { id: account } = useAccount()
  const query = useQuery({
    queryKey: ['accounts', account, 'imports', id],
    queryFn: () => read(account, id ?? '', { limit: 1 }),
    enabled: id !== null,
    refetchInterval: ({ state }) => (state.data?.state === 'running' ? often : false),
  })
  const isImported = query.data?.state === 'done' && !query.data.dryRun
  useEffect(() => {
    if (isImported) refresh(account)
  }, [isImported, account])
  return query
}

function progress({ dryRun, state }: Job): string {
  if (state === 'done') return dryRun ? 'Checked' : 'Imported'
  return dryRun ? 'Checking the rows' : 'Importing the rows'
}

export function JobReport({ job, children }: { job: Job; children: ReactNode }) {
  const { id: account } = useAccount()
  const { failed } = useNotices()
  const isDone = job.state === 'done'
  const title = job.dryRun ? 'What an import would do' : 'Import'
  const save = () =>
    downloadCsv(
      `import-${job.dryRun ? 'check' : 'report'}.csv`,
      `/api/accounts/${account}/members/imports/${job.id}`,
      {},
    ).catch(failed)
  return (
    <SpaceBetween size="l">
      <Container
        header={
          <Header
            variant="h2"
            actions={
              isDone && (
                <Button iconName="download" onClick={save}>
                  Download report
                </Button>
              )
            }
          >
            {title}
          </Header>
        }
      >
        <SpaceBetween size="m">
          <ProgressBar
            value={job.rows === 0 ? 100 : (100 * job.done) / job.rows}
            label={progress(job)}
            additionalInfo={isDone ? undefined : `${job.done} of ${job.rows} rows. ${leaving}`}
            {...(isDone && { status: 'success' as const, resultText: `${job.rows} of ${job.rows} rows` })}
          />
          <Counts job={job} />
          {isDone && !job.dryRun && (
            <span>
              Done on <Instant at={job.finishedAt} />.{' '}
              <RouteLink to={`/accounts/${account}/team`}>See the team</RouteLink>
            </span>
          )}
          {children}
        </SpaceBetween>
      </Container>
      {isDone && <Rows job={job} />}
    </SpaceBetween>
  )
}

const Counts = ({ job: { dryRun, created, updated, unchanged, refused } }: { job: Job }) => (
  <KeyValuePairs
    columns={4}
    items={[
      { label: dryRun ? 'Would be invited' : 'Invited', value: created },
      { label: dryRun ? 'Would be changed' : 'Changed', value: updated },
      { label: 'As they are', value: unchanged },
      { label: 'Refused', value: refused },
    ]}
  />
)

const outcomes: Record<Row['outcome'], [StatusIndicatorProps.Type, string]> = {
  created: ['success', 'Invited'],
  updated: ['success', 'Changed'],
  unchanged: ['stopped', 'As it is'],
  refused: ['error', 'Refused'],
  'would-create': ['pending', 'Would be invited'],
  'would-update': ['pending', 'Would be changed'],
}

function why({ faults, detail, field, code }: Row): string {
  const all = faults ?? (detail === undefined ? [] : [{ detail, code: code ?? '', ...(field && { field }) }])
  return all.map((fault) => sentence(`${fault.field ? `${fault.field}: ` : ''}${fault.detail}`)).join(' ')
}

const columns: Column<Row>[] = [
  { id: 'row', header: 'Row', width: 90, cell: ({ row }) => row, isRowHeader: true },
  { id: 'email', header: 'Email', minWidth: 200, cell: ({ email }) => email || '–' },
  {
    id: 'outcome',
    header: 'Outcome',
    minWidth: 170,
    cell: ({ outcome }) => <StatusIndicator type={outcomes[outcome][0]}>{outcomes[outcome][1]}</StatusIndicator>,
  },
  { id: 'why', header: 'Why', minWidth: 300, cell: (row) => why(row) || '–' },
]

function Rows({ job: { id, resultsUntil } }: { job: Job }) {
  const { id: account } = useAccount()
  const choices = useTableChoices('import', columns)
  const list = usePages(['accounts', account, 'imports', id, 'rows'], choices.pageSize, (cursor) =>
    read(account, id, { limit: choices.pageSize, ...(cursor && { cursor }) }),
  )
  return (
    <PagedTable<Row>
      list={list}
      variant="container"
      label="Rows of the file"
      columns={columns}
      choices={choices}
      trackBy={({ row }) => String(row)}
      header={<Header variant="h2">Row by row</Header>}
      empty={
        <Empty title="The rows are not kept any more">
          They were kept until <Instant at={resultsUntil} />.
        </Empty>
      }
    />
  )
}
