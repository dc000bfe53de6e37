import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { api, type Item, must } from '../../api/client.ts'
import { downloadCsv } from '../../parts/download.ts'
import { Instant } from '../../parts/instant.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { type Column, useTableChoices } from '../../parts/table-choices.tsx'
import { Page } from '../../shell/page.tsx'
import { humane } from '../../words.ts'
import { usePartner } from './partner.ts'
import { useAgentNames } from './use-agent-names.ts'

type Entry = Item<'listPartnerAudit'>

/** What changed of the partner and its staff: it holds no names, so those of today are put beside. */
export function PartnerAudit() {
  const { id: partner, name } = usePartner()
  const [pages, setPages] = useState<number>()
  const { failed } = useNotices()
  const nameOf = useAgentNames()
  const by = ({ type, id }: Entry['actor']) =>
    type === 'agent' ? nameOf(id) : type === 'service' ? 'The platform' : 'Gatepass'
  const columns: Column<Entry>[] = [
    { id: 'at', header: 'When', minWidth: 210, cell: ({ at }) => <Instant at={at} /> },
    { id: 'action', header: 'What', isRowHeader: true, minWidth: 200, cell: ({ action }) => humane(action) },
    { id: 'by', header: 'By', minWidth: 160, cell: ({ actor }) => <span title={actor.id}>{by(actor)}</span> },
    {
      id: 'target',
      header: 'About',
      minWidth: 160,
      cell: ({ target }) => <span title={target}>{target === partner ? name : nameOf(target)}</span>,
    },
  ]
  const choices = useTableChoices('partner-audit', columns)
  const list = usePages<Entry>(['partner', 'audit'], choices.pageSize, (cursor) => {
    const query = { limit: choices.pageSize, ...(cursor && { cursor }) }
    return must(api.GET('/api/partners/{partner}/audit', { params: { path: { partner }, query } }))
  })
  const save = async () => {
    setPages(0)
    await downloadCsv('partner-audit.csv', `/api/partners/${partner}/audit`, { limit: '100' }, setPages).catch(failed)
    setPages(undefined)
  }
  return (
    <Page
      title="Audit"
      header={
        <Header
          variant="h1"
          description="What changed of your partner and its staff, newest first."
          actions={
            <Button
              iconName="download"
              loading={pages !== undefined}
              loadingText={`Page ${(pages ?? 0) + 1}`}
              onClick={save}
            >
              Download as CSV
            </Button>
          }
        >
          Audit
        </Header>
      }
    >
      <PagedTable
        list={list}
        columns={columns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Audit"
        header={<Header variant="h2">Changes</Header>}
        empty={<Empty title="Nothing has changed yet" />}
      />
    </Page>
  )
}
