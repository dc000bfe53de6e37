import Button from '@cloudscape-design/components/button'
import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import { later } from '../../parts/later.ts'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { useTableChoices } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { sentence } from '../../words.ts'
import { MemberActions } from './actions.tsx'
import { counted, isNarrowed, sortBy, sortedBy } from './asked.ts'
import { columnsFor } from './columns.tsx'
import { nameOf } from './consequences.tsx'
import { ExportButton } from './export-button.tsx'
import { type Member, useAsked, useMembers } from './members.ts'
import { Narrow } from './narrow.tsx'

const InviteDialog = later(async () => (await import('../../invite/invite-dialog.tsx')).InviteDialog)
const CreateDialog = later(async () => (await import('./login-dialogs.tsx')).CreateDialog)

export function Team() {
  const place = useAccount()
  const { asked, ask, askForAll, askAnew } = useAsked()
  const columns = columnsFor(place)
  const choices = useTableChoices('team', columns)
  const { list, wrong, isWrong } = useMembers(asked, choices.pageSize)
  const [chosen, setChosen] = useState<readonly string[]>([])
  const [open, setOpen] = useState<'invite' | 'create'>()
  // As they are now: what was selected before a change is not.
  const selected = list.rows.filter(({ id }) => chosen.includes(id))
  const count = counted(list.rows.length, choices.pageSize, list.pagination)
  const { field, descending } = sortedBy(asked)
  const isAlone = !isNarrowed(asked) && list.rows.length === 1 && list.rows[0]?.id === place.me.member
  const close = () => setOpen(undefined)
  return (
    <Page title="Team members">
      <PagedTable<Member>
        list={isWrong ? { ...list, error: null, rows: [] } : list}
        label="Team members"
        columns={columns}
        choices={choices}
        trackBy="id"
        selectionType="multi"
        selectedItems={selected}
        onSelectionChange={({ detail }) => setChosen(detail.selectedItems.map(({ id }) => id))}
        sortingColumn={{ sortingField: field }}
        sortingDescending={descending}
        onSortingChange={({ detail }) =>
          ask({ sort: sortBy(detail.sortingColumn.sortingField ?? 'name', detail.isDescending ?? false) })
        }
        ariaLabels={{
          selectionGroupLabel: 'Selection',
          allItemsSelectionLabel: () => 'Select all on this page',
          itemSelectionLabel: (_, member) => `Select ${nameOf(member)}`,
        }}
        header={
          <Header
            variant="h1"
            {...(!isWrong && !list.isLoading && (list.rows.length > 0 || !list.error) && { counter: `(${count})` })}
            description={isAlone ? 'Nobody but you is here yet. Invite who shall work in this account.' : undefined}
            actions={
              <SpaceBetween direction="horizontal" size="xs">
                <MemberActions members={selected} />
                <ExportButton asked={asked} />
                <Import />
                <Add onOpen={setOpen} />
              </SpaceBetween>
            }
          >
            Team members
          </Header>
        }
        filter={
          <Narrow asked={asked} ask={ask} wrong={wrong} count={count} isLoading={list.isLoading || list.isRefreshing} />
        }
        empty={
          isWrong ? (
            <Empty title="Nobody is shown" action={<Button onClick={askAnew}>Show everybody</Button>}>
              What the address of this page asks for is not understood. {wrong.sort && sentence(wrong.sort)}
            </Empty>
          ) : isNarrowed(asked) ? (
            <Empty title="Nobody matches" action={<Button onClick={askForAll}>Show everybody</Button>}>
              Nobody in this account meets all that is asked for above.
            </Empty>
          ) : (
            <Empty title="Nobody is here yet" action={<Add onOpen={setOpen} />} />
          )
        }
      />
      <Suspense fallback={null}>
        {open === 'invite' && <InviteDialog as="team" onClose={close} />}
        {open === 'create' && <CreateDialog onClose={close} />}
      </Suspense>
    </Page>
  )
}

function Import() {
  const { id, can } = useAccount()
  const [, navigate] = useLocation()
  const href = `/accounts/${id}/team/import`
  if (!can('member.import')) return null
  const onFollow = (event: { preventDefault: () => void }) => {
    event.preventDefault()
    navigate(href)
  }
  return (
    <Button iconName="upload" href={href} onFollow={onFollow}>
      Import CSV
    </Button>
  )
}

/** By mail, as a rule; with a login of this account's own where its catalog has such. */
function Add({ onOpen }: { onOpen: (which: 'invite' | 'create') => void }) {
  const { can, terms } = useAccount()
  if (!can('member.invite')) return null
  const invite = () => onOpen('invite')
  if (terms.members.login === null)
    return (
      <Button variant="primary" onClick={invite}>
        Invite members
      </Button>
    )
  return (
    <ButtonDropdown
      variant="primary"
      mainAction={{ text: 'Invite members', onClick: invite }}
      items={[{ id: 'create', text: 'Create a member with a login' }]}
      ariaLabel="More ways to add members"
      onItemClick={() => onOpen('create')}
    />
  )
}
