import { CfnOutput, Duration, Stack } from 'aws-cdk-lib'
import { Dashboard as Board, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch'
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import type { Metrics } from './metrics.ts'

const period = Duration.minutes(5)

/** One page: are decisions made, do grants end, do mails leave, does anything wait. */
export class Dashboard extends Construct {
  constructor(scope: Construct, id: string, { api, decisions, schedules, sweep, mail, table }: Metrics) {
    super(scope, id)
    const everything = Stack.of(this).node.findAll()
    const functions = everything.filter((found) => found instanceof NodejsFunction)
    const queues = everything.filter((found) => found instanceof Queue)

    const board = new Board(this, 'Board', { defaultInterval: Duration.hours(12) })
    board.addWidgets(
      graph('Requests', [api.requests, api.clientErrors, api.serverErrors]),
      graph('Decisions, milliseconds', [decisions.p50, decisions.p99]),
      graph('Table throttles', [table.throttles]),
    )
    board.addWidgets(
      graph('Schedules: fired, not reached, dropped', [schedules.attempts, schedules.targetErrors, schedules.dropped]),
      graph('Sweep: ended late, unsettled', [sweep.ended, sweep.unsettled]),
      graph('Mail: bounces, complaints', [mail.bounceRate, mail.complaintRate]),
    )
    board.addWidgets(
      graph(
        'Function errors',
        functions.map((fn) => fn.metricErrors({ period, label: fn.node.id })),
      ),
      graph(
        'Function throttles',
        functions.map((fn) => fn.metricThrottles({ period, label: fn.node.id })),
      ),
      graph('Table errors', [table.systemErrors]),
    )
    board.addWidgets(
      graph(
        'Waiting dead letters',
        queues.map((queue) => queue.metricApproximateNumberOfMessagesVisible({ period, label: queue.node.id })),
      ),
    )
    new CfnOutput(this, 'DashboardName', { description: 'The dashboard in CloudWatch', value: board.dashboardName })
  }
}

const graph = (title: string, left: IMetric[]) => new GraphWidget({ title, left, width: 8, height: 6 })
