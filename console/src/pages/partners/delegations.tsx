import Header from '@cloudscape-design/components/header'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import { useState } from 'react'
import { api, type Item, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { type Column, useTableChoices } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { DelegationActions } from './delegation-actions.tsx'
import { delegationColumns } from './delegation-columns.tsx'
import { ReportDialog } from './report-dialog.tsx'

export type Delegation = Item<'listDelegations'>

const kinds = { all: undefined, active: 'active', ended: 'ended', expired: 'expired' } as const
type Kind = keyof typeof kinds

/** Who acted on behalf of whom. An agent sees their own. */
export function Delegations() {
  const { id: account, me } = useAccount()
  const [kind, setKind] = useState<Kind>('all')
  const [ending, setEnding] = useState<Delegation>()
  const [reporting, setReporting] = useState<Delegation>()
  const { done } = useNotices()
  const columns: Column<Delegation>[] = [
    ...delegationColumns(account),
    {
      id: 'action',
      header: 'Actions',
      minWidth: 120,
      cell: (one) => <DelegationActions delegation={one} onEnd={setEnding} onReport={setReporting} />,
    },
  ]
  const choices = useTableChoices('delegations', columns)
  const status = kinds[kind]
  const list = usePages<Delegation>(['accounts', account, 'delegations', kind], choices.pageSize, (cursor) => {
    const query = { limit: choices.pageSize, ...(status && { status }), ...(cursor && { cursor }) }
    return must(api.GET('/api/accounts/{account}/delegations', { params: { path: { account }, query } }))
  })
  const end = async ({ id: delegation, version }: Delegation) => {
    const params = { path: { account, delegation }, header: ifMatch(version) }
    await must(api.DELETE('/api/accounts/{account}/delegations/{delegation}', { params }))
    await refresh(account)
    done('The delegation has ended. Its report is on the way.')
  }
  return (
    <>
      <PagedTable
        list={list}
        columns={columns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Delegations"
        header={
          <Header variant="h2" description="Both names stand on everything that was done, and each end is reported.">
            Who acted on behalf of whom
          </Header>
        }
        filter={
          <SegmentedControl
            label="Which"
            selectedId={kind}
            options={[
              { id: 'all', text: 'All' },
              { id: 'active', text: 'Active' },
              { id: 'ended', text: 'Ended early' },
              { id: 'expired', text: 'Expired' },
            ]}
            onChange={({ detail }) => setKind(detail.selectedId as Kind)}
          />
        }
        empty={
          <Empty title={kind === 'all' ? 'Nobody has acted on behalf of a member yet' : 'There is none of these'}>
            {me.kind === 'partner'
              ? 'Begin with “Act on behalf of…”: you name the member, the reason and the end.'
              : 'An agent of a partner names the member, the reason and the end. You are told when one begins.'}
          </Empty>
        }
      />
      {ending && (
        <Confirm
          title="End this delegation?"
          action="End delegation"
          onClose={() => setEnding(undefined)}
          onConfirm={() => end(ending)}
        >
          {ending.agent.name ?? 'The agent'} can act on behalf of{' '}
          <MemberName id={ending.onBehalfOf} none="the member" /> no more, from this moment on. What was done so far is
          reported.
        </Confirm>
      )}
      {reporting && <ReportDialog delegation={reporting} onClose={() => setReporting(undefined)} />}
    </>
  )
}
