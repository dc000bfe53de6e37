import Box from '@cloudscape-design/components/box'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { Item } from '../../api/client.ts'
import { Instant } from '../../parts/instant.tsx'
import type { Column } from '../../parts/table-choices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { type Actor, DoerInFull } from '../../trail/doer.tsx'
import { useDelegation } from '../../trail/known.ts'
import { humane } from '../../words.ts'

export type Done = Item<'listActivity'>

/** Of an agent the activity keeps the id as `member`, and whose staff they are. */
const actorOf = ({ member, partner, subject, delegation }: Done): Actor => ({
  type: partner ? 'agent' : 'member',
  id: member,
  ...(partner && { partner }),
  ...(subject && { subject }),
  ...(delegation && { delegation }),
})

function What({ done: { action } }: { done: Done }) {
  const { terms } = useAccount()
  const permission = terms.permissions.find(({ id }) => id === action)
  return <span title={action}>{permission?.name ?? humane(action)}</span>
}

const outcomes: Record<Done['outcome'], [StatusIndicatorProps.Type, string]> = {
  succeeded: ['success', 'Done'],
  failed: ['warning', 'Failed'],
  permitted: ['success', 'Permitted'],
  denied: ['error', 'Denied'],
}

function Outcome({ done: { outcome, reason } }: { done: Done }) {
  const [type, text] = outcomes[outcome]
  return (
    <>
      <StatusIndicator type={type}>{text}</StatusIndicator>
      {reason && (
        <Box color="text-body-secondary" fontSize="body-s">
          {humane(reason)}
        </Box>
      )}
    </>
  )
}

const PersonalData = () => (
  <StatusIndicator type="warning" wrapText={false}>
    Personal data
  </StatusIndicator>
)

/** Without the module, which the action names. */
const On = ({ done: { resource } }: { done: Done }) => (
  <span title={resource.type}>
    {humane(resource.type.slice(resource.type.lastIndexOf('.') + 1))}
    {resource.id && ` ${resource.id}`}
  </span>
)

/** What an agent said it was for when it began. */
function Reason({ delegation }: { delegation: string | undefined }) {
  const { data } = useDelegation(delegation)
  return <span title={delegation}>{data?.reason ?? (delegation ? 'A delegation' : '–')}</span>
}

const told: Record<Done['kind'], string> = {
  decision: 'The platform asked before it let them',
  event: 'The platform told it afterwards',
}

export const activityColumns: readonly Column<Done>[] = [
  { id: 'at', header: 'When', width: 215, cell: ({ at }) => <Instant at={at} /> },
  { id: 'who', header: 'Who', width: 185, cell: (done) => <DoerInFull actor={actorOf(done)} /> },
  { id: 'what', header: 'What', width: 185, cell: (done) => <What done={done} /> },
  { id: 'resource', header: 'On', width: 140, cell: (done) => <On done={done} /> },
  { id: 'outcome', header: 'Outcome', width: 130, cell: (done) => <Outcome done={done} /> },
  {
    id: 'personalData',
    header: 'Personal data',
    width: 155,
    cell: ({ personalData }) => (personalData ? <PersonalData /> : '–'),
  },
  { id: 'kind', header: 'How it is known', hidden: true, width: 260, cell: ({ kind }) => told[kind] },
  { id: 'detail', header: 'Detail', hidden: true, width: 240, cell: ({ detail }) => detail ?? '–' },
  {
    id: 'delegation',
    header: 'On behalf, because',
    hidden: true,
    width: 260,
    cell: ({ delegation }) => <Reason delegation={delegation} />,
  },
  {
    id: 'recordedAt',
    header: 'Recorded',
    hidden: true,
    width: 215,
    cell: ({ recordedAt }) => <Instant at={recordedAt} />,
  },
]
