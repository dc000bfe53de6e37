/** The only place that talks to EventBridge Scheduler. */
import {
  ConflictException,
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  ResourceNotFoundException,
  SchedulerClient,
  UpdateScheduleCommand,
} from '@aws-sdk/client-scheduler'
import type { Instant } from './clock.ts'
import { type Setting, setting } from './config.ts'
import { millis, plus, second } from './time.ts'

const scheduler = new SchedulerClient({})

export interface OneTime {
  /** Names what ends, a grant with the version of its window, so that the same window is never scheduled twice. */
  name: string
  at: Instant
  target: Extract<Setting, `${string}_ARN`>
  input: object
}

/** `at()` knows seconds: rounded up, so that nothing ends early. */
const expression = (at: Instant) =>
  `at(${new Date(Math.ceil(millis(at) / second) * second).toISOString().slice(0, 19)})`

const request = ({ name, at, target, input }: OneTime): CreateScheduleCommandInput => ({
  Name: name,
  GroupName: setting('SCHEDULE_GROUP'),
  ScheduleExpression: expression(at),
  ScheduleExpressionTimezone: 'UTC',
  FlexibleTimeWindow: { Mode: 'OFF' },
  ActionAfterCompletion: 'DELETE',
  Target: {
    Arn: setting(target),
    RoleArn: setting('SCHEDULE_ROLE_ARN'),
    Input: JSON.stringify(input),
    RetryPolicy: { MaximumRetryAttempts: 20, MaximumEventAgeInSeconds: 6 * 60 * 60 },
    DeadLetterConfig: { Arn: setting('SCHEDULE_DEAD_LETTER_ARN') },
  },
})

/** A schedule in the past would not fire: what is due already is due at once. */
export const upcoming = (at: Instant, now: Instant): Instant => (at > now ? at : plus(now, 2 * second))

/** Creates the schedule, or corrects the one of that name. */
export async function setSchedule(schedule: OneTime): Promise<void> {
  try {
    await scheduler.send(new CreateScheduleCommand(request(schedule)))
  } catch (error) {
    if (!(error instanceof ConflictException)) throw error
    await scheduler.send(new UpdateScheduleCommand(request(schedule)))
  }
}

/** Deletes a schedule that may have fired, or never been, already. */
export async function dropSchedule(name: string): Promise<void> {
  try {
    await scheduler.send(new DeleteScheduleCommand({ Name: name, GroupName: setting('SCHEDULE_GROUP') }))
  } catch (error) {
    if (!(error instanceof ResourceNotFoundException)) throw error
  }
}
