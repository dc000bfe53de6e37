import { Stack } from 'aws-cdk-lib'
import { Alarm, ComparisonOperator, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch'
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import { Key } from 'aws-cdk-lib/aws-kms'
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { Topic } from 'aws-cdk-lib/aws-sns'
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { type EventFunction, type Trigger, triggers } from '../functions/triggers.ts'
import {
  type AlarmRow,
  type AlarmRows,
  ofDeadLetters,
  ofDecisions,
  ofDigests,
  ofEnds,
  ofFunction,
  ofMail,
  ofStreamConsumer,
  ofTable,
} from './alarm-list.ts'
import type { Functions } from './functions.ts'
import type { Metrics } from './metrics.ts'

interface Watched {
  metrics: Metrics
  functions: Functions
  email?: string
}

/** Wakes a person, by a topic that mail, chat or a pager can follow. Built last: it looks for all there is to watch. */
export class Alarms extends Construct {
  constructor(scope: Construct, id: string, { metrics, functions, email }: Watched) {
    super(scope, id)
    const topic = this.#topic()
    if (email) topic.addSubscription(new EmailSubscription(email))

    const everything = Stack.of(this).node.findAll()
    const consumers = (Object.entries(triggers) as [EventFunction, Trigger][])
      .filter(([, trigger]) => 'stream' in trigger)
      .map(([name]) => functions.events[name])
    const rows: AlarmRows = Object.assign(
      {},
      ...everything.filter((found) => found instanceof NodejsFunction).map((fn) => ofFunction(fn.node.id, fn)),
      ...everything.filter((found) => found instanceof Queue).map((queue) => ofDeadLetters(queue.node.id, queue)),
      ...consumers.map((fn) => ofStreamConsumer(fn.node.id, fn)),
      ofDecisions(metrics),
      ofEnds(metrics, functions.events.sweep),
      ofDigests(functions.events['make-digests']),
      ofMail(metrics),
      ofTable(metrics),
    )
    for (const [name, row] of Object.entries(rows)) this.#alarm(name, row, new SnsAction(topic))
  }

  #alarm(
    name: string,
    { metric, above, periods = 1, outOf = periods, silence, means, first }: AlarmRow,
    action: SnsAction,
  ): void {
    const alarm = new Alarm(this, name, {
      metric,
      threshold: above,
      datapointsToAlarm: periods,
      evaluationPeriods: outOf,
      comparisonOperator: silence
        ? ComparisonOperator.LESS_THAN_OR_EQUAL_TO_THRESHOLD
        : ComparisonOperator.GREATER_THAN_THRESHOLD,
      treatMissingData: silence ? TreatMissingData.BREACHING : TreatMissingData.NOT_BREACHING,
      alarmDescription: `${means} First: ${first}`,
    })
    alarm.addAlarmAction(action)
    alarm.addOkAction(action)
  }

  /** Encrypted with a key of its own, because CloudWatch may not use the AWS-managed one. */
  #topic(): Topic {
    const key = new Key(this, 'TopicKey', { description: 'Gatepass alarms', enableKeyRotation: true })
    key.grantEncryptDecrypt(new ServicePrincipal('cloudwatch.amazonaws.com'))
    return new Topic(this, 'Topic', { displayName: 'Gatepass alarms', masterKey: key, enforceSSL: true })
  }
}
