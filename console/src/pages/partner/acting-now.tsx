import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useLocation } from 'wouter'
import { api, type Item, ifMatch, must } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { Countdown } from '../../parts/countdown.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { type Column, useTableChoices } from '../../parts/table-choices.tsx'
import { actUnder } from '../../session/acting.ts'
import { Page } from '../../shell/page.tsx'
import { actingNames } from '../../words.ts'
import { AccountName, NameIn } from './names-elsewhere.tsx'
import { refreshPartner } from './partner.ts'

type Delegation = Item<'listOwnDelegations'>

/** On whose behalf the viewer acts, in all accounts. */
export function ActingNow() {
  const [, navigate] = useLocation()
  const [ending, setEnding] = useState<Delegation>()
  const { done } = useNotices()
  const goOn = ({ id, account }: Delegation) => {
    actUnder(account, id)
    navigate(`/accounts/${account}`)
  }
  const columns: Column<Delegation>[] = [
    {
      id: 'account',
      header: 'Account',
      isRowHeader: true,
      minWidth: 160,
      cell: ({ account }) => <AccountName id={account} />,
    },
    {
      id: 'onBehalfOf',
      header: 'On behalf of',
      minWidth: 150,
      cell: ({ account, onBehalfOf }) => <NameIn account={account} member={onBehalfOf} />,
    },
    { id: 'reason', header: 'Reason', minWidth: 240, cell: ({ reason }) => <span title={reason}>{reason}</span> },
    { id: 'access', header: 'Access', minWidth: 120, cell: ({ access }) => actingNames[access].name },
    {
      id: 'until',
      header: 'Left',
      minWidth: 150,
      cell: ({ until }) => <Countdown until={until} onOver={refreshPartner} />,
    },
    {
      id: 'action',
      header: 'Actions',
      minWidth: 130,
      cell: (one) => (
        <SpaceBetween direction="horizontal" size="s">
          <Button variant="inline-link" ariaLabel={`Act, ${one.reason}`} onClick={() => goOn(one)}>
            Act
          </Button>
          <Button variant="inline-link" ariaLabel={`End, ${one.reason}`} onClick={() => setEnding(one)}>
            End
          </Button>
        </SpaceBetween>
      ),
    },
  ]
  const choices = useTableChoices('acting-now', columns)
  const list = usePages<Delegation>(['partner', 'delegations'], choices.pageSize, (cursor) => {
    const query = { limit: choices.pageSize, ...(cursor && { cursor }) }
    return must(api.GET('/api/partner/delegations', { params: { query } }))
  })
  const end = async ({ id: delegation, account, version }: Delegation) => {
    const params = { path: { account, delegation }, header: ifMatch(version) }
    await must(api.DELETE('/api/accounts/{account}/delegations/{delegation}', { params }))
    await refreshPartner()
    done('The delegation has ended.')
  }
  return (
    <Page
      title="Acting now"
      header={
        <Header variant="h1" description="On whose behalf you act just now, in all accounts.">
          Acting now
        </Header>
      }
    >
      <PagedTable
        list={list}
        columns={columns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Open delegations"
        header={<Header variant="h2">Open delegations</Header>}
        empty={
          <Empty title="You act for yourself everywhere">
            Open an account and choose “Act on behalf of…” to begin.
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
          You speak for yourself again in this account, and the account gets a report of what you did.
        </Confirm>
      )}
    </Page>
  )
}
