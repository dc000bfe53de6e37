import { Aws, Duration } from 'aws-cdk-lib'
import type { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import { type IMetric, Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { type ITableV2, Operation } from 'aws-cdk-lib/aws-dynamodb'
import { FilterPattern, type ILogGroup, MetricFilter } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import type { Functions } from './functions.ts'
import type { Mail } from './mail.ts'
import type { Schedules } from './schedules.ts'

interface Sources {
  table: ITableV2
  api: HttpApi
  functions: Functions
  schedules: Schedules
  mail: Mail
}

const period = Duration.minutes(5)
const sum = { period, statistic: 'Sum' }

const operations = [
  Operation.GET_ITEM,
  Operation.BATCH_GET_ITEM,
  Operation.QUERY,
  Operation.PUT_ITEM,
  Operation.UPDATE_ITEM,
  Operation.TRANSACT_WRITE_ITEMS,
]

/** What alarms and the dashboard look at, beside the metrics every function and queue has of its own. */
export class Metrics extends Construct {
  readonly api: Record<'requests' | 'clientErrors' | 'serverErrors', IMetric>
  readonly decisions: Record<'p50' | 'p99', IMetric>
  readonly schedules: Record<'attempts' | 'targetErrors' | 'dropped', IMetric>
  readonly mail: Record<'bounceRate' | 'complaintRate', IMetric>
  readonly table: Record<'throttles' | 'systemErrors', IMetric>
  readonly sweep: Record<'ended' | 'unsettled', IMetric>

  constructor(scope: Construct, id: string, { table, api, functions, schedules, mail }: Sources) {
    super(scope, id)
    this.api = {
      requests: api.metricCount(sum),
      clientErrors: api.metricClientError(sum),
      serverErrors: api.metricServerError(sum),
    }
    this.decisions = {
      p50: functions.api.access.metricDuration({ period, statistic: 'p50' }),
      p99: functions.api.access.metricDuration({ period, statistic: 'p99' }),
    }
    const ofSchedules = (metricName: string) =>
      new Metric({
        namespace: 'AWS/Scheduler',
        metricName,
        dimensionsMap: { ScheduleGroup: schedules.groupName },
        ...sum,
      })
    this.schedules = {
      attempts: ofSchedules('InvocationAttemptCount'),
      targetErrors: ofSchedules('TargetErrorCount'),
      dropped: ofSchedules('InvocationDroppedCount'),
    }
    const ofMails = (metricName: string) =>
      new Metric({
        namespace: 'AWS/SES',
        metricName,
        dimensionsMap: { 'ses:configuration-set': mail.configurationSetName },
        period: Duration.hours(1),
        statistic: 'Maximum',
      })
    this.mail = {
      bounceRate: ofMails('Reputation.BounceRate'),
      complaintRate: ofMails('Reputation.ComplaintRate'),
    }
    this.table = {
      throttles: table.metricThrottledRequestsForOperations({ operations, period }),
      systemErrors: table.metricSystemErrorsForOperations({ operations, period }),
    }
    const sweepLog = functions.events.sweep.logGroup
    this.sweep = { ended: this.#fromSweep(sweepLog, 'ended'), unsettled: this.#fromSweep(sweepLog, 'unsettled') }
  }

  /**
   * The sweep ends each run with `console.log({ metric: 'overdue', ended, unsettled })`. Lambda's JSON format puts an
   * object that is logged alone under `message`.
   */
  #fromSweep(logGroup: ILogGroup, field: 'ended' | 'unsettled'): IMetric {
    return new MetricFilter(this, `Overdue-${field}`, {
      logGroup,
      filterPattern: FilterPattern.stringValue('$.message.metric', '=', 'overdue'),
      metricNamespace: `Gatepass/${Aws.STACK_NAME}`,
      metricName: `overdue-${field}`,
      metricValue: `$.message.${field}`,
    }).metric({ period, statistic: 'Maximum' })
  }
}
