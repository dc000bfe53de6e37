/** What changed inside Gatepass: who did what to whom, newest first. */
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Header from '@cloudscape-design/components/header'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
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
import { auditColumns, detailsOf, type Line } from './columns.tsx'
import { accountEvents, events } from './events.ts'

export function Audit() {
  const { id: account, account: place } = useAccount()
  const trail = useAsked()
  const { query, isFiltered } = trail
  const choices = useTableChoices('audit', auditColumns)
  const [open, setOpen] = useState<readonly Line[]>([])
  const list = usePages<Line>(['accounts', account, 'audit', query], choices.pageSize, async (cursor) => {
    const asking = { ...query, limit: choices.pageSize, ...(cursor && { cursor }) }
    const page = await must(api.GET('/api/accounts/{account}/audit', { params: { path: { account }, query: asking } }))
    return { ...page, items: page.items.map((entry) => ({ id: entry.id, entry })) }
  })
  const toggle = (line: Line, expanded: boolean) =>
    setOpen((before) => (expanded ? [...before, line] : before.filter(({ id }) => id !== line.id)))
  return (
    <Page
      title="Audit"
      header={
        <Header
          variant="h1"
          description="Every change of access and settings, with who made it. Entries cannot be changed or deleted."
        >
          Audit
        </Header>
      }
    >
      <PagedTable<Line>
        list={list}
        columns={auditColumns}
        choices={choices}
        trackBy="id"
        variant="container"
        label="Audit entries"
        header={
          <Header
            actions={
              <ExportButton
                name={`audit ${place.name}.csv`}
                path={`/api/accounts/${account}/audit`}
                query={{ ...query }}
              />
            }
            description={<RangeInWords trail={trail} />}
          >
            Entries
          </Header>
        }
        filter={<Filters trail={trail} />}
        expandableRows={{
          getItemChildren: detailsOf,
          isItemExpandable: (line) => detailsOf(line).length > 0,
          expandedItems: open,
          onExpandableItemToggle: ({ detail }) => toggle(detail.item, detail.expanded),
        }}
        ariaLabels={{
          expandButtonLabel: (line) => `Show details of ${nameOf(line)}`,
          collapseButtonLabel: (line) => `Hide details of ${nameOf(line)}`,
        }}
        empty={
          isFiltered ? (
            <Empty title="Nothing matches" action={<Button onClick={() => trail.ask({})}>Show everything</Button>}>
              Nothing was changed by what you ask for. Choose a longer time, or fewer conditions.
            </Empty>
          ) : (
            <Empty title="Nothing was changed yet" />
          )
        }
      />
    </Page>
  )
}

const nameOf = (line: Line) => ('entry' in line ? (events[line.entry.action]?.name ?? line.entry.action) : '')

const anything = { label: 'Any event', value: '' }
const actions: SelectProps.Options = [
  anything,
  ...accountEvents.map(({ group, events }) => ({
    label: group,
    options: events.map(({ action, name }) => ({ value: action, label: name })),
  })),
]

function Filters({ trail }: { trail: Trail }) {
  const { asked, ask } = trail
  const { action = '' } = asked
  const { member: _, ...others } = asked
  const { action: __, ...anyAction } = asked
  return (
    <SpaceBetween direction="horizontal" size="xs">
      <MemberFilter
        member={asked.member}
        label="Whom it happened to"
        anybody="Happened to anybody"
        onChange={(member) => ask(member ? { ...others, member } : others)}
      />
      <Select
        ariaLabel="What happened"
        filteringType="auto"
        filteringPlaceholder="Find an event"
        filteringAriaLabel="Find an event"
        empty={<Box>No such event</Box>}
        selectedOption={action ? { value: action, label: events[action]?.name ?? action } : anything}
        options={actions}
        onChange={({ detail: { selectedOption } }) =>
          ask(selectedOption.value ? { ...asked, action: selectedOption.value } : anyAction)
        }
        expandToViewport
      />
      <RangeFilter trail={trail} />
    </SpaceBetween>
  )
}
