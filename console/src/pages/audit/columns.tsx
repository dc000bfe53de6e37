import Box from '@cloudscape-design/components/box'
import type { Item } from '../../api/client.ts'
import { Instant } from '../../parts/instant.tsx'
import { MemberName } from '../../parts/member-name.tsx'
import type { Column } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { written } from '../../time.ts'
import { type Actor, Doer, DoerInFull } from '../../trail/doer.tsx'
import { usePartnerNames } from '../../trail/known.ts'
import { change, type Difference, differences, type Names, newsOf, shown } from './differences.ts'
import { saying } from './events.ts'

export type Entry = Item<'listAudit'>

/** An entry, and below it, once opened, what it changed. */
export type Line = { id: string; entry: Entry } | { id: string; detail: Difference }

export const detailsOf = (line: Line): Line[] =>
  'entry' in line
    ? differences(line.entry.before, line.entry.after).map((detail) => ({ id: `${line.id}/${detail.key}`, detail }))
    : []

/** Of what concerns a delegation the entry tells which, also where the agent does not act under it yet. */
function actorOf({ actor, before, after }: Entry): Actor {
  const delegation = actor.delegation ?? after?.delegation ?? before?.delegation
  return actor.type === 'agent' && typeof delegation === 'string' ? { ...actor, delegation } : actor
}

/** Who did it stands in the sentence, too: that is how it is read. */
function Sentence({ entry }: { entry: Entry }) {
  const { action, actor, target } = entry
  const { before, names, after } = saying(action, actor.id === target)
  return (
    <span title={action}>
      <Doer actor={actorOf(entry)} /> {before}
      {names && <MemberName id={target} />}
      {after}
    </span>
  )
}

function useNames(): Names {
  const { terms } = useAccount()
  const named = [
    ...terms.roles,
    ...terms.permissions,
    ...(terms.levels?.order ?? []),
    ...(terms.levels?.products ?? []),
  ]
  const names = new Map(named.map(({ id, name }) => [id, name]))
  const partners = usePartnerNames(terms.partners !== null)
  return { nameOf: (id) => names.get(id) ?? partners.get(id), instant: (at) => written(at) }
}

/** The first of what changed; the rest is a click away. */
function Summary({ entry }: { entry: Entry }) {
  const names = useNames()
  const text = newsOf(differences(entry.before, entry.after), names)
    .slice(0, 2)
    .map((one) => `${one.label}: ${change(one, names)}`)
  return <Box color="text-body-secondary">{text.join('; ') || '–'}</Box>
}

/** Of one thing that changed, what it was or what it is. */
function Side({ detail, side }: { detail: Difference; side: 'before' | 'after' }) {
  const names = useNames()
  if (!(side in detail)) return null
  return (
    <span>
      <Box variant="span" color="text-body-secondary">
        {side === 'before' ? 'Before: ' : 'After: '}
      </Box>
      {shown(detail[side], names)}
    </span>
  )
}

export const auditColumns: readonly Column<Line>[] = [
  {
    id: 'at',
    header: 'When',
    width: 240,
    minWidth: 200,
    cell: (line) => ('entry' in line ? <Instant at={line.entry.at} /> : line.detail.label),
  },
  {
    id: 'what',
    header: 'What happened',
    width: 410,
    minWidth: 240,
    cell: (line) => ('entry' in line ? <Sentence entry={line.entry} /> : <Side detail={line.detail} side="before" />),
  },
  {
    id: 'change',
    header: 'What changed',
    width: 340,
    cell: (line) => ('entry' in line ? <Summary entry={line.entry} /> : <Side detail={line.detail} side="after" />),
  },
  {
    id: 'who',
    header: 'Who',
    hidden: true,
    width: 260,
    cell: (line) => ('entry' in line ? <DoerInFull actor={actorOf(line.entry)} /> : ''),
  },
  {
    id: 'action',
    header: 'Event',
    hidden: true,
    cell: (line) => ('entry' in line ? line.entry.action : line.detail.key),
  },
]
