import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Select from '@cloudscape-design/components/select'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useSearchParams } from 'wouter'
import { api, type Item, must } from '../../api/client.ts'
import { Empty } from '../../parts/paged-table.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { CreateAgreement } from './create-agreement.tsx'
import { LevelsTable } from './levels-table.tsx'

type Agreement = Item<'listAgreements'>

/** All of them: an account has at most 200. */
async function readAll(account: string): Promise<Agreement[]> {
  const all: Agreement[] = []
  let cursor: string | undefined
  do {
    const query = { limit: 100, ...(cursor && { cursor }) }
    const page = await must(api.GET('/api/accounts/{account}/agreements', { params: { path: { account }, query } }))
    all.push(...page.items)
    cursor = page.nextCursor
  } while (cursor)
  return all
}

/** Who holds which level on which product, agreement by agreement. */
export function Agreements() {
  const { id: account, can } = useAccount()
  const [creating, setCreating] = useState(false)
  const [search, setSearch] = useSearchParams()
  const list = useQuery({ queryKey: ['accounts', account, 'agreements'], queryFn: () => readAll(account) })
  const chosen = list.data?.find(({ id }) => id === search.get('in')) ?? list.data?.[0]
  const show = (id: string) => setSearch({ in: id })
  const create = can('agreement.create') && <Button onClick={() => setCreating(true)}>Create agreement</Button>
  return (
    <Page
      title="Agreements"
      header={
        <Header
          variant="h1"
          description="Who works with which product. Each agreement has levels of its own: one says nothing about another."
          actions={create}
        >
          Agreements
        </Header>
      }
    >
      {list.error && <Refused error={list.error} onRetry={() => list.refetch()} />}
      {!list.data && !list.error && <Spinner size="large" />}
      {list.data && !chosen && (
        <Container>
          <Empty title="There is no agreement yet" action={create}>
            Levels are held inside an agreement, such as a contract for some of the products.{' '}
            {can('agreement.create')
              ? 'Create the first one; then say who holds which level in it.'
              : 'Ask an owner of the account to create the first one.'}
          </Empty>
        </Container>
      )}
      {chosen && (
        <LevelsTable
          key={chosen.id}
          agreement={chosen}
          picker={<Picker agreements={list.data ?? []} chosen={chosen} onChoose={show} />}
        />
      )}
      {creating && <CreateAgreement onClose={() => setCreating(false)} onMade={({ id }) => show(id)} />}
    </Page>
  )
}

interface PickerProps {
  agreements: readonly Agreement[]
  chosen: Agreement
  onChoose: (id: string) => void
}

const optionOf = ({ id, name }: Agreement) => ({ value: id, label: name, ...(id !== name && { description: id }) })

function Picker({ agreements, chosen, onChoose }: PickerProps) {
  if (agreements.length === 1) return null
  return (
    <Select
      inlineLabelText="Agreement"
      selectedOption={optionOf(chosen)}
      options={agreements.map(optionOf)}
      filteringType={agreements.length > 10 ? 'auto' : 'none'}
      filteringPlaceholder="Find an agreement"
      filteringAriaLabel="Find an agreement"
      onChange={({ detail }) => onChoose(detail.selectedOption.value ?? chosen.id)}
    />
  )
}
