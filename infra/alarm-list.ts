/** When a person is woken, what it means, and what to do first: pure data about metrics. docs/operations.md says more. */
import { Duration } from 'aws-cdk-lib'
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import type { IFunction } from 'aws-cdk-lib/aws-lambda'
import type { IQueue } from 'aws-cdk-lib/aws-sqs'
import type { Metrics } from './metrics.ts'

export interface AlarmRow {
  metric: IMetric
  above: number
  /** In how many periods; 1 unless told. */
  periods?: number
  /** Out of how many of the last ones; as many as `periods` unless told. */
  outOf?: number
  /** The other way round: nothing at all is what is wrong. */
  silence?: true
  means: string
  first: string
}

export type AlarmRows = Record<string, AlarmRow>

const period = Duration.minutes(5)
const lateEnd =
  'Decisions refuse on time all the same (the deadline is in the data); only tidying up and the report are late.'

export const ofFunction = (name: string, fn: IFunction): AlarmRows => ({
  [`${name}Errors`]: {
    metric: fn.metricErrors({ period }),
    above: 0,
    periods: 2,
    means: `The function ${name} fails or times out, again and again.`,
    first: 'Read its log for lines of level ERROR; if it began with a deployment, deploy the version before.',
  },
  [`${name}Throttles`]: {
    metric: fn.metricThrottles({ period }),
    above: 0,
    periods: 2,
    means: `The AWS account has no Lambda concurrency left for ${name}.`,
    first: 'Look who uses it up (Lambda console, concurrency) and ask for a higher quota.',
  },
})

export const ofStreamConsumer = (name: string, fn: IFunction): AlarmRows => ({
  [`${name}Behind`]: {
    metric: fn.metric('IteratorAge', { period, statistic: 'Maximum' }),
    above: Duration.minutes(15).toMilliseconds(),
    means: `${name} is more than 15 minutes behind what was committed: mails, schedules or imports are late.`,
    first: 'Look at its errors and throttles; after 12 hours entries move to its dead-letter queue.',
  },
})

export const ofDeadLetters = (name: string, queue: IQueue): AlarmRows => ({
  [`${name}Waiting`]: {
    metric: queue.metricApproximateNumberOfMessagesVisible({ period: Duration.minutes(1), statistic: 'Maximum' }),
    above: 0,
    means: `Something was given up on and waits in ${name}. Nobody keeps access because of it.`,
    first: 'Read one message there: it names the event and the failure. Mend the cause, then redrive.',
  },
})

export const ofDecisions = ({ decisions, api }: Metrics): AlarmRows => ({
  DecisionsSlow: {
    metric: decisions.p99,
    above: 250,
    periods: 3,
    means: 'One decision in a hundred takes longer than 250 ms.',
    first: 'Compare with the throttles of the table on the dashboard; cold starts follow deployments and pass.',
  },
  ApiFailing: {
    metric: api.serverErrors,
    above: 0,
    periods: 2,
    means: 'The API answers 5xx: who asks for decisions gets none and must refuse.',
    first: 'Find the route in the access log (status 500 and up), then the failure in the log of its function.',
  },
})

export const ofEnds = ({ schedules, sweep }: Metrics, sweepFunction: IFunction): AlarmRows => ({
  ScheduleTargetErrors: {
    metric: schedules.targetErrors,
    above: 0,
    means: `Schedules cannot reach their function. ${lateEnd}`,
    first:
      'Check that EndGrant, RemindGrant, EndDelegation and MoveStanding exist and that the role of the schedules may call them.',
  },
  SchedulesDropped: {
    metric: schedules.dropped,
    above: 0,
    means: `A schedule was given up on. ${lateEnd}`,
    first: 'Read ScheduleDeadLetters; the sweep ends the grant within five minutes.',
  },
  EndsMissed: {
    metric: sweep.ended,
    above: 0,
    // Once in an hour is a schedule that the sweep was a moment ahead of.
    periods: 2,
    outOf: 12,
    means: `The sweep ends grants whose schedule does not. ${lateEnd}`,
    first: 'Look why schedules fail: SchedulesDropped, KeepScheduleErrors, ScheduleDeadLetters.',
  },
  ConsequencesUnsettled: {
    metric: sweep.unsettled,
    above: 0,
    // Each is driven again after five minutes, then ever less often, down to once an hour.
    periods: 2,
    outOf: 36,
    means: 'Committed changes still owe a mail, a schedule or an import, though they were driven again.',
    first: 'Read the logs of SendMail, KeepSchedule and RunImport: SES refusing the sender is the usual cause.',
  },
  SweepSilent: {
    metric: sweepFunction.metricInvocations({ period: Duration.minutes(15) }),
    above: 0,
    silence: true,
    means: 'The sweep did not run for 15 minutes: a missed schedule would not be noticed.',
    first: 'Check that its rule is enabled and read EventDeadLetters.',
  },
})

export const ofDigests = (makeDigests: IFunction): AlarmRows => ({
  DigestsSilent: {
    metric: makeDigests.metricInvocations({ period: Duration.hours(1) }),
    above: 0,
    silence: true,
    means: 'Weekly digests were not looked for in an hour. None is lost: each tells everything since the last one.',
    first: 'Check that the rule of MakeDigests is enabled and read EventDeadLetters.',
  },
})

export const ofMail = ({ mail }: Metrics): AlarmRows => ({
  MailsBounce: {
    metric: mail.bounceRate,
    above: 0.05,
    means: 'More than 5 % of mails bounce: AWS reviews the sender at 5 % and stops it at 10 %.',
    first: 'See whose invitations bounced (delivery state in the console) and correct the addresses.',
  },
  MailsComplainedAbout: {
    metric: mail.complaintRate,
    above: 0.001,
    means: 'More than 0.1 % of mails are marked as spam: AWS stops the sender at 0.5 %.',
    first: 'See which accounts invite strangers, and talk to their owners.',
  },
})

export const ofTable = ({ table }: Metrics): AlarmRows => ({
  TableThrottles: {
    metric: table.throttles,
    above: 0,
    periods: 2,
    means: 'DynamoDB throttles: one account is asked about more than a partition bears, or a quota is reached.',
    first: 'Find the busy caller in the access log (subject, route) and slow it down.',
  },
  TableErrors: {
    metric: table.systemErrors,
    above: 0,
    periods: 2,
    means: 'DynamoDB itself fails.',
    first: 'Read the AWS Health dashboard. There is nothing to mend: a commit is whole or did not happen.',
  },
})
