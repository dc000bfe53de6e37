import Select from '@cloudscape-design/components/select'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { api, type Item, must } from '../../api/client.ts'
import { useAccount } from '../../shell/account.tsx'
import { inWords } from '../../words.ts'

export type Picked = Pick<Item<'listMembers'>, 'id' | 'name' | 'email' | 'login'>

interface Props {
  picked: Picked | undefined
  onPick: (member: Picked) => void
}

const labelOf = ({ name, login, email }: Picked) => name ?? login ?? email ?? 'A member'
const optionOf = (one: Picked) => ({
  value: one.id,
  label: labelOf(one),
  ...(one.email && one.email !== labelOf(one) && { description: one.email }),
})

/** One active member of the team, searched as somebody types: there may be any number. */
export function MemberPicker({ picked, onPick }: Props) {
  const { id: account } = useAccount()
  const [search, setSearch] = useState('')
  const query = { kind: 'team', status: 'active', limit: 20, ...(search && { search }) } as const
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: ['accounts', account, 'members', 'picker', search],
    queryFn: () => must(api.GET('/api/accounts/{account}/members', { params: { path: { account }, query } })),
    placeholderData: keepPreviousData,
  })
  const found = data?.items ?? []
  return (
    <Select
      expandToViewport
      selectedOption={picked ? optionOf(picked) : null}
      options={found.map(optionOf)}
      placeholder="Choose a member"
      filteringType="manual"
      filteringPlaceholder="Find by name or address"
      filteringAriaLabel="Find a member"
      statusType={error ? 'error' : isFetching ? 'loading' : 'finished'}
      loadingText="Looking"
      errorText={error ? inWords(error) : ''}
      recoveryText="Try again"
      empty="Nobody is found"
      onLoadItems={({ detail }) => {
        if (detail.filteringText !== search) setSearch(detail.filteringText.trim())
        else if (error) refetch()
      }}
      onChange={({ detail }) => {
        const member = found.find(({ id }) => id === detail.selectedOption.value)
        if (member) onPick(member)
      }}
    />
  )
}
