import { describe, expect, test } from 'vitest'
import { type Trigger, triggers } from '../../functions/triggers.ts'
import { Deployed, target } from './given.ts'

const deployed = new Deployed()
const idOf = (name: string) => `Functions${name.replace(/(^|-)([a-z])/g, (_, __, letter) => letter.toUpperCase())}`
const having = (kind: string) =>
  Object.entries<Trigger>(triggers).flatMap(([name, trigger]) => (kind in trigger ? [idOf(name)] : []))
const queues = deployed.all('AWS::SQS::Queue').map(([id]) => id)
const beginsWithAny = (ids: string[]) => ids.map((id) => expect.stringMatching(new RegExp(`^${id}[0-9A-F]{8}$`)))

describe('the stream', () => {
  const mappings = deployed.all('AWS::Lambda::EventSourceMapping').map(([, mapping]) => mapping)

  test('is followed by exactly the functions that triggers.ts names', () => {
    expect(mappings.map(({ FunctionName }) => target(FunctionName))).toEqual(beginsWithAny(having('stream')))
  })

  test('hands over audit entries that still owe something, from the first one on', () => {
    for (const { FilterCriteria, StartingPosition } of mappings) {
      expect(StartingPosition).toBe('TRIM_HORIZON')
      expect(FilterCriteria.Filters.map(({ Pattern }: { Pattern: string }) => JSON.parse(Pattern))).toEqual([
        {
          dynamodb: {
            NewImage: expect.objectContaining({ pk: { S: [{ prefix: 'AUDIT#' }] }, due: { BOOL: [{ exists: true }] } }),
          },
        },
      ])
    }
  })

  test('hands long work over one at a time, and nothing else to whoever does it', () => {
    const filtered = mappings.filter(({ FilterCriteria }) => FilterCriteria.Filters[0].Pattern.includes('"data"'))
    expect(filtered.map(({ FunctionName, BatchSize }) => [target(FunctionName), BatchSize])).toEqual([
      [expect.stringMatching(/^FunctionsRunImport/), 1],
      [expect.stringMatching(/^FunctionsFollowPartners/), 1],
    ])
    const actions = filtered.map(
      ({ FilterCriteria }) => JSON.parse(FilterCriteria.Filters[0].Pattern).dynamodb.NewImage,
    )
    expect(actions.map(({ data }) => data)).toEqual([
      { M: { action: { S: ['members.import-started'] } } },
      { M: { action: { S: ['organization.moved', 'agent.deactivated', 'agent.removed'] } } },
    ])
  })

  test('claims outlive whoever settles them', () => {
    for (const { FunctionName } of mappings)
      expect(deployed.one('AWS::Lambda::Function', target(FunctionName)).Timeout).toBeLessThan(60)
  })

  test('retries only what failed, gives up on one entry before it holds up the rest, and keeps what it gave up on', () => {
    for (const mapping of mappings) {
      expect(mapping).toMatchObject({
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        BisectBatchOnFunctionError: true,
        MaximumRetryAttempts: 5,
      })
      expect(queues).toContain(target(mapping.DestinationConfig.OnFailure.Destination))
    }
  })
})

describe('rules', () => {
  const rules = deployed.all('AWS::Events::Rule').map(([, rule]) => rule)

  test('run the sweep every five minutes, look for digests every fifteen, and hand over what became of our own mails', () => {
    const timed = rules.filter(({ ScheduleExpression }) => ScheduleExpression)
    expect(timed.map(({ ScheduleExpression }) => ScheduleExpression)).toEqual(['rate(5 minutes)', 'rate(15 minutes)'])
    expect(timed.map(({ Targets }) => target(Targets[0].Arn))).toEqual(beginsWithAny(having('everyMinutes')))
    const matching = rules.filter(({ EventPattern }) => EventPattern)
    expect(matching.map(({ Targets }) => target(Targets[0].Arn))).toEqual(beginsWithAny(having('mailEvents')))
    expect(matching[0]?.EventPattern.source).toEqual(['aws.ses'])
    const [set] = matching[0]?.EventPattern.detail.mail.tags['ses:configuration-set'] ?? []
    expect(target(set)).toBe(deployed.all('AWS::SES::ConfigurationSet')[0]?.[0])
  })

  test('keep what they could not deliver', () => {
    for (const { Targets } of rules) expect(queues).toContain(target(Targets[0].DeadLetterConfig.Arn))
  })
})

describe('mail', () => {
  test('goes out over TLS only, and bounces, complaints and deliveries come back', () => {
    expect(deployed.one('AWS::SES::ConfigurationSet').DeliveryOptions).toMatchObject({ TlsPolicy: 'REQUIRE' })
    expect(deployed.one('AWS::SES::ConfigurationSetEventDestination').EventDestination.MatchingEventTypes).toEqual([
      'bounce',
      'complaint',
      'delivery',
      'deliveryDelay',
      'reject',
    ])
  })
})

describe('dead letters', () => {
  test('each function that is called without an answer keeps calls that failed', () => {
    const kept = deployed.all('AWS::Lambda::EventInvokeConfig').map(([, config]) => config)
    const called = ['schedule', 'everyMinutes', 'mailEvents'].flatMap(having)
    expect(kept.map(({ FunctionName }) => target(FunctionName)).sort()).toEqual(beginsWithAny(called.sort()))
    for (const { DestinationConfig } of kept) expect(queues).toContain(target(DestinationConfig.OnFailure.Destination))
  })

  test('keep-schedule is told a queue for schedules that cannot be delivered', () => {
    const { Variables } = deployed.one('AWS::Lambda::Function', 'FunctionsKeepSchedule').Environment
    expect(queues).toContain(target(Variables.SCHEDULE_DEAD_LETTER_ARN))
  })

  test('every queue is encrypted, keeps letters for 14 days, and takes and gives them over TLS only', () => {
    const streams = Object.values(triggers).filter((trigger) => 'stream' in trigger)
    // Beside one for each stream mapping: of schedules, of rules, and of asynchronous invocations.
    expect(queues).toHaveLength(streams.length + 3)
    for (const [, queue] of deployed.all('AWS::SQS::Queue')) {
      expect(queue).toMatchObject({ SqsManagedSseEnabled: true, MessageRetentionPeriod: 1_209_600 })
    }
    const guarded = deployed
      .all('AWS::SQS::QueuePolicy')
      .filter(([, { PolicyDocument }]) => JSON.stringify(PolicyDocument).includes('"aws:SecureTransport":"false"'))
      .flatMap(([, { Queues }]) => Queues.map(target))
    expect(guarded.sort()).toEqual([...queues].sort())
  })

  test('every queue wakes somebody as soon as one letter waits', () => {
    const watched = deployed
      .all('AWS::CloudWatch::Alarm')
      .filter(([, { MetricName, Threshold }]) => MetricName === 'ApproximateNumberOfMessagesVisible' && Threshold === 0)
      .map(([, { Dimensions }]) => target({ 'Fn::GetAtt': Dimensions[0].Value['Fn::GetAtt'] }))
    expect(watched.sort()).toEqual([...queues].sort())
  })
})
