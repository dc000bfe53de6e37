/** Whose trail: found among the members by name or address, or a delegation by who acted for whom. */
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import { useState } from 'react'
import type { Item } from '../api/client.ts'
import { useFoundMembers } from '../parts/found-members.ts'
import { useMember } from '../parts/member-name.tsx'
import { useAccount } from '../shell/account.tsx'
import { written } from '../time.ts'
import { useDelegation, useRecentDelegations } from './known.ts'

interface Props {
  /** What is asked: who did it, or whom it happened to. */
  label: string
  /** Where nobody is chosen. */
  anybody: string
  member: string | undefined
  onChange: (member: string | undefined) => void
  /** Of what agents did on behalf of members. */
  withDelegations?: boolean
}

export function MemberFilter({ label, anybody, member, onChange, withDelegations = false }: Props) {
  const { can } = useAccount()
  const [search, setSearch] = useState('')
  const members = useFoundMembers(search)
  const delegations = useDelegations(withDelegations, search)
  const chosen = useChosen(member)
  const everybody = { label: anybody, value: '' }
  if (!can('member.list')) return null
  const groups: SelectProps.Options = [
    everybody,
    ...(members.data?.items ?? []).map(optionOf),
    ...(delegations.length > 0 ? [{ label: 'On behalf of a member', options: delegations }] : []),
  ]
  return (
    <Select
      ariaLabel={label}
      filteringType="manual"
      filteringPlaceholder="Name or address"
      filteringAriaLabel="Find a member"
      filteringClearAriaLabel="Clear"
      selectedOption={member ? chosen : everybody}
      options={groups}
      statusType={members.isFetching ? 'loading' : members.error ? 'error' : 'finished'}
      loadingText="Looking for members"
      errorText="The members could not be read."
      recoveryText="Try again"
      finishedText={search ? `All who match “${search}”` : 'Type to find others'}
      onLoadItems={({ detail }) => (detail.samePage ? members.refetch() : setSearch(detail.filteringText))}
      onChange={({ detail }) => onChange(detail.selectedOption.value || undefined)}
      expandToViewport
    />
  )
}

const optionOf = ({ id, name, login, email, kind }: Item<'listMembers'>): SelectProps.Option => ({
  value: id,
  label: name ?? login ?? 'Erased',
  ...(kind === 'expert' && { labelTag: 'Expert' }),
  ...(email && { description: email }),
})

function useDelegations(wanted: boolean, search: string): SelectProps.Option[] {
  const recent = useRecentDelegations(wanted)
  const told = recent.map(({ id, agent, since, reason, partner }) => ({
    value: id,
    label: `${agent.name ?? 'An agent'} of ${partner.name}, ${written(since)}`,
    description: reason,
  }))
  const sought = search.toLowerCase()
  return told.filter(({ label, description }) => `${label} ${description}`.toLowerCase().includes(sought)).slice(0, 20)
}

/** The address may name whom no search has found yet. */
function useChosen(member: string | undefined): SelectProps.Option {
  const found = useMember(member)
  const delegation = useDelegation(found.error ? member : undefined)
  const label = found.data?.name ?? found.data?.login ?? delegation.data?.agent.name
  return { value: member ?? '', label: label ?? (found.isPending ? '…' : 'Somebody who is gone') }
}
