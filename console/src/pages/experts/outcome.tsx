/** What came of something: an icon and a word, so that colour never says it alone. */
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { useAccount } from '../../shell/account.tsx'
import { humane } from '../../words.ts'

export interface Done {
  outcome: string
  reason?: string | undefined
  personalData?: boolean | undefined
}

const looks: Record<string, [StatusIndicatorProps.Type, string]> = {
  succeeded: ['success', 'Done'],
  failed: ['warning', 'Failed'],
  permitted: ['success', 'Permitted'],
  denied: ['error', 'Denied'],
}

export function Outcome({ outcome, reason, personalData }: Done) {
  const [type, label] = looks[outcome] ?? ['info', humane(outcome)]
  return (
    <SpaceBetween size="xxxs">
      <StatusIndicator type={type}>
        {label}
        {reason && `: ${humane(reason).toLowerCase()}`}
      </StatusIndicator>
      {personalData && <StatusIndicator type="warning">Personal data</StatusIndicator>}
    </SpaceBetween>
  )
}

/** A permission by its name, and what it was about. Requests name it whole, the platform only its action. */
export function What({ type, action, id }: { type: string; action: string; id?: string | undefined }) {
  const { terms } = useAccount()
  const permission = action.startsWith(`${type}.`) ? action : `${type}.${action}`
  const name = terms.permissions.find((one) => one.id === permission)?.name ?? humane(permission)
  return (
    <span title={permission}>
      {name}
      {id && (
        <Box variant="span" color="text-body-secondary">
          {' '}
          {id}
        </Box>
      )}
    </span>
  )
}
