/** What stands above every switch: hidden modules and masked fields, for each role and for experts. */
import Box from '@cloudscape-design/components/box'
import Header from '@cloudscape-design/components/header'
import Table, { type TableProps } from '@cloudscape-design/components/table'
import Toggle from '@cloudscape-design/components/toggle'
import { Locked, LockSign } from './cell.tsx'
import { lockWords } from './cells.ts'
import { type Draft, isChanged, type Spot, savedAt, wantedAt } from './draft.ts'
import { expert, type Matrix, type Restriction, restrictionsOf } from './matrix.ts'
import { effectsOf } from './restriction-words.ts'

interface Props {
  matrix: Matrix
  draft: Draft
  maySet: boolean
  onToggle: (spot: Spot) => void
}

export function Restrictions({ matrix, draft, maySet, onToggle }: Props) {
  const { restrictions, roles, permissions } = matrix
  if (restrictions.length === 0) return null
  const experts = restrictionsOf(matrix, expert).length > 0 ? [{ id: expert, name: 'Experts', locked: false }] : []
  const columns = [...roles, ...experts].filter(
    ({ id, locked }) => locked || restrictions.some((one) => isSettable(matrix, id, one)),
  )
  return (
    <Table<Restriction>
      variant="container"
      enableKeyboardNavigation
      stickyColumns={{ first: 1 }}
      wrapLines
      header={
        <Header
          variant="h2"
          description="Access to user details. What is on here stands above every switch; no switch is changed by it."
        >
          Restrictions
        </Header>
      }
      items={restrictions}
      trackBy="id"
      columnDefinitions={[
        {
          id: 'restriction',
          header: 'Restriction',
          isRowHeader: true,
          minWidth: 200,
          cell: ({ id, name }) => <span title={id}>{name}</span>,
        },
        {
          id: 'effects',
          header: 'What it does',
          minWidth: 320,
          cell: (one) =>
            effectsOf(one, permissions).map((effect) => (
              <Box key={effect} fontSize="body-s">
                {effect}
              </Box>
            )),
        },
        ...columns.map((column) => columnOf(column, { matrix, draft, maySet, onToggle })),
      ]}
      ariaLabels={{ tableLabel: 'Restrictions' }}
    />
  )
}

const isSettable = (matrix: Matrix, role: string, { id }: Restriction): boolean =>
  savedAt(matrix, { role, kind: 'restrictions', id }) !== undefined

const Never = ({ why }: { why: string }) => (
  <Box fontSize="body-s" color="text-body-secondary">
    <LockSign lock="everything" label="Locked" /> {why}
  </Box>
)

type Column = Pick<Matrix['roles'][number], 'id' | 'name' | 'locked'>

const columnOf = (
  { id: role, name, locked }: Column,
  { matrix, draft, maySet, onToggle }: Props,
): TableProps.ColumnDefinition<Restriction> => ({
  id: role,
  header: name,
  minWidth: 130,
  cell: (restriction) => {
    const spot = { role, kind: 'restrictions', id: restriction.id } as const
    const on = wantedAt(matrix, draft, spot)
    if (locked) return <Never why="Never restricted" />
    if (!isSettable(matrix, role, restriction)) return <Never why="Not for this role" />
    if (!maySet) return <Locked held={on} lock="looks" why={lockWords.looks} />
    return (
      <>
        <Toggle checked={on} onChange={() => onToggle(spot)} ariaLabel={`${name}: ${restriction.name}`} />
        {isChanged(draft, spot) && (
          <Box fontSize="body-s" color="text-body-secondary">
            Not saved yet
          </Box>
        )}
      </>
    )
  },
})
