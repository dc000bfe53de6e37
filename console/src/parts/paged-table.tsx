/** A table of any number of rows, read a page at a time, with columns that its reader chooses. */
import Box from '@cloudscape-design/components/box'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import type { ReactNode } from 'react'
import { staysOpen } from '../api/queries.ts'
import type { usePages } from './pages.ts'
import { Refused } from './refused.tsx'
import { type Column, Preferences, type TableChoices } from './table-choices.tsx'

interface Props<Row>
  extends Pick<
    TableProps<Row>,
    | 'trackBy'
    | 'selectionType'
    | 'selectedItems'
    | 'onSelectionChange'
    | 'isItemDisabled'
    | 'sortingColumn'
    | 'sortingDescending'
    | 'onSortingChange'
    | 'ariaLabels'
    | 'variant'
    | 'expandableRows'
    | 'stickyColumns'
  > {
  list: ReturnType<typeof usePages<Row>>
  columns: readonly Column<Row>[]
  choices: TableChoices
  header: ReactNode
  filter?: ReactNode
  /** What it is a list of, for who cannot see it. */
  label: string
  /** What to say, and to do first, where nothing is there. */
  empty: ReactNode
}

export function PagedTable<Row>(props: Props<Row>) {
  const { list, columns, choices, label, empty, filter, variant = 'full-page', ...rest } = props
  // What stands there stays, and so does a dialog that was opened from it, while it cannot be read again.
  const shown = list.error && !staysOpen(list.error) ? [] : list.rows
  const refused = list.error && <Refused error={list.error} onRetry={list.again} />
  return (
    <Table<Row>
      {...rest}
      variant={variant}
      enableKeyboardNavigation
      resizableColumns
      stickyHeader
      items={shown}
      loading={list.isLoading && !list.error}
      loadingText={`Loading ${label.toLowerCase()}`}
      columnDefinitions={columns}
      columnDisplay={columns.map(({ id }) => ({ id, visible: choices.visible.includes(id) }))}
      wrapLines={choices.wrapLines}
      pagination={
        <Pagination
          {...list.pagination}
          ariaLabels={{
            nextPageLabel: 'Next page',
            previousPageLabel: 'Previous page',
            pageLabel: (page) => `Page ${page}`,
          }}
        />
      }
      preferences={<Preferences choices={choices} columns={columns} />}
      ariaLabels={{ tableLabel: label, ...rest.ariaLabels } as TableProps.AriaLabels<Row>}
      filter={
        refused && shown.length > 0 ? (
          <SpaceBetween size="s">
            {refused}
            {filter}
          </SpaceBetween>
        ) : (
          filter
        )
      }
      empty={refused || empty}
    />
  )
}

/** What an empty list says: what is missing, and what to do first. */
export const Empty = ({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) => (
  <Box textAlign="center" padding="l">
    <Box variant="strong">{title}</Box>
    {children && (
      <Box variant="p" color="text-body-secondary">
        {children}
      </Box>
    )}
    {action}
  </Box>
)
