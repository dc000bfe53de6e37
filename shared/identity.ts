/**
 * The only place that talks to the directory: the user pool that holds the people of a deployment. One with an issuer
 * of its own has none, and manages its people there. Passwords pass through and are kept nowhere.
 */
import { randomUUID } from 'node:crypto'
import {
  AdminCreateUserCommand,
  type AdminCreateUserCommandInput,
  AdminDeleteUserCommand,
  AdminGetUserCommand,
  AdminSetUserMFAPreferenceCommand,
  AdminSetUserPasswordCommand,
  AdminUserGlobalSignOutCommand,
  type AttributeType,
  CognitoIdentityProviderClient,
  ListUsersCommand,
} from '@aws-sdk/client-cognito-identity-provider'
import { optionalSetting } from './config.ts'
import { Refusal } from './errors.ts'
import { type Fields, inOurWords, isSubject, type NewLogin, requirePassword, requirePlain } from './logins/rules.ts'

const cognito = new CognitoIdentityProviderClient({})

/** @throws Refusal no_directory. */
export const requireDirectory = (): void => void pool()

/** How the operations of Cognito name somebody. */
interface User {
  UserPoolId: string
  Username: string
}

function pool(): string {
  const id = optionalSetting('USER_POOL_ID')
  if (!id) throw new Refusal('no_directory', 'This deployment has an issuer of its own: do this there')
  return id
}

/**
 * A login by name, with a password that an admin chose. It has no address, so it can never accept an invitation:
 * docs/decisions/logins.md.
 * @returns the subject that its tokens carry.
 * @throws Refusal login_not_plain, login_taken, password_too_weak, no_directory.
 */
export async function createLogin({ login, name, password }: NewLogin, fields: Fields = {}): Promise<string> {
  const user = { UserPoolId: pool(), Username: login }
  requirePlain(login, fields.login)
  requirePassword(password, fields.password)
  try {
    // The password is given here already: a weak one is refused before there is a login.
    const subject = await create({
      ...user,
      ...about({ name }),
      TemporaryPassword: password,
      MessageAction: 'SUPPRESS',
    })
    await orDelete(user, keepPassword(user, password))
    return subject
  } catch (error) {
    throw inOurWords(error, fields)
  }
}

export type Mailed = { state: 'made'; subject: string } | { state: 'exists' }

/**
 * A login for whoever reads the mail to this address: the directory makes a temporary password and mails it. Nothing
 * happens where the address has a login that is in use.
 * @throws Refusal no_directory; what Cognito says where the mail cannot go out.
 */
export async function mailCredentials({ email, name }: { email: string; name: string }): Promise<Mailed> {
  const user = { UserPoolId: pool(), Username: randomUUID() }
  const attributes = about({ email, email_verified: 'true', name })
  try {
    return { state: 'made', subject: await create({ ...user, ...attributes, DesiredDeliveryMediums: ['EMAIL'] }) }
  } catch (error) {
    const { name: reason } = error as Error
    if (reason === 'AliasExistsException' || reason === 'UsernameExistsException') return mailAgain(email)
    // The login is there although its mail is not; the next try must not find it and be content.
    if (reason === 'CodeDeliveryFailureException') await orDelete(user, Promise.reject(error))
    throw error
  }
}

/** Whoever has not yet signed in with a temporary password, which dies after days, is mailed another. */
async function mailAgain(email: string): Promise<Mailed> {
  const UserPoolId = pool()
  const { Users } = await cognito.send(new ListUsersCommand({ UserPoolId, Filter: `email = "${email}"`, Limit: 1 }))
  const { Username, UserStatus, Attributes } = Users?.[0] ?? {}
  const subject = attribute(Attributes, 'sub')
  if (!Username || !subject || UserStatus !== 'FORCE_CHANGE_PASSWORD') return { state: 'exists' }
  const again = { UserPoolId, Username, MessageAction: 'RESEND' } as const
  await cognito.send(new AdminCreateUserCommand({ ...again, DesiredDeliveryMediums: ['EMAIL'] }))
  return { state: 'made', subject }
}

/**
 * A new password for a login that an admin made. A login with an address belongs to whoever reads its mail.
 * @throws Refusal login_unknown, login_has_email, password_too_weak, no_directory.
 */
export async function setPassword(subject: string, password: string, field?: string): Promise<void> {
  requirePassword(password, field)
  const { user, email } = await find(subject)
  if (email) throw new Refusal('login_has_email', 'Whoever has this login resets its password by mail')
  await keepPassword(user, password).catch((error) => {
    throw inOurWords(error, { password: field })
  })
}

const off = { Enabled: false, PreferredMfa: false }
const switchesOff: Record<string, object> = {
  SMS_MFA: { SMSMfaSettings: off },
  SOFTWARE_TOKEN_MFA: { SoftwareTokenMfaSettings: off },
  EMAIL_OTP: { EmailMfaSettings: off },
}

/** Switches second factors off, whose phone may be lost. @throws Refusal login_unknown, no_directory. */
export async function eraseMfa(subject: string): Promise<void> {
  const { user, factors } = await find(subject)
  // Only those that are on: a pool may refuse to hear of a factor that it does not offer.
  if (factors.length === 0) return
  const settings = Object.assign({}, ...factors.map((factor) => switchesOff[factor]))
  await cognito.send(new AdminSetUserMFAPreferenceCommand({ ...user, ...settings }))
}

/** No refresh token works any more; access tokens that are out do until they expire. @throws as `eraseMfa`. */
export async function signOutEverywhere(subject: string): Promise<void> {
  const { user } = await find(subject)
  await cognito.send(new AdminUserGlobalSignOutCommand(user))
}

/** Deletes somebody for every account. @throws as `eraseMfa`. */
export async function deleteLogin(subject: string): Promise<void> {
  const { user } = await find(subject)
  await cognito.send(new AdminDeleteUserCommand(user))
}

/**
 * By subject. Cognito takes one for a user name, but where somebody else chose it as a user name it may find them; the
 * list finds the right one, only not at once after it was made. So the list comes second, and both are checked.
 */
async function find(subject: string) {
  const UserPoolId = pool()
  const unknown = new Refusal('login_unknown', 'The directory knows no such login')
  if (!isSubject(subject)) throw unknown
  const direct = await read({ UserPoolId, Username: subject })
  if (direct?.subject === subject) return direct
  const { Users } = await cognito.send(new ListUsersCommand({ UserPoolId, Filter: `sub = "${subject}"`, Limit: 1 }))
  const Username = Users?.[0]?.Username
  const listed = Username && (await read({ UserPoolId, Username }))
  if (!listed || listed.subject !== subject) throw unknown
  return listed
}

async function read(user: User) {
  try {
    const { UserAttributes, UserMFASettingList } = await cognito.send(new AdminGetUserCommand(user))
    const [subject, email] = [attribute(UserAttributes, 'sub'), attribute(UserAttributes, 'email')]
    return { user, subject, email, factors: UserMFASettingList ?? [] }
  } catch (error) {
    if ((error as Error).name === 'UserNotFoundException') return undefined
    throw error
  }
}

async function create(input: AdminCreateUserCommandInput): Promise<string> {
  const { User } = await cognito.send(new AdminCreateUserCommand(input))
  const subject = attribute(User?.Attributes, 'sub')
  if (!subject) throw new Error('Cognito answered without a subject')
  return subject
}

const keepPassword = (user: User, password: string) =>
  cognito.send(new AdminSetUserPasswordCommand({ ...user, Password: password, Permanent: true }))

/** Half a login is in the way of the next try: where `act` fails, it is taken away again. */
async function orDelete(user: User, act: Promise<unknown>): Promise<void> {
  try {
    await act
  } catch (error) {
    await cognito.send(new AdminDeleteUserCommand(user)).catch((undone) => {
      throw new AggregateError([error, undone], `Half a login stays behind: ${user.Username}`)
    })
    throw error
  }
}

const about = (attributes: Record<string, string>) => ({
  UserAttributes: Object.entries(attributes).map(([Name, Value]) => ({ Name, Value })),
})

const attribute = (attributes: readonly AttributeType[] | undefined, name: string) =>
  attributes?.find(({ Name }) => Name === name)?.Value
