/** What tables and the page of one expert say alike. */
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, { type StatusIndicatorProps } from '@cloudscape-design/components/status-indicator'
import { refresh } from '../../api/queries.ts'
import { Countdown } from '../../parts/countdown.tsx'
import { Instant } from '../../parts/instant.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Doer } from '../../trail/doer.tsx'
import { scopeNames } from '../../words.ts'
import type { Expert } from './queries.ts'

export const nameOf = ({ name }: Pick<Expert, 'name'>): string => name ?? 'Details deleted'
export const scopeOf = ({ access }: Pick<Expert, 'access'>): string => scopeNames[access]?.name ?? access
export const isRunning = ({ status }: Pick<Expert, 'status'>): boolean => status === 'active' || status === 'invited'

const deliveries: Record<string, [StatusIndicatorProps.Type, string]> = {
  queued: ['pending', 'About to be sent'],
  sent: ['in-progress', 'Sent'],
  delayed: ['warning', 'Delayed'],
  delivered: ['success', 'Delivered'],
  bounced: ['error', 'Came back'],
  complained: ['error', 'Reported as unwanted'],
  rejected: ['error', 'Not sent'],
}

/** How far the newest invitation mail came. */
export function Delivery({ delivery }: Pick<Expert, 'delivery'>) {
  if (!delivery) return '–'
  const [type, label] = deliveries[delivery.state] ?? ['info', delivery.state]
  return <StatusIndicator type={type}>{label}</StatusIndicator>
}

/** When access ends, counted down while it runs. Once it is over everything of the account is read again. */
export function Until({ expert }: { expert: Pick<Expert, 'until' | 'status'> }) {
  const { id } = useAccount()
  if (expert.until === null) return 'No limit'
  if (!isRunning(expert)) return <Instant at={expert.until} />
  return (
    <SpaceBetween size="xxxs">
      <Instant at={expert.until} />
      <Countdown until={expert.until} onOver={() => refresh(id)} />
    </SpaceBetween>
  )
}

/** Who ended it: time does so by itself, and an expert by declining. */
export function EndedBy({ expert, by }: { expert: string; by: Expert['endedBy'] }) {
  if (by === null) return 'By itself'
  return by.id === expert ? 'The expert, who declined' : <Doer actor={by} />
}
