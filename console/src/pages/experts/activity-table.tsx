import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import { useMemo, useState } from 'react'
import { api, type Item, must } from '../../api/client.ts'
import { downloadCsv } from '../../parts/download.ts'
import { Instant } from '../../parts/instant.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { type Column, useTableChoices } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Outcome, What } from './outcome.tsx'
import type { Expert } from './queries.ts'

type Activity = Item<'listActivity'>

const columns: Column<Activity>[] = [
  { id: 'at', header: 'When', width: 215, isRowHeader: true, cell: ({ at }) => <Instant at={at} /> },
  {
    id: 'what',
    header: 'What',
    width: 350,
    cell: ({ resource: { type, id }, action }) => <What type={type} action={action} id={id} />,
  },
  { id: 'outcome', header: 'Outcome', width: 220, cell: (one) => <Outcome {...one} /> },
  {
    id: 'kind',
    header: 'Known from',
    width: 170,
    cell: ({ kind }) => (kind === 'decision' ? 'An access check' : 'The platform'),
  },
  { id: 'detail', header: 'Detail', cell: ({ detail }) => detail ?? '–' },
]

/** Everything an expert did or tried, the newest first. */
export function ActivityTable({ expert }: { expert: Expert }) {
  const { id: account } = useAccount()
  const choices = useTableChoices(
    'expert-activity',
    useMemo(() => columns, []),
  )
  const list = usePages<Activity>(
    ['accounts', account, 'experts', 'one', expert.id, 'activity'],
    choices.pageSize,
    (cursor) => {
      const query = { member: expert.id, limit: choices.pageSize, ...(cursor && { cursor }) }
      return must(api.GET('/api/accounts/{account}/activity', { params: { path: { account }, query } }))
    },
  )
  return (
    <PagedTable
      list={list}
      columns={columns}
      choices={choices}
      trackBy="id"
      variant="container"
      label="What they did"
      header={
        <Header variant="h2" actions={<Export expert={expert} />}>
          What they did
        </Header>
      }
      empty={
        <Empty title="Nothing so far">
          What they do on the platform, and whatever is denied to them, is listed here.
        </Empty>
      }
    />
  )
}

function Export({ expert }: { expert: Expert }) {
  const { id: account } = useAccount()
  const { failed } = useNotices()
  const [pages, setPages] = useState<number>()
  const take = async () => {
    setPages(0)
    await downloadCsv(
      `activity-${expert.id}.csv`,
      `/api/accounts/${account}/activity`,
      { member: expert.id },
      setPages,
    ).catch(failed)
    setPages(undefined)
  }
  return (
    <Button iconName="download" onClick={take} loading={pages !== undefined} loadingText={`Page ${pages} is read`}>
      Download CSV
    </Button>
  )
}
