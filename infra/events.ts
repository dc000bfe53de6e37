import { Duration } from 'aws-cdk-lib'
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Rule, type RuleProps, Schedule } from 'aws-cdk-lib/aws-events'
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets'
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda'
import { SqsDestination } from 'aws-cdk-lib/aws-lambda-destinations'
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources'
import type { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import type { Queue } from 'aws-cdk-lib/aws-sqs'
import { Construct } from 'constructs'
import { type EventFunction, type StreamTrigger, type Trigger, triggers } from '../functions/triggers.ts'
import { deadLetters } from './dead-letters.ts'
import type { Functions } from './functions.ts'
import type { Mail } from './mail.ts'

interface Parts {
  functions: Functions
  table: ITableV2
  mail: Mail
}

/** What makes the functions of functions/events run, one row of triggers.ts each. Schedules are in schedules.ts. */
export class Events extends Construct {
  readonly #undelivered: Queue
  readonly #failed: Queue

  constructor(scope: Construct, id: string, { functions, table, mail }: Parts) {
    super(scope, id)
    /** Events that never reached their function. */
    this.#undelivered = deadLetters(this, 'EventDeadLetters')
    /** Events that reached it and failed each time. */
    this.#failed = deadLetters(this, 'InvocationDeadLetters')

    for (const [name, trigger] of Object.entries<Trigger>(triggers)) {
      const target = functions.events[name as EventFunction]
      if ('stream' in trigger) this.#followStream(target, table, trigger.stream)
      else this.#keepFailures(target)
      if ('everyMinutes' in trigger) {
        const schedule = Schedule.rate(Duration.minutes(trigger.everyMinutes))
        this.#rule(name, target, { schedule })
      }
      if ('mailEvents' in trigger) {
        // Mails of this deployment alone, in an AWS account that may send others.
        const tags = { 'ses:configuration-set': [mail.configurationSetName] }
        this.#rule(name, target, { eventPattern: { source: ['aws.ses'], detail: { mail: { tags } } } })
      }
    }
  }

  #followStream(
    target: NodejsFunction,
    table: ITableV2,
    { partitionPrefix, actions, batchSize = 10 }: StreamTrigger,
  ): void {
    target.addEventSource(
      new DynamoEventSource(table, {
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize,
        parallelizationFactor: 2,
        reportBatchItemFailures: true,
        bisectBatchOnError: true,
        // Few, so that one bad entry does not hold up those behind it: the sweep drives again what is unsettled.
        retryAttempts: 5,
        // Half of what the stream keeps: what is given up on is still there to be looked at.
        maxRecordAge: Duration.hours(12),
        onFailure: new SqsDlq(deadLetters(this, `${target.node.id}DeadLetters`)),
        filters: [
          FilterCriteria.filter({
            dynamodb: {
              // What was removed has no new image.
              NewImage: {
                pk: { S: FilterRule.beginsWith(partitionPrefix) },
                // `exists` sees leaves only: the value, not the attribute around it.
                due: { BOOL: FilterRule.exists() },
                ...(actions && { data: { M: { action: { S: actions } } } }),
              },
            },
          }),
        ],
      }),
    )
  }

  #keepFailures(target: NodejsFunction): void {
    target.configureAsyncInvoke({
      onFailure: new SqsDestination(this.#failed),
      retryAttempts: 2,
      maxEventAge: Duration.hours(6),
    })
  }

  #rule(name: string, target: NodejsFunction, when: Pick<RuleProps, 'schedule' | 'eventPattern'>) {
    new Rule(this, name, {
      ...when,
      targets: [
        new LambdaFunction(target, {
          deadLetterQueue: this.#undelivered,
          retryAttempts: 20,
          maxEventAge: Duration.hours(6),
        }),
      ],
    })
  }
}
