/** What became of each row of a file, and why. */
import Header from '@cloudscape-design/components/header'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { Item } from '../../api/client.ts'
import { plainly } from '../../api/plainly.ts'
import { Instant } from '../../parts/instant.tsx'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { type Column, useTableChoices } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { sentence } from '../../words.ts'
import { type Job, readJob } from './import-job.ts'

type Row = Item<'readImport'>

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
  return all.map((fault) => sentence(`${fault.field ? `${fault.field}: ` : ''}${plainly(fault.detail)}`)).join(' ')
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

export function JobRows({ job: { id, resultsUntil } }: { job: Job }) {
  const { id: account } = useAccount()
  const choices = useTableChoices('import', columns)
  const list = usePages(['accounts', account, 'imports', id, 'rows'], choices.pageSize, (cursor) =>
    readJob(account, id, { limit: choices.pageSize, ...(cursor && { cursor }) }),
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
