/**
 * What makes each function of functions/events run: pure data, the counterpart of routes.ts. Infra and the local
 * runtime both derive from it.
 */
import type { Action } from '../shared/audit/consequences.ts'

export interface StreamTrigger {
  /** Records whose new image has a partition key with this prefix and is marked `due`. */
  partitionPrefix: string
  /** Of audit entries, only those of these actions. */
  actions?: readonly Action[]
  /** How many at once; 10 unless told. */
  batchSize?: number
}

export type Trigger =
  /** The table's stream. */
  | { stream: StreamTrigger }
  /** The target of one-time schedules, as EventBridge Scheduler calls it with the schedule's Input. */
  | { schedule: true }
  /** Every so many minutes. */
  | { everyMinutes: number }
  /** What became of a mail: SES event publishing through EventBridge (`source: aws.ses`). */
  | { mailEvents: true }

export const triggers = {
  'send-mail': { stream: { partitionPrefix: 'AUDIT#' } },
  'keep-schedule': { stream: { partitionPrefix: 'AUDIT#' } },
  'keep-login': { stream: { partitionPrefix: 'AUDIT#' } },
  // One at a time, because each takes as long as a function may run.
  'run-import': { stream: { partitionPrefix: 'AUDIT#', actions: ['members.import-started'], batchSize: 1 } },
  // Of an organization with many accounts it takes as long.
  'follow-partners': {
    stream: {
      partitionPrefix: 'AUDIT#',
      actions: ['organization.moved', 'agent.deactivated', 'agent.removed'],
      batchSize: 1,
    },
  },
  'end-grant': { schedule: true },
  'remind-grant': { schedule: true },
  'move-standing': { schedule: true },
  'end-delegation': { schedule: true },
  'make-waiting-change': { schedule: true },
  sweep: { everyMinutes: 5 },
  'make-digests': { everyMinutes: 15 },
  'record-delivery': { mailEvents: true },
} as const satisfies Record<string, Trigger>

export type EventFunction = keyof typeof triggers
