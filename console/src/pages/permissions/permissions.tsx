/** Who may do what here: the matrix, what can be switched, what is restricted, and a draft until it is saved. */
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import TextFilter from '@cloudscape-design/components/text-filter'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { AskBeforeLeaving } from '../../parts/ask-before-leaving.tsx'
import { Empty } from '../../parts/paged-table.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { type Filter, groupsOf, hasSwitches } from './cells.ts'
import { countOf } from './draft.ts'
import { DraftBar } from './draft-bar.tsx'
import { MatrixTable } from './matrix-table.tsx'
import { OnRequest } from './on-request.tsx'
import { Restrictions } from './restrictions.tsx'
import { type Roles, readRoles } from './save.ts'
import { rolesKey, useDraft } from './use-draft.tsx'

export function Permissions() {
  const { id: account } = useAccount()
  const { data, error, refetch } = useQuery({
    queryKey: rolesKey(account),
    queryFn: () => readRoles(account),
    // A draft is made against what its reader sees; a window that comes back changes nothing below it.
    refetchOnWindowFocus: false,
  })
  return (
    <Page
      title="Access permissions"
      header={
        <Header variant="h1" description="What every role may do in this account, and what you can change about it.">
          Access permissions
        </Header>
      }
    >
      <Refused error={error} onRetry={() => refetch()} />
      {data && <Loaded roles={data} />}
      {!data && !error && (
        <Box textAlign="center" padding="xl">
          <Spinner size="large" /> Loading the roles
        </Box>
      )}
    </Page>
  )
}

const everything: Filter = { text: '', onlySwitches: false, onlyDifferences: false }

function Loaded({ roles }: { roles: Roles }) {
  const { id: account, account: place, terms, can } = useAccount()
  const here = useDraft(account, roles)
  const [filter, setFilter] = useState(everything)
  const view = { matrix: roles, draft: here.draft, catalog: terms.roles, mayFlip: can('switch.update') }
  return (
    <>
      <SpaceBetween size="l">
        <MatrixTable
          name={place.catalog.id}
          view={view}
          groups={groupsOf(view, filter)}
          onToggle={here.toggle}
          filter={<Filters filter={filter} withSwitches={hasSwitches(roles)} onChange={setFilter} />}
          empty={<NoneFound filter={filter} onClear={() => setFilter(everything)} />}
        />
        <Restrictions matrix={roles} draft={here.draft} maySet={can('restriction.update')} onToggle={here.toggle} />
        <OnRequest onRequest={roles.onRequest} />
      </SpaceBetween>
      <DraftBar account={account} roles={roles} here={here} />
      <AskBeforeLeaving when={here.draft.length > 0} title="Leave without saving?">
        {countOf(here.draft.length, 'change')} of roles would be lost. Nobody’s access has changed yet.
      </AskBeforeLeaving>
    </>
  )
}

const choices = [
  ['onlySwitches', 'Only what can be switched'],
  ['onlyDifferences', 'Only differences from the catalog'],
] as const

interface FiltersProps {
  filter: Filter
  withSwitches: boolean
  onChange: (filter: Filter) => void
}

function Filters({ filter, withSwitches, onChange }: FiltersProps) {
  return (
    <SpaceBetween direction="horizontal" size="m" alignItems="center">
      <TextFilter
        filteringText={filter.text}
        filteringPlaceholder="Find a permission"
        filteringAriaLabel="Find a permission"
        filteringClearAriaLabel="Clear"
        onChange={({ detail }) => onChange({ ...filter, text: detail.filteringText })}
      />
      {withSwitches &&
        choices.map(([name, text]) => (
          <Checkbox
            key={name}
            checked={filter[name]}
            onChange={({ detail }) => onChange({ ...filter, [name]: detail.checked })}
          >
            {text}
          </Checkbox>
        ))}
    </SpaceBetween>
  )
}

function NoneFound({ filter, onClear }: { filter: Filter; onClear: () => void }) {
  const why =
    filter.onlyDifferences && filter.text === ''
      ? 'Every role is as the catalog has it: nothing was switched in this account.'
      : 'No permission is like that.'
  return (
    <Empty title="Nothing to show" action={<Button onClick={onClear}>Show every permission</Button>}>
      {why}
    </Empty>
  )
}
