import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { api, must } from '../../api/client.ts'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { type Column, useTableChoices } from '../../parts/table-choices.tsx'
import { Page } from '../../shell/page.tsx'
import { EditOrganization } from './edit-organization.tsx'
import { ExpressDialog } from './express-dialog.tsx'
import { usePartner } from './partner.ts'
import type { Organization } from './use-organizations.ts'

/** The organizations that the partner owns. */
export function Organizations() {
  const { may, regions } = usePartner()
  const [editing, setEditing] = useState<Organization>()
  const [creating, setCreating] = useState<Organization>()
  const regionName = (region: string | null) => regions.find(({ id }) => id === region)?.name ?? region ?? '–'
  const columns: Column<Organization>[] = [
    { id: 'name', header: 'Organization', isRowHeader: true, minWidth: 150, cell: ({ name }) => name },
    {
      id: 'hosts',
      header: 'Express accounts',
      minWidth: 155,
      cell: ({ hostsExpress }) =>
        hostsExpress ? (
          <StatusIndicator type="success">Can be created</StatusIndicator>
        ) : (
          <StatusIndicator type="stopped">Not in this one</StatusIndicator>
        ),
    },
    { id: 'region', header: 'Their region', minWidth: 115, cell: ({ express }) => regionName(express.region) },
    { id: 'zone', header: 'Their time zone', minWidth: 140, cell: ({ express }) => express.timeZone ?? '–' },
    {
      id: 'limit',
      header: 'Most licenses',
      minWidth: 120,
      cell: ({ express }) => express.licenseLimit ?? 'Not limited',
    },
    {
      id: 'action',
      header: 'Actions',
      minWidth: 260,
      cell: (one) => (
        <SpaceBetween direction="horizontal" size="s">
          {may.includes('organization.update') && (
            <Button variant="inline-link" ariaLabel={`Edit ${one.name}`} onClick={() => setEditing(one)}>
              Edit
            </Button>
          )}
          {may.includes('express-account.create') && one.hostsExpress && (
            <Button
              variant="inline-link"
              ariaLabel={`Create Express account in ${one.name}`}
              onClick={() => setCreating(one)}
            >
              Create Express account
            </Button>
          )}
        </SpaceBetween>
      ),
    },
  ]
  const choices = useTableChoices('organizations', columns)
  const list = usePages<Organization>(['partner', 'organizations'], choices.pageSize, (cursor) => {
    const query = { limit: choices.pageSize, ...(cursor && { cursor }) }
    return must(api.GET('/api/partner/organizations', { params: { query } }))
  })
  return (
    <Page
      title="Organizations"
      header={
        <Header
          variant="h1"
          description="Parents of accounts. Your agents are let into every account under one of yours."
        >
          Organizations
        </Header>
      }
    >
      <PagedTable
        list={list}
        columns={columns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Organizations"
        header={<Header variant="h2">Yours</Header>}
        empty={<Empty title="You own no organization">The platform makes organizations and says who owns them.</Empty>}
      />
      {editing && <EditOrganization organization={editing} onClose={() => setEditing(undefined)} />}
      {creating && <ExpressDialog organization={creating} onClose={() => setCreating(undefined)} />}
    </Page>
  )
}
