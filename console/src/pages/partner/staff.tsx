import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import { useState } from 'react'
import { api, type Item, must } from '../../api/client.ts'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { useTableChoices } from '../../parts/table-choices.tsx'
import { Page } from '../../shell/page.tsx'
import { AgentActions } from './agent-actions.tsx'
import { agentColumns } from './agent-columns.tsx'
import { InviteAgents } from './invite-agents.tsx'
import { usePartner } from './partner.ts'

export type Agent = Item<'listAgents'>

/** The partner's named people. Who leads the staff invites and removes the others. */
export function Staff() {
  const { id: partner, lead } = usePartner()
  const [inviting, setInviting] = useState(false)
  const columns = [
    ...agentColumns,
    ...(lead
      ? [{ id: 'action', header: 'Actions', minWidth: 130, cell: (agent: Agent) => <AgentActions agent={agent} /> }]
      : []),
  ]
  const choices = useTableChoices('staff', columns)
  const list = usePages<Agent>(['partner', 'staff'], choices.pageSize, (cursor) => {
    const query = { limit: choices.pageSize, ...(cursor && { cursor }) }
    return must(api.GET('/api/partners/{partner}/agents', { params: { path: { partner }, query } }))
  })
  const invite = lead && (
    <Button variant="primary" onClick={() => setInviting(true)}>
      Invite agents
    </Button>
  )
  return (
    <Page
      title="Staff"
      header={
        <Header
          variant="h1"
          description="Named people with an address of their own. Whoever stays away for too long is let in no more."
          actions={invite}
        >
          Staff
        </Header>
      }
    >
      <PagedTable
        list={list}
        columns={columns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Agents"
        header={<Header variant="h2">Agents</Header>}
        empty={
          <Empty title="There are no agents" action={invite}>
            Invite the people who work in your customers’ accounts.
          </Empty>
        }
      />
      {inviting && <InviteAgents onClose={() => setInviting(false)} />}
    </Page>
  )
}
