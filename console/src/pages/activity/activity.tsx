/** What people did, and what Gatepass answered when the platform asked whether they may: newest first. */
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { api, must } from '../../api/client.ts'
import { Empty, PagedTable } from '../../parts/paged-table.tsx'
import { usePages } from '../../parts/pages.ts'
import { useTableChoices } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { ExportButton } from '../../trail/export-button.tsx'
import { MemberFilter } from '../../trail/member-filter.tsx'
import { RangeFilter, RangeInWords } from '../../trail/range-filter.tsx'
import { type Trail, useAsked } from '../../trail/use-trail.ts'
import { ActionFilter } from './action-filter.tsx'
import { activityColumns, type Done } from './columns.tsx'

export function Activity() {
  const { id: account, account: place } = useAccount()
  const trail = useAsked()
  const { query } = trail
  const choices = useTableChoices('activity', activityColumns)
  const list = usePages<Done>(['accounts', account, 'activity', query], choices.pageSize, (cursor) => {
    const asking = { ...query, limit: choices.pageSize, ...(cursor && { cursor }) }
    return must(api.GET('/api/accounts/{account}/activity', { params: { path: { account }, query: asking } }))
  })
  return (
    <Page
      title="Activity"
      header={
        <Header variant="h1" description="What people did on the platform, and what they were let do or denied.">
          Activity
        </Header>
      }
    >
      <PagedTable<Done>
        list={list}
        columns={activityColumns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Activity"
        header={
          <Header
            actions={
              <ExportButton
                name={`activity ${place.name}.csv`}
                path={`/api/accounts/${account}/activity`}
                query={{ ...query }}
              />
            }
            description={<RangeInWords trail={trail} />}
          >
            Recorded
          </Header>
        }
        filter={<Filters trail={trail} seen={list.rows.map(({ action }) => action)} />}
        empty={<Nothing trail={trail} />}
      />
    </Page>
  )
}

function Nothing({ trail }: { trail: Trail }) {
  if (trail.isFiltered)
    return (
      <Empty title="Nothing matches" action={<Button onClick={() => trail.ask({})}>Show everything</Button>}>
        Nobody did what you ask for. Choose a longer time, or fewer conditions.
      </Empty>
    )
  return (
    <Empty title="Nothing is recorded yet">
      As soon as the platform asks what somebody may do, or tells what they did, it stands here. What experts do is
      always recorded.
    </Empty>
  )
}

function Filters({ trail, seen }: { trail: Trail; seen: readonly string[] }) {
  const { asked, ask } = trail
  const { member: _, ...anybody } = asked
  const { action: __, ...anything } = asked
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <MemberFilter
        label="Who"
        anybody="Everybody"
        member={asked.member}
        withDelegations
        onChange={(member) => ask(member ? { ...anybody, member } : anybody)}
      />
      <ActionFilter
        action={asked.action}
        seen={seen}
        onChange={(action) => ask(action ? { ...asked, action } : anything)}
      />
      <RangeFilter trail={trail} />
    </SpaceBetween>
  )
}
