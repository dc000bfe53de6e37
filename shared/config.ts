/**
 * What a deployment sets, read when used, so that a missing setting fails the function that needs it and names itself.
 * The same names on AWS and on one machine; only the values differ.
 */
const settings = [
  'TABLE_NAME',
  'PUBLIC_URL',
  'MAIL_SENDER',
  'MAIL_CONFIGURATION_SET',
  'TOKEN_KEY_ID',
  'SCHEDULE_GROUP',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_DEAD_LETTER_ARN',
  'END_GRANT_ARN',
  'REMIND_GRANT_ARN',
  'MOVE_STANDING_ARN',
  'END_DELEGATION_ARN',
  'MAKE_CHANGE_ARN',
  'USER_POOL_ID',
] as const

export type Setting = (typeof settings)[number]

export function setting(name: Setting): string {
  const value = process.env[name]
  if (!value) throw new Error(`The environment variable ${name} is not set`)
  return value
}

/** What only some deployments set. */
export const optionalSetting = (name: Setting): string | undefined => process.env[name] || undefined
