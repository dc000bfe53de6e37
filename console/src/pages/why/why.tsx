/** Why somebody may do something, or may not: the question stands in the address, so that it can be sent on. */
import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { api, must } from '../../api/client.ts'
import { queryClient } from '../../api/queries.ts'
import { useMember } from '../../parts/member-name.tsx'
import { Empty } from '../../parts/paged-table.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { readRoles } from '../permissions/save.ts'
import { rolesKey } from '../permissions/use-draft.tsx'
import { AnswerView } from './answer.tsx'
import { AskForm } from './ask-form.tsx'
import { type Names, namesOf } from './names.ts'
import { bodyOf, fromQuery, isWhole, type Question, toQuery } from './question.ts'

const whyKey = (account: string) => ['accounts', account, 'why']

export function Why() {
  const { id: account } = useAccount()
  const search = useSearch()
  const [, navigate] = useLocation()
  const asked = fromQuery(search)
  const [form, setForm] = useState({ turn: 0, query: toQuery(asked) })
  // Another question came with the address: the form begins anew. Its own question leaves it, and the focus, alone.
  if (form.query !== toQuery(asked)) setForm({ turn: form.turn + 1, query: toQuery(asked) })
  const ask = (next: Question) => {
    const query = toQuery(next)
    if (query === form.query) queryClient.invalidateQueries({ queryKey: whyKey(account) })
    setForm({ ...form, query })
    navigate(`/accounts/${account}/why?${query}`)
  }
  return (
    <Page
      title="Why?"
      header={
        <Header variant="h1" description="Who may do what, when, and what decides it. Asking changes nothing.">
          Why?
        </Header>
      }
    >
      <SpaceBetween size="l">
        <AskForm key={form.turn} asked={asked} onAsk={ask} />
        {isWhole(asked) ? (
          <Asked question={asked} />
        ) : (
          <Empty title="Ask a question">
            Choose who and what: the answer tells each layer that was asked, in order.
          </Empty>
        )}
      </SpaceBetween>
    </Page>
  )
}

function Asked({ question }: { question: Question }) {
  const { id: account } = useAccount()
  const names = useNames()
  const { data: member } = useMember(question.who.type === 'member' ? question.who.id : undefined)
  const { data, error, refetch } = useQuery({
    queryKey: [...whyKey(account), question],
    queryFn: () =>
      must(
        api.POST('/api/accounts/{account}/access/explain', { params: { path: { account } }, body: bodyOf(question) }),
      ),
    staleTime: 0,
  })
  if (error) return <Refused header="That could not be explained" error={error} onRetry={() => refetch()} />
  if (!data)
    return (
      <Box textAlign="center">
        <Spinner /> Asking each layer
      </Box>
    )
  const about = {
    name: member?.name ?? member?.login ?? (question.who.type === 'user' ? question.who.id : 'This member'),
    isExpert: member?.kind === 'expert',
    ...(member && { member: member.id }),
  }
  return <AnswerView explanation={data} question={question} about={about} names={names} />
}

/** Restrictions are named by the matrix, for whoever may see it. */
function useNames(): Names {
  const { id: account, terms, can } = useAccount()
  const { data: matrix } = useQuery({
    queryKey: rolesKey(account),
    queryFn: () => readRoles(account),
    enabled: can('role.read'),
    refetchOnWindowFocus: false,
  })
  return namesOf({
    roles: [...terms.roles, ...(terms.partners?.roles ?? []), ...(matrix?.onRequest ?? [])],
    permissions: terms.permissions,
    restrictions: matrix?.restrictions ?? [],
    levels: terms.levels?.order ?? [],
  })
}
