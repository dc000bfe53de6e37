import Autosuggest, { type AutosuggestProps } from '@cloudscape-design/components/autosuggest'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SegmentedControl from '@cloudscape-design/components/segmented-control'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { Item } from '../../api/client.ts'
import { useFoundMembers } from '../../parts/found-members.ts'
import { useMember } from '../../parts/member-name.tsx'
import { useAccount } from '../../shell/account.tsx'
import { humane, inWords } from '../../words.ts'
import type { Question } from './question.ts'

type Who = Question['who']
type Member = Item<'listMembers'>

interface Props {
  who: Who
  onChange: (who: Who) => void
}

/** A member found by name, or anybody by the id that the issuer knows them by. */
export function SubjectPicker({ who, onChange }: Props) {
  const { can } = useAccount()
  return (
    <SpaceBetween size="xs">
      {who.type === 'member' && can('member.list') ? (
        <MemberSearch chosen={who.id} onChoose={(id) => onChange({ type: 'member', id })} />
      ) : (
        <FormField
          label={who.type === 'user' ? 'Subject id' : 'Member id'}
          description={who.type === 'user' ? 'As the issuer of their sign-in knows them.' : undefined}
        >
          <Input value={who.id} onChange={({ detail }) => onChange({ ...who, id: detail.value.trim() })} />
        </FormField>
      )}
      <SegmentedControl
        label="How to name somebody"
        selectedId={who.type}
        onChange={({ detail }) => onChange({ type: detail.selectedId as Who['type'], id: '' })}
        options={[
          { id: 'member', text: 'A member' },
          { id: 'user', text: 'By subject id' },
        ]}
      />
    </SpaceBetween>
  )
}

const titleOf = ({ name, login, email }: Member) => name ?? login ?? email ?? 'Erased'

function MemberSearch({ chosen, onChoose }: { chosen: string; onChoose: (id: string) => void }) {
  const { terms } = useAccount()
  const { data: member } = useMember(chosen)
  const [typed, setTyped] = useState<string>()
  const { data, isFetching, error, refetch } = useFoundMembers((typed ?? '').trim())
  const role = (id: string) => terms.roles.find((one) => one.id === id)?.name ?? humane(id)
  const optionOf = (one: Member): AutosuggestProps.Option => ({
    value: one.id,
    label: titleOf(one),
    description: one.email ?? one.login ?? '',
    tags: one.kind === 'expert' ? ['Expert'] : one.roles.map(role),
    labelTag: one.status === 'active' ? '' : humane(one.status),
  })
  return (
    <FormField label="Who" description="A team member or an expert.">
      <Autosuggest
        value={typed ?? (member ? titleOf(member) : '')}
        onChange={({ detail }) => {
          setTyped(detail.value)
          // Whoever types on means somebody else.
          if (chosen !== '') onChoose('')
        }}
        onSelect={({ detail }) => {
          const found = data?.items.find(({ id }) => id === detail.value)
          if (!found) return
          setTyped(titleOf(found))
          onChoose(found.id)
        }}
        options={(data?.items ?? []).map(optionOf)}
        // The API has found them already, by words that need not stand in a name.
        filteringType="manual"
        hideEnteredTextOption
        enteredTextLabel={(value) => `Use: ${value}`}
        placeholder="Name, login or address"
        statusType={isFetching ? 'loading' : error ? 'error' : 'finished'}
        loadingText="Looking"
        errorText={error ? inWords(error) : ''}
        recoveryText="Try again"
        onLoadItems={() => error && refetch()}
        empty="Nobody is called that"
        ariaLabel="Who"
        clearAriaLabel="Clear"
      />
    </FormField>
  )
}
