import Box from '@cloudscape-design/components/box'
import Icon from '@cloudscape-design/components/icon'
import Toggle from '@cloudscape-design/components/toggle'
import { type Cell, type Lock, lockWords } from './cells.ts'

interface Props {
  cell: Cell
  /** Role and permission, for who cannot see where it stands. */
  label: string
  /** Leaves the sign of the lock out. */
  quiet: boolean
  onToggle: () => void
}

/** Held or not, as a switch or under a lock that says why; and what stands above it. */
export function CellView({ cell, label, quiet, onToggle }: Props) {
  const { held, lock, changed, catalog, hiddenBy } = cell
  const notes = [
    ...(changed ? ['Not saved yet'] : []),
    ...(catalog === undefined ? [] : [`Catalog: ${catalog ? 'on' : 'off'}`]),
  ]
  const hidden = hiddenBy.length > 0 ? [`Hidden: ${hiddenBy.join(', ')}`] : []
  return (
    <div>
      {lock === undefined ? (
        <Toggle checked={held} onChange={onToggle} ariaLabel={[label, ...notes, ...hidden].join('. ')} />
      ) : (
        <Locked held={held} lock={lock} why={lockWords[lock]} quiet={quiet && lock === 'fixed'} />
      )}
      {notes.map((note) => (
        <Box key={note} fontSize="body-s" color="text-body-secondary">
          {note}
        </Box>
      ))}
      {hidden.map((note) => (
        <Box key={note} fontSize="body-s" color="text-status-warning">
          {note}
        </Box>
      ))}
    </div>
  )
}

export function Locked({
  held,
  lock,
  why,
  quiet = false,
}: {
  held: boolean
  lock: Lock
  why: string
  quiet?: boolean
}) {
  const said = held ? 'Held' : 'Not held'
  return (
    <span title={why}>
      <Icon
        name={held ? 'check' : 'subtract-minus'}
        variant={held ? 'success' : 'subtle'}
        ariaLabel={quiet ? `${said}. ${why}` : said}
      />{' '}
      {!quiet && <LockSign lock={lock} label={`Locked. ${why}`} />}
    </span>
  )
}

export const LockSign = ({ lock, label }: { lock: Lock; label: string }) => (
  <Icon name={lock === 'waits' ? 'status-pending' : 'lock-private'} size="small" variant="subtle" ariaLabel={label} />
)
