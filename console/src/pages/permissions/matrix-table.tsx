/** Permissions down, roles across. */
import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import { type ReactNode, useState } from 'react'
import { humane } from '../../words.ts'
import { CellView, LockSign } from './cell.tsx'
import { type Cell, cellOf, type Group, hasSwitches, locksOf, lockWords, type View } from './cells.ts'
import { ColumnPicker, useHiddenRoles } from './column-picker.tsx'
import type { Spot } from './draft.ts'
import type { Permission, Role } from './matrix.ts'

interface Row {
  id: string
  name: string
  permission?: Permission
  children: Row[]
}

const rowsOf = (groups: readonly Group[]): Row[] =>
  groups.map(({ module, permissions }) => ({
    id: `module ${module}`,
    name: humane(module),
    children: permissions.map((permission) => ({
      ...{ id: permission.id, name: permission.name, permission, children: [] },
    })),
  }))

const switchable = 'What each role may do. Toggle what can be switched: nothing changes before you save.'
const fixed = 'What each role may do. The catalog fixes it: there is nothing to switch in this account.'

interface Props {
  name: string
  view: View
  groups: readonly Group[]
  filter: ReactNode
  empty: ReactNode
  onToggle: (spot: Spot) => void
}

export function MatrixTable({ name, view, groups, filter, empty, onToggle }: Props) {
  const { roles, permissions } = view.matrix
  const [hidden, hide] = useHiddenRoles(name)
  const [closed, setClosed] = useState<readonly string[]>([])
  const rows = rowsOf(groups)
  const shown = groups.reduce((sum, group) => sum + group.permissions.length, 0)
  return (
    <Table<Row>
      variant="container"
      enableKeyboardNavigation
      stickyHeader
      stickyColumns={{ first: 1 }}
      wrapLines
      contentDensity="compact"
      header={
        <Header
          variant="h2"
          counter={`(${shown === permissions.length ? shown : `${shown}/${permissions.length}`})`}
          description={hasSwitches(view.matrix) ? switchable : fixed}
        >
          Roles and permissions
        </Header>
      }
      filter={filter}
      preferences={<ColumnPicker roles={roles} hidden={hidden} onChange={hide} />}
      items={rows}
      trackBy="id"
      columnDefinitions={[
        {
          id: 'permission',
          header: 'Permission',
          isRowHeader: true,
          minWidth: 280,
          cell: (row) =>
            row.permission ? <span title={row.id}>{row.name}</span> : <Box variant="strong">{row.name}</Box>,
        },
        ...roles.filter(({ id }) => !hidden.includes(id)).map((role) => columnOf(role, view, onToggle)),
      ]}
      expandableRows={{
        getItemChildren: ({ children }) => children,
        isItemExpandable: ({ children }) => children.length > 0,
        expandedItems: rows.filter(({ id }) => !closed.includes(id)),
        onExpandableItemToggle: ({ detail: { item, expanded } }) =>
          setClosed(expanded ? closed.filter((id) => id !== item.id) : [...closed, item.id]),
      }}
      ariaLabels={{
        tableLabel: 'Roles and permissions',
        expandButtonLabel: ({ name }) => `Show ${name}`,
        collapseButtonLabel: ({ name }) => `Hide ${name}`,
      }}
      empty={empty}
      {...(hasSwitches(view.matrix) && { footer: <Legend view={view} /> })}
    />
  )
}

/** What each lock means, for who holds no pointer on it. */
const Legend = ({ view }: { view: View }) => (
  <SpaceBetween size="xxs">
    {locksOf(view).map((lock) => (
      <Box key={lock} fontSize="body-s" color="text-body-secondary">
        <LockSign lock={lock} label="Locked" /> {lockWords[lock]}
      </Box>
    ))}
  </SpaceBetween>
)

const columnOf = (role: Role, view: View, onToggle: Props['onToggle']): TableProps.ColumnDefinition<Row> => ({
  id: role.id,
  header: <span title={role.description}>{role.name}</span>,
  minWidth: 130,
  cell: ({ permission, children }) => {
    if (!permission) return <Box color="text-body-secondary">{heldOf(children, (one) => cellOf(view, role, one))}</Box>
    const spot = { role: role.id, kind: 'switches', id: permission.id } as const
    const cell = cellOf(view, role, permission)
    return (
      <CellView
        cell={cell}
        label={`${role.name}: ${permission.name}`}
        quiet={!hasSwitches(view.matrix)}
        onToggle={() => onToggle(spot)}
      />
    )
  },
})

const isOpen = ({ held, hiddenBy }: Cell): boolean => held && hiddenBy.length === 0

/** How many of a module a role has the use of. */
function heldOf(children: readonly Row[], cell: (permission: Permission) => Cell): string {
  const held = children.filter(({ permission }) => permission && isOpen(cell(permission)))
  return `${held.length} of ${children.length}`
}
