import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { humane } from '../words.ts'

const looks: Record<string, [StatusIndicatorProps.Type, string]> = {
  invited: ['pending', 'Invitation sent'],
  active: ['success', 'Active'],
  inactive: ['stopped', 'Inactive'],
  expired: ['stopped', 'Expired'],
  revoked: ['error', 'Revoked'],
  declined: ['stopped', 'Declined'],
  ended: ['stopped', 'Ended'],
  suspended: ['warning', 'Suspended'],
  canceled: ['warning', 'Canceled'],
  terminated: ['error', 'Terminated'],
  waiting: ['pending', 'Waiting'],
  withdrawn: ['stopped', 'Withdrawn'],
  refused: ['error', 'Refused'],
  done: ['success', 'Done'],
}

/** A status in one look for the whole console: colour never says it alone. */
export function Status({ status }: { status: string }) {
  const [type, label] = looks[status] ?? ['info', humane(status)]
  return <StatusIndicator type={type}>{label}</StatusIndicator>
}
