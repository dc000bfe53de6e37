import { RemovalPolicy } from 'aws-cdk-lib'
import {
  AttributeType,
  Billing,
  type ITableV2,
  StreamViewType,
  TableEncryptionV2,
  TableV2,
} from 'aws-cdk-lib/aws-dynamodb'
import { Construct } from 'constructs'
import { indexes, table as shape } from '../shared/keys.ts'
import type { Settings } from './settings.ts'

const text = (name: string) => ({ name, type: AttributeType.STRING })

/** The single table, shaped by shared/keys.ts. */
export class GatepassTable extends Construct {
  readonly table: ITableV2

  constructor(scope: Construct, id: string, { restoredTable }: Pick<Settings, 'restoredTable'>) {
    super(scope, id)
    this.table = restoredTable ? TableV2.fromTableAttributes(this, 'Restored', restoredTable) : this.#newTable()
  }

  #newTable(): TableV2 {
    return new TableV2(this, 'Table', {
      partitionKey: text(shape.partitionKey),
      sortKey: text(shape.sortKey),
      globalSecondaryIndexes: Object.entries(indexes).map(([indexName, { pk, sk }]) => ({
        indexName,
        partitionKey: text(pk),
        sortKey: text(sk),
      })),
      timeToLiveAttribute: shape.timeToLive,
      billing: Billing.onDemand(),
      dynamoStream: StreamViewType.NEW_AND_OLD_IMAGES,
      // The account's own AWS-managed key: each use shows in CloudTrail, nobody can disable it and take every decision
      // down with it, and no function needs a KMS right to read. A customer key would add a right to all of them.
      encryption: TableEncryptionV2.awsManagedKey(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
  }
}
