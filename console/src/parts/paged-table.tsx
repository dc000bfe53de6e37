/** A table of any number of rows, read a page at a time, with columns that its reader chooses. */
import Box from '@cloudscape-design/components/box'
import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences'
import Pagination from '@cloudscape-design/components/pagination'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { type ReactNode, useState } from 'react'
import { staysOpen } from '../api/queries.ts'
import { type Choices, choicesIn, sizes } from './choices.ts'
import { keep, readKept } from './kept.ts'
import type { usePages } from './pages.ts'
import { Refused } from './refused.tsx'

export interface Column<Row> extends TableProps.ColumnDefinition<Row> {
  id: string
  /** As the header and the preferences call it. */
  header: string
  /** Shown only once somebody asks for it. */
  hidden?: true
}

/** What somebody chose for one table, kept in this browser. `name` tells tables apart. */
export function useTableChoices<Row>(name: string, columns: readonly Column<Row>[]) {
  const key = `gatepass.table.${name}`
  const [chosen, setChosen] = useState(() => choicesIn(readKept(key), columns))
  const choose = (next: Choices) => {
    keep(key, next)
    setChosen(next)
  }
  return { ...chosen, choose }
}

export type TableChoices = ReturnType<typeof useTableChoices>

function Preferences<Row>({ choices, columns }: { choices: TableChoices; columns: readonly Column<Row>[] }) {
  const [first] = columns
  const onConfirm: CollectionPreferencesProps['onConfirm'] = ({ detail }) =>
    choices.choose({
      pageSize: detail.pageSize ?? choices.pageSize,
      visible: detail.visibleContent ?? choices.visible,
      wrapLines: detail.wrapLines ?? false,
    })
  return (
    <CollectionPreferences
      title="Preferences"
      confirmLabel="Confirm"
      cancelLabel="Cancel"
      preferences={{
        pageSize: choices.pageSize,
        visibleContent: choices.visible,
        wrapLines: choices.wrapLines,
      }}
      onConfirm={onConfirm}
      pageSizePreference={{
        title: 'Rows per page',
        options: sizes.map((value) => ({ value, label: `${value} rows` })),
      }}
      wrapLinesPreference={{ label: 'Wrap lines', description: 'Show all of each cell' }}
      visibleContentPreference={{
        title: 'Columns',
        options: [
          {
            label: 'Columns',
            options: columns.map(({ id, header }) => ({ id, label: header, editable: id !== first?.id })),
          },
        ],
      }}
    />
  )
}

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
