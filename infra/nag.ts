import { type Stack, Validations } from 'aws-cdk-lib'
import type { IConstruct } from 'constructs'
import { triggers } from '../functions/triggers.ts'
import { pascal } from './functions.ts'
import type { Settings } from './settings.ts'

/** What cdk-nag finds and we keep, each with the reason. What is not in this list fails the synthesis. */
interface Acknowledgement {
  /** Path below the stack. */
  at: string
  rule: string
  because: string
}

const deployer = 'Custom::CDKBucketDeployment8693BB64968944B69AAFB0CC9EB8756C'
const deployerRights =
  'This is CDK code that copies the console into its bucket, at deployment only; CDK sets its rights.'

const always: Acknowledgement[] = [
  {
    at: 'Api/Http/readOpenApi',
    rule: 'APIG4',
    because: 'The description of the API is public. Throttled for all callers together.',
  },
  {
    at: 'Api/Http/readConfiguration',
    rule: 'APIG4',
    because: 'AuthZEN metadata: addresses only, the same for every id. Throttled.',
  },
  {
    at: 'Api/Http/readConfigurationInside',
    rule: 'APIG4',
    because: 'AuthZEN metadata: addresses only, the same for every id. Throttled.',
  },
  {
    at: 'Api/Http/readInvitation',
    rule: 'APIG4',
    because:
      'Read before anybody signs in; the token in the path is the secret, and reading changes nothing. Throttled.',
  },
  {
    at: 'Site/Console',
    rule: 'S1',
    because:
      'Public files read by CloudFront alone; a log would hold nothing but the addresses that must not be logged.',
  },
  {
    at: 'Site/Distribution',
    rule: 'CFR3',
    because:
      'The token of an invitation is in its address: an access log would be a list of keys. The API logs route keys.',
  },
  {
    at: 'Site/Distribution',
    rule: 'CFR1',
    because: 'Experts and owners may be anywhere; regions are a rule of the catalog, not of the network.',
  },
  {
    at: 'Site/Distribution',
    rule: 'CFR2',
    because:
      'Every route but two wants a signed token and all are throttled; who wants a WAF attaches one to the distribution.',
  },
  {
    at: deployer,
    rule: 'L1',
    because: 'The runtime of CDK code that runs at deployment only; it moves with aws-cdk-lib.',
  },
  {
    at: deployer,
    rule: 'IAM4[Policy::arn:<AWS::Partition>:iam::aws:policy/service-role/AWSLambdaBasicExecutionRole]',
    because: deployerRights,
  },
  { at: deployer, rule: 'IAM5[Action::s3:GetObject*]', because: deployerRights },
  { at: deployer, rule: 'IAM5[Action::s3:GetBucket*]', because: deployerRights },
  { at: deployer, rule: 'IAM5[Action::s3:List*]', because: deployerRights },
  { at: deployer, rule: 'IAM5[Action::s3:DeleteObject*]', because: deployerRights },
  { at: deployer, rule: 'IAM5[Action::s3:Abort*]', because: deployerRights },
  {
    at: deployer,
    rule: 'IAM5[Resource::arn:<AWS::Partition>:s3:::cdk-hnb659fds-assets-<AWS::AccountId>-<AWS::Region>/*]',
    because: 'It reads the console from the bucket that `cdk bootstrap` made for such files.',
  },
  {
    at: deployer,
    rule: 'IAM5[Resource::<SiteConsoleCE5852B6.Arn>/*]',
    because: 'It writes every file of the console, and no other bucket.',
  },
  {
    at: deployer,
    rule: 'IAM5[Resource::*]',
    because:
      'Only the two actions that drop files from the edge; naming the distribution would be a cycle in CDK code.',
  },
  {
    at: 'Functions/KeepScheduleRole',
    rule: 'IAM5[Resource::arn:<AWS::Partition>:scheduler:<AWS::Region>:<AWS::AccountId>:schedule/Gatepass-Schedules-Group-E6FED6D7/*]',
    because: 'Schedules are named after grants, so they have no names yet; the group holds no others.',
  },
  { at: 'Schedules/ScheduleDeadLetters', rule: 'SQS3', because: 'It is the dead-letter queue of every schedule.' },
  { at: 'Events/EventDeadLetters', rule: 'SQS3', because: 'It is the dead-letter queue of every rule.' },
  { at: 'Events/InvocationDeadLetters', rule: 'SQS3', because: 'It is where asynchronous invocations go that failed.' },
  ...Object.entries(triggers).flatMap(([name, trigger]) =>
    'stream' in trigger
      ? [
          {
            at: `Events/${pascal(name)}DeadLetters`,
            rule: 'SQS3',
            because: `It is where the stream mapping of ${name} gives up to.`,
          },
        ]
      : [],
  ),
]

const withDirectory: Acknowledgement[] = [
  {
    at: 'Directory/People',
    rule: 'COG1',
    because:
      'Ten characters with a digit, lower and upper case, as the catalogs have it: symbols on top of that make passwords that are written down.',
  },
  {
    at: 'Directory/People',
    rule: 'COG8',
    because:
      'Essentials has all that is used; who wants risk-based sign-in changes the plan in user-pool.ts and pays per person.',
  },
  {
    at: 'Directory/People',
    rule: 'COG2',
    because:
      'People may add a second factor. Experts come for days and would be locked out of accounts by a lost phone.',
  },
]

const withoutOwnDomain: Acknowledgement[] = [
  {
    at: 'Site/Distribution',
    rule: 'CFR4',
    because:
      'CloudFront fixes the protocols of *.cloudfront.net names; with the context value domainName it is TLS 1.2 or newer.',
  },
]

export function acknowledgeFindings(stack: Stack, { login, domain }: Settings): void {
  const rows = [...always, ...(login ? [] : withDirectory), ...(domain ? [] : withoutOwnDomain)]
  for (const { at, rule, because } of rows) {
    Validations.of(below(stack, at)).acknowledge({ id: `AwsSolutions::AwsSolutions-${rule}`, reason: because })
  }
}

const below = (stack: Stack, path: string): IConstruct =>
  path.split('/').reduce<IConstruct>((scope, id) => scope.node.findChild(id), stack)
