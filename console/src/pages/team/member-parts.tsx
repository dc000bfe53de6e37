import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import Spinner from '@cloudscape-design/components/spinner'
import Table from '@cloudscape-design/components/table'
import { useQuery } from '@tanstack/react-query'
import { api, type Item, must } from '../../api/client.ts'
import { useAgreementNames } from '../../parts/agreement-names.ts'
import { Instant } from '../../parts/instant.tsx'
import { Refused } from '../../parts/refused.tsx'
import { RouteLink } from '../../parts/route-link.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Doer } from '../../trail/doer.tsx'
import { humane } from '../../words.ts'
import { Modules } from '../my-access.tsx'
import type { Member } from './members.ts'

/** What roles, switches, restrictions and exclusions leave them, now. */
export function May({ member }: { member: string }) {
  const { id: account } = useAccount()
  const { data, error, refetch } = useQuery({
    queryKey: ['accounts', account, 'members', 'access', member],
    queryFn: () =>
      must(api.GET('/api/accounts/{account}/members/{member}/access', { params: { path: { account, member } } })),
  })
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What the account’s switches, restrictions and exclusions leave of what they were given."
        >
          What they may do
        </Header>
      }
    >
      <Refused error={error} onRetry={() => refetch()} />
      {!data && !error && <Spinner />}
      {data && <Modules modules={data.modules} />}
    </Container>
  )
}

/** Level by agreement and product, where the catalog has such. */
export function Levels({ member: { levels } }: { member: Member }) {
  const { id: account, terms, can } = useAccount()
  const names = useAgreementNames()
  if (!terms.levels || Object.keys(levels).length === 0) return null
  const products = new Map(terms.levels.products.map(({ id, name }) => [id, name]))
  const order = new Map(terms.levels.order.map(({ id, name }) => [id, name]))
  const rows = Object.entries(levels).flatMap(([agreement, held]) =>
    Object.entries(held).map(([product, level]) => ({ agreement, product, level })),
  )
  return (
    <Table
      variant="container"
      header={
        <Header
          variant="h2"
          actions={
            can('agreement.list') && <RouteLink to={`/accounts/${account}/agreements`}>Change in Agreements</RouteLink>
          }
        >
          Levels
        </Header>
      }
      ariaLabels={{ tableLabel: 'Levels' }}
      items={rows}
      columnDefinitions={[
        {
          id: 'agreement',
          header: 'Agreement',
          isRowHeader: true,
          cell: ({ agreement }) => <span title={agreement}>{names.get(agreement) ?? agreement}</span>,
        },
        { id: 'product', header: 'Product', cell: ({ product }) => products.get(product) ?? humane(product) },
        { id: 'level', header: 'Level', cell: ({ level }) => order.get(level) ?? humane(level) },
      ]}
    />
  )
}

export function Links({ member: { links } }: { member: Member }) {
  const { terms } = useAccount()
  if (links.length === 0) return null
  const names = new Map(terms.links.map(({ type, name }) => [type, name]))
  return (
    <Container header={<Header variant="h2">Linked to</Header>}>
      <ul>
        {links.map(({ type, id }) => (
          <li key={`${type} ${id}`}>
            {names.get(type) ?? humane(type)} {id}
          </li>
        ))}
      </ul>
    </Container>
  )
}

type Entry = Item<'listAudit'>

/** The last few entries of the audit that name them. */
export function Changes({ member }: { member: string }) {
  const { id: account } = useAccount()
  const { data, error, isPending } = useQuery({
    queryKey: ['accounts', account, 'audit', 'of', member],
    queryFn: () =>
      must(api.GET('/api/accounts/{account}/audit', { params: { path: { account }, query: { member, limit: 5 } } })),
  })
  return (
    <Table<Entry>
      variant="container"
      header={
        <Header
          variant="h2"
          actions={<RouteLink to={`/accounts/${account}/audit?member=${member}`}>All in Audit</RouteLink>}
        >
          Last changes
        </Header>
      }
      ariaLabels={{ tableLabel: 'Last changes' }}
      loading={isPending}
      loadingText="Loading changes"
      items={data?.items ?? []}
      trackBy="id"
      empty={error ? <Refused error={error} /> : <Box textAlign="center">Nothing was changed yet.</Box>}
      columnDefinitions={[
        { id: 'action', header: 'What', cell: ({ action }) => humane(action), isRowHeader: true },
        { id: 'by', header: 'By', cell: ({ actor }) => <Doer actor={actor} /> },
        { id: 'at', header: 'When', cell: ({ at }) => <Instant at={at} /> },
      ]}
    />
  )
}
