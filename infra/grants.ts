import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Partition, Rights } from './rights.ts'

const verbs = {
  get: ['dynamodb:GetItem', 'dynamodb:BatchGetItem'],
  query: ['dynamodb:Query'],
  put: ['dynamodb:PutItem'],
  update: ['dynamodb:UpdateItem'],
  check: ['dynamodb:ConditionCheckItem'],
  // A transaction needs the right of each of its parts; there is no right to transactions as such.
  change: ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:UpdateItem'],
} as const

/** The rights to the table as policy statements, each bound to the beginnings of partition keys. */
export function tableStatements(table: ITableV2, rights: Rights): PolicyStatement[] {
  const onPartitions = (verb: keyof typeof verbs, partitions: readonly Partition[]) =>
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: [...verbs[verb]],
      resources: [table.tableArn],
      conditions: {
        'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': partitions.map((partition) => `${partition}*`) },
      },
    })

  const statements = Object.keys(verbs).flatMap((key) => {
    const verb = key as keyof typeof verbs
    const partitions = rights[verb]
    return partitions ? [onPartitions(verb, partitions)] : []
  })
  if (!rights.indexes) return statements
  return [
    ...statements,
    new PolicyStatement({
      effect: Effect.ALLOW,
      actions: ['dynamodb:Query'],
      resources: rights.indexes.map((name) => `${table.tableArn}/index/${name}`),
    }),
  ]
}
