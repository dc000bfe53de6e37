/** Which columns of a table somebody sees, and how many rows; chosen by them, and kept in this browser. */
import CollectionPreferences, {
  type CollectionPreferencesProps,
} from '@cloudscape-design/components/collection-preferences'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { type Choices, choicesIn, sizes } from './choices.ts'
import { keep, readKept } from './kept.ts'

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

export function Preferences<Row>({ choices, columns }: { choices: TableChoices; columns: readonly Column<Row>[] }) {
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
