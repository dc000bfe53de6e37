import type { EventFunction } from '../../functions/triggers.ts'
import type { Setting } from '../../shared/config.ts'

const region = 'eu-central-1'
const account = '000000000000'
export const tableName = 'gatepass'
export const macKeyId = 'local'
export const scheduleGroup = 'grants'
export const userPoolId = `${region}_local`

const functionArn = (name: EventFunction) => `arn:aws:lambda:${region}:${account}:function:${name}`
export const functionOf = (arn: string) => arn.slice(arn.lastIndexOf(':') + 1)

interface Addresses {
  origin: string
  engine: string
  /** Where the stand-ins for Scheduler, SES, KMS and Cognito answer. */
  services: string
}

/** Handlers and SDK clients read nothing else: this is all that differs from a deployment. */
export function setEnvironment({ origin, engine, services }: Addresses): void {
  const settings: Record<Setting, string> = {
    TABLE_NAME: tableName,
    PUBLIC_URL: origin,
    MAIL_SENDER: 'Gatepass <no-reply@gatepass.example.com>',
    MAIL_CONFIGURATION_SET: 'local',
    TOKEN_KEY_ID: macKeyId,
    SCHEDULE_GROUP: scheduleGroup,
    SCHEDULE_ROLE_ARN: `arn:aws:iam::${account}:role/schedules`,
    SCHEDULE_DEAD_LETTER_ARN: `arn:aws:sqs:${region}:${account}:missed-schedules`,
    END_GRANT_ARN: functionArn('end-grant'),
    REMIND_GRANT_ARN: functionArn('remind-grant'),
    MOVE_STANDING_ARN: functionArn('move-standing'),
    END_DELEGATION_ARN: functionArn('end-delegation'),
    MAKE_CHANGE_ARN: functionArn('make-waiting-change'),
    USER_POOL_ID: userPoolId,
  }
  Object.assign(process.env, settings, {
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: engine,
    AWS_ENDPOINT_URL_DYNAMODB_STREAMS: engine,
    AWS_ENDPOINT_URL_SCHEDULER: `${services}/scheduler`,
    AWS_ENDPOINT_URL_SES: `${services}/ses`,
    AWS_ENDPOINT_URL_KMS: `${services}/kms`,
    AWS_ENDPOINT_URL_COGNITO_IDENTITY_PROVIDER: `${services}/cognito`,
  })
  // A person's own AWS settings must not reach a local run, nor a local run their account.
  for (const name of ['AWS_PROFILE', 'AWS_SESSION_TOKEN', 'AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'])
    delete process.env[name]
}
