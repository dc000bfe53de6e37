import { describe, expect, test } from 'vitest'
import { indexes, table } from '../../shared/keys.ts'
import { Deployed, type Properties } from './given.ts'

const deployed = new Deployed()
const stored = deployed.one('AWS::DynamoDB::GlobalTable')
const keysOf = ({ KeySchema }: Properties) =>
  Object.fromEntries(KeySchema.map((key: Properties) => [key.KeyType === 'HASH' ? 'pk' : 'sk', key.AttributeName]))

describe('the table', () => {
  test('has the keys and indexes of shared/keys.ts, each with whole items', () => {
    expect(keysOf(stored)).toEqual({ pk: table.partitionKey, sk: table.sortKey })
    const built = stored.GlobalSecondaryIndexes.map((index: Properties) => [index.IndexName, keysOf(index)])
    expect(Object.fromEntries(built)).toEqual(indexes)
    for (const { Projection } of stored.GlobalSecondaryIndexes) expect(Projection).toEqual({ ProjectionType: 'ALL' })
    for (const { AttributeType } of stored.AttributeDefinitions) expect(AttributeType).toBe('S')
  })

  test('streams what was and what is', () => {
    expect(stored.StreamSpecification).toEqual({ StreamViewType: 'NEW_AND_OLD_IMAGES' })
  })

  test('forgets by ttl, is paid per request, and is encrypted with a key that shows its uses', () => {
    expect(stored.TimeToLiveSpecification).toEqual({ AttributeName: table.timeToLive, Enabled: true })
    expect(stored.BillingMode).toBe('PAY_PER_REQUEST')
    expect(stored.SSESpecification).toEqual({ SSEEnabled: true, SSEType: 'KMS' })
  })

  test('can be restored to any second, and survives the stack', () => {
    expect(stored.Replicas).toMatchObject([
      { DeletionProtectionEnabled: true, PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
    ])
    const kept = Object.values(deployed.resources).filter(({ DeletionPolicy }) => DeletionPolicy === 'Retain')
    expect(kept.map(({ Type }) => Type)).toEqual(
      expect.arrayContaining(['AWS::DynamoDB::GlobalTable', 'AWS::Cognito::UserPool', 'AWS::KMS::Key']),
    )
  })

  test('can be replaced by one restored from a backup, which every function then uses', () => {
    const tableArn = 'arn:aws:dynamodb:eu-west-1:111111111111:table/restored'
    const tableStreamArn = `${tableArn}/stream/2026-01-01T00:00:00.000`
    const restored = new Deployed({ restoredTableArn: tableArn, restoredTableStreamArn: tableStreamArn })
    expect(restored.all('AWS::DynamoDB::GlobalTable')).toEqual([])
    const { Variables } = restored.one('AWS::Lambda::Function', 'FunctionsAccess').Environment
    expect(Variables.TABLE_NAME).toBe('restored')
    for (const [, mapping] of restored.all('AWS::Lambda::EventSourceMapping'))
      expect(mapping.EventSourceArn).toBe(tableStreamArn)
    const deciding = restored.statements().filter(({ role }) => role.startsWith('FunctionsAccess'))
    expect(deciding.flatMap(({ resources }) => resources)).toContain(tableArn)
  })

  test('the key of invitation links makes codes and nothing else', () => {
    expect(deployed.one('AWS::KMS::Key', 'Tokens')).toMatchObject({
      KeySpec: 'HMAC_256',
      KeyUsage: 'GENERATE_VERIFY_MAC',
    })
  })
})

describe('the functions', () => {
  const functions = deployed.all('AWS::Lambda::Function').filter(([id]) => !id.startsWith('Custom'))

  test.each(functions)('%s runs Node 24 on arm64 and writes JSON to a log that ends', (_, fn) => {
    expect(fn).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      LoggingConfig: { LogFormat: 'JSON' },
      Environment: { Variables: { NODE_OPTIONS: '--enable-source-maps' } },
    })
    expect(deployed.one('AWS::Logs::LogGroup', fn.LoggingConfig.LogGroup.Ref).RetentionInDays).toBe(90)
  })
})
