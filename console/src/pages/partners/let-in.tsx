import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Item, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { Empty } from '../../parts/paged-table.tsx'
import { Refused } from '../../parts/refused.tsx'
import { Status } from '../../parts/status.tsx'
import { useAccount } from '../../shell/account.tsx'
import { humane } from '../../words.ts'
import { EngageDialog } from './engage-dialog.tsx'

type Partner = Item<'listAccountPartners'>

const how: Record<Partner['how'], string> = {
  engaged: 'Engaged by the account',
  organization: 'Owns the organization the account stands under',
}

/** Who is let in, and how; engaging another and ending it. */
export function LetIn() {
  const { id: account, account: about, can, terms } = useAccount()
  const [engaging, setEngaging] = useState(false)
  const [leaving, setLeaving] = useState<Partner>()
  const { done } = useNotices()
  const list = useQuery({
    queryKey: ['accounts', account, 'partners'],
    queryFn: () => must(api.GET('/api/accounts/{account}/partners', { params: { path: { account } } })),
  })
  const roleName = (role: string) => terms.partners?.roles.find(({ id }) => id === role)?.name ?? humane(role)
  const mayEngage = can('partner.engage')
  const engage = mayEngage && <Button onClick={() => setEngaging(true)}>Engage partner</Button>
  return (
    <>
      <Table
        variant="container"
        enableKeyboardNavigation
        wrapLines
        ariaLabels={{ tableLabel: 'Partners that are let in' }}
        items={list.data?.items ?? []}
        loading={list.isPending}
        loadingText="Loading partners"
        trackBy={({ id, how }) => `${id} ${how}`}
        header={
          <Header
            variant="h2"
            description="Agents of these partners may come in, as far as their role goes."
            actions={engage}
          >
            Let in
          </Header>
        }
        columnDefinitions={[
          {
            id: 'name',
            header: 'Partner',
            isRowHeader: true,
            minWidth: 140,
            cell: (one) => <span title={one.id}>{one.name}</span>,
          },
          { id: 'role', header: 'Role', minWidth: 140, cell: ({ role }) => roleName(role) },
          { id: 'how', header: 'Why it is let in', minWidth: 160, cell: (one) => how[one.how] },
          { id: 'status', header: 'Status', minWidth: 120, cell: ({ status }) => <Status status={status} /> },
          ...(mayEngage
            ? [
                {
                  id: 'action',
                  header: 'Action',
                  minWidth: 140,
                  cell: (one: Partner) =>
                    one.how === 'engaged' ? (
                      <Button variant="inline-link" ariaLabel={`Disengage ${one.name}`} onClick={() => setLeaving(one)}>
                        Disengage
                      </Button>
                    ) : (
                      <Box color="text-body-secondary">The platform’s to change</Box>
                    ),
                },
              ]
            : []),
        ]}
        empty={
          list.error ? (
            <Refused error={list.error} onRetry={() => list.refetch()} />
          ) : (
            <Empty title="No partner is let in" action={engage}>
              A partner that sets the account up is engaged by its number, which it tells you.
            </Empty>
          )
        }
      />
      {engaging && <EngageDialog onClose={() => setEngaging(false)} />}
      {leaving && (
        <Confirm
          title={`Disengage ${leaving.name}?`}
          action="Disengage"
          onClose={() => setLeaving(undefined)}
          onConfirm={async () => {
            const params = { path: { account, partner: leaving.id }, header: ifMatch(about.version) }
            await must(api.DELETE('/api/accounts/{account}/partners/{partner}', { params }))
            await refresh(account)
            done(`${leaving.name} is disengaged.`)
          }}
        >
          All agents of {leaving.name} are out at once, unless it also owns the organization of this account. Whoever
          acts on behalf of a member just now is stopped. What they did stays on record.
        </Confirm>
      )}
    </>
  )
}
