import { useCollection } from '@cloudscape-design/collection-hooks'
import Alert from '@cloudscape-design/components/alert'
import Header from '@cloudscape-design/components/header'
import Pagination from '@cloudscape-design/components/pagination'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import TextFilter from '@cloudscape-design/components/text-filter'
import { type ReactNode, useMemo, useState } from 'react'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { Refused } from '../../parts/refused.tsx'
import { useTableChoices } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { endedColumns, endsColumns, runningColumns } from './expert-columns.tsx'
import { type Expert, ended, readExperts, running, type Status, useUpcomingEnds } from './queries.ts'

interface Kind {
  label: string
  statuses: readonly Status[]
  columns: typeof runningColumns
  names: Partial<Record<Status | 'all', string>>
}

const kinds: Record<'running' | 'ended', Kind> = {
  running: {
    label: 'Active and invited experts',
    statuses: running,
    columns: runningColumns,
    names: { all: 'All', active: 'Active', invited: 'Invitation sent' },
  },
  ended: {
    label: 'Experts whose access has ended',
    statuses: ended,
    columns: endedColumns,
    names: { all: 'All', expired: 'Expired', revoked: 'Revoked' },
  },
}

/** Those who have, or had, access, a page at a time. */
export function ExpertList({ kind, empty }: { kind: keyof typeof kinds; empty: ReactNode }) {
  const { id: account } = useAccount()
  const { label, statuses, names, columns: columnsOf } = kinds[kind]
  const columns = useMemo(() => columnsOf(account), [account, columnsOf])
  const choices = useTableChoices(`experts-${kind}`, columns)
  const [status, setStatus] = useState('all')
  const [typed, setTyped] = useState('')
  const [search, setSearch] = useState('')
  const wanted = status === 'all' ? statuses : statuses.filter((one) => one === status)
  const key = ['accounts', account, 'experts', kind, status, search]
  const list = usePages<Expert>(
    key,
    choices.pageSize,
    readExperts({ account, statuses: wanted, limit: choices.pageSize, search }),
  )
  const isNarrowed = status !== 'all' || search !== ''
  return (
    <PagedTable
      list={list}
      columns={columns}
      choices={choices}
      trackBy="id"
      variant="container"
      stickyColumns={{ last: 1 }}
      label={label}
      header={<Header variant="h2">{label}</Header>}
      empty={isNarrowed ? <Empty title="Nobody matches">Search for something else, or show all.</Empty> : empty}
      filter={
        <SpaceBetween direction="horizontal" size="s">
          <TextFilter
            filteringText={typed}
            filteringPlaceholder="Find by name or email"
            filteringAriaLabel="Find by name or email"
            onChange={({ detail }) => setTyped(detail.filteringText)}
            onDelayedChange={({ detail }) => setSearch(detail.filteringText.trim())}
          />
          <SegmentedControl
            label="Status"
            selectedId={status}
            onChange={({ detail }) => setStatus(detail.selectedId)}
            options={Object.entries(names).map(([id, text]) => ({ id, text: text ?? id }))}
          />
        </SpaceBetween>
      }
    />
  )
}

/** Whose end comes next stands first. */
export function UpcomingEnds({ empty }: { empty: ReactNode }) {
  const { id: account } = useAccount()
  const { data, error, refetch, isPending } = useUpcomingEnds()
  const columns = useMemo(() => endsColumns(account), [account])
  const { items, paginationProps } = useCollection(data?.experts ?? [], { pagination: { pageSize: 25 } })
  return (
    <SpaceBetween size="m">
      {data?.isCut && (
        <Alert type="info" statusIconAriaLabel="Info">
          There are more experts than can be sorted here: these are the ends of the newest thousand.
        </Alert>
      )}
      <Table<Expert>
        variant="container"
        enableKeyboardNavigation
        resizableColumns
        stickyHeader
        trackBy="id"
        items={items}
        loading={isPending && !error}
        loadingText="Loading upcoming ends"
        columnDefinitions={columns}
        ariaLabels={{ tableLabel: 'Upcoming ends' }}
        header={
          <Header variant="h2" description="Each ends by itself; nobody has to be there.">
            Upcoming ends
          </Header>
        }
        pagination={<Pagination {...paginationProps} />}
        empty={error ? <Refused error={error} onRetry={() => refetch()} /> : empty}
      />
    </SpaceBetween>
  )
}
