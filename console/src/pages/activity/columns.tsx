import Box from '@cloudscape-design/components/box'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import type { Item } from '../../api/client.ts'
import { Instant } from '../../parts/instant.tsx'
import type { Column } from '../../parts/paged-table.tsx'
import { useAccount } from '../../shell/account.tsx'
import { type Actor, DoerInFull, usePartnerName } from '../../trail/doer.tsx'
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

function What({ done: { action, kind } }: { done: Done }) {
  const { terms } = useAccount()
  const permission = terms.permissions.find(({ id }) => id === action)
  return (
    <span title={action}>
      {permission?.name ?? humane(action)}
      {kind === 'decision' && (
        <Box variant="span" color="text-body-secondary">
          {' '}
          (asked for)
        </Box>
      )}
    </span>
  )
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
    <StatusIndicator type={type} wrapText={false}>
      {text}
      {reason && `: ${humane(reason).toLowerCase()}`}
    </StatusIndicator>
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

function Whose({ partner }: { partner: string | undefined }) {
  return usePartnerName(partner) ?? (partner ? <span title={partner}>A partner</span> : '–')
}

export const activityColumns: readonly Column<Done>[] = [
  { id: 'at', header: 'When', width: 205, cell: ({ at }) => <Instant at={at} /> },
  { id: 'who', header: 'Who', width: 160, cell: (done) => <DoerInFull actor={actorOf(done)} /> },
  { id: 'what', header: 'What', width: 165, cell: (done) => <What done={done} /> },
  {
    id: 'resource',
    header: 'On',
    width: 125,
    cell: (done) => <On done={done} />,
  },
  { id: 'outcome', header: 'Outcome', width: 190, cell: (done) => <Outcome done={done} /> },
  {
    id: 'personalData',
    header: 'Personal data',
    width: 160,
    cell: ({ personalData }) => (personalData ? <PersonalData /> : '–'),
  },
  { id: 'detail', header: 'Detail', hidden: true, width: 240, cell: ({ detail }) => detail ?? '–' },
  { id: 'partner', header: 'Partner', hidden: true, width: 200, cell: ({ partner }) => <Whose partner={partner} /> },
  {
    id: 'recordedAt',
    header: 'Recorded',
    hidden: true,
    width: 215,
    cell: ({ recordedAt }) => <Instant at={recordedAt} />,
  },
]
