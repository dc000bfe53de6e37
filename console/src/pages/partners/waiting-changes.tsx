import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
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
import { waitingColumns } from './waiting-columns.tsx'

export type Waiting = Item<'listWaitingChanges'>

/** What agents asked for that happens only if nobody withdraws it. */
export function WaitingChanges() {
  const { id: account, can, terms } = useAccount()
  const [withdrawing, setWithdrawing] = useState<Waiting>()
  const { done } = useNotices()
  const roleName = (role: string) => terms.roles.find(({ id }) => id === role)?.name ?? role
  const columns: Column<Waiting>[] = [
    ...waitingColumns(account, roleName),
    ...(can('waiting-change.withdraw')
      ? [
          {
            id: 'action',
            header: 'Action',
            minWidth: 110,
            cell: (one: Waiting) =>
              one.status === 'waiting' && (
                <Button variant="inline-link" onClick={() => setWithdrawing(one)}>
                  Withdraw
                </Button>
              ),
          },
        ]
      : []),
  ]
  const choices = useTableChoices('waiting-changes', columns)
  const list = usePages<Waiting>(['accounts', account, 'waiting-changes'], choices.pageSize, (cursor) => {
    const query = { limit: choices.pageSize, ...(cursor && { cursor }) }
    return must(api.GET('/api/accounts/{account}/waiting-changes', { params: { path: { account }, query } }))
  })
  const withdraw = async ({ id: change, version }: Waiting) => {
    const params = { path: { account, change }, header: ifMatch(version) }
    await must(api.DELETE('/api/accounts/{account}/waiting-changes/{change}', { params }))
    await refresh(account)
    done('The change is withdrawn. Everything stays as it is.')
  }
  return (
    <>
      <PagedTable
        list={list}
        columns={columns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Waiting changes"
        header={
          <Header
            variant="h2"
            description="Some of what agents of partners ask for waits first, so that it can be withdrawn in time."
          >
            Waiting changes
          </Header>
        }
        empty={
          <Empty title="Nothing waits">
            When an agent asks for a change that has to wait, you get a mail about it.
          </Empty>
        }
      />
      {withdrawing && (
        <Confirm
          title="Withdraw this change?"
          action="Withdraw"
          onClose={() => setWithdrawing(undefined)}
          onConfirm={() => withdraw(withdrawing)}
        >
          It will not happen: <MemberName id={withdrawing.member} none="the member" /> stays as they are. The agent who
          asked can ask again.
        </Confirm>
      )}
    </>
  )
}
