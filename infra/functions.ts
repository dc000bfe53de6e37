import { fileURLToPath } from 'node:url'
import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import { ApplicationLogLevel, Architecture, LoggingFormat, Runtime, SystemLogLevel } from 'aws-cdk-lib/aws-lambda'
import { NodejsFunction } from 'aws-cdk-lib/aws-lambda-nodejs'
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { type ApiFunction, routes } from '../functions/routes.ts'
import { type EventFunction, triggers } from '../functions/triggers.ts'
import type { Setting } from '../shared/config.ts'
import { bundling } from './bundling.ts'
import { tableStatements } from './grants.ts'
import type { Logins } from './identity.ts'
import type { Mail } from './mail.ts'
import { rights, type Told } from './rights.ts'

export type FunctionName = ApiFunction | EventFunction | 'add-claims'

const fromRoot = (path: string) => fileURLToPath(new URL(`../${path}`, import.meta.url))
export const pascal = (name: string) => name.replace(/(^|-)([a-z])/g, (_, __, letter: string) => letter.toUpperCase())

/** Where the default of 512 MB and 10 seconds does not fit. */
const sizes: Partial<Record<FunctionName, { memorySize?: number; timeout?: Duration }>> = {
  // Decisions are on the way of every request of the platform: more memory is more CPU.
  access: { memorySize: 1024, timeout: Duration.seconds(5) },
  // Exports; API Gateway waits no longer than this.
  activity: { memorySize: 1024, timeout: Duration.seconds(29) },
  // A file of people is read whole.
  members: { memorySize: 1024, timeout: Duration.seconds(29) },
  // Less than the minute for which what is being settled stays claimed: shared/audit/settle.ts.
  // A report of tens of thousands of events is built in memory, several times its size.
  'send-mail': { memorySize: 1769, timeout: Duration.seconds(50) },
  'keep-schedule': { timeout: Duration.seconds(50) },
  'run-import': { memorySize: 1024, timeout: Duration.seconds(50) },
  'follow-partners': { timeout: Duration.seconds(50) },
  sweep: { timeout: Duration.minutes(4) },
  'make-digests': { timeout: Duration.minutes(4) },
  // Cognito gives up after five seconds.
  'add-claims': { memorySize: 256, timeout: Duration.seconds(5) },
}

export function lambdaFunction(
  scope: Construct,
  name: FunctionName,
  { entry, environment = {} }: { entry: string; environment?: Partial<Record<Setting, string>> },
): NodejsFunction {
  const id = pascal(name)
  const logGroup = new LogGroup(scope, `${id}Logs`, {
    retention: RetentionDays.THREE_MONTHS,
    removalPolicy: RemovalPolicy.DESTROY,
  })
  // A role of its own that may write to its own log only; the managed policy could write to every log of the account.
  const role = new Role(scope, `${id}Role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
  logGroup.grantWrite(role)
  return new NodejsFunction(scope, id, {
    description: `Gatepass ${name}`,
    entry: fromRoot(entry),
    runtime: Runtime.NODEJS_24_X,
    architecture: Architecture.ARM_64,
    memorySize: 512,
    timeout: Duration.seconds(10),
    ...sizes[name],
    role,
    logGroup,
    loggingFormat: LoggingFormat.JSON,
    applicationLogLevelV2: ApplicationLogLevel.INFO,
    // Three lines about each decision would cost more than the decision.
    systemLogLevelV2: name === 'access' ? SystemLogLevel.WARN : SystemLogLevel.INFO,
    environment: { NODE_OPTIONS: '--enable-source-maps', ...environment },
    awsSdkConnectionReuse: false,
    projectRoot: fromRoot('.'),
    depsLockFilePath: fromRoot('package-lock.json'),
    bundling: bundling(name),
  })
}

interface Parts {
  table: ITableV2
  tokenKey: Key
  mail: Mail
  publicUrl: string
  /** Only with a directory of the deployment's own. */
  logins: Logins | undefined
}

/** The functions behind the API and behind the events, each with its own role: rights.ts says what it holds. */
export class Functions extends Construct {
  readonly api: Readonly<Record<ApiFunction, NodejsFunction>>
  readonly events: Readonly<Record<EventFunction, NodejsFunction>>

  constructor(scope: Construct, id: string, { table, tokenKey, mail, publicUrl, logins }: Parts) {
    super(scope, id)
    const values: Record<Told, string> = {
      TABLE_NAME: table.tableName,
      PUBLIC_URL: publicUrl,
      MAIL_SENDER: mail.sender,
      MAIL_CONFIGURATION_SET: mail.configurationSetName,
      TOKEN_KEY_ID: tokenKey.keyId,
    }
    const build = (name: ApiFunction | EventFunction, entry: string) => {
      const { settings, makesTokens, sendsMail, managesLogins, knowsDirectory, ...tableRights } = rights[name]
      const environment = Object.fromEntries(settings.map((setting) => [setting, values[setting]]))
      const built = lambdaFunction(this, name, { entry, environment })
      for (const statement of tableStatements(table, { settings, ...tableRights })) built.addToRolePolicy(statement)
      if (makesTokens) tokenKey.grant(built, 'kms:GenerateMac')
      if (sendsMail) built.addToRolePolicy(mail.mayBeSent)
      if (managesLogins && logins) built.addToRolePolicy(logins.mayBeManaged)
      if ((managesLogins || knowsDirectory) && logins)
        built.addEnvironment('USER_POOL_ID' satisfies Setting, logins.userPoolId)
      return built
    }
    const apiNames = [...new Set(Object.values(routes).map((route) => route.function))]
    this.api = named(apiNames, (name) => build(name, `functions/${name}/index.ts`))
    this.events = named(Object.keys(triggers) as EventFunction[], (name) => build(name, `functions/events/${name}.ts`))
  }
}

const named = <Name extends string, T>(names: readonly Name[], make: (name: Name) => T) =>
  Object.fromEntries(names.map((name) => [name, make(name)])) as Record<Name, T>
