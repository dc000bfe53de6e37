/** What is asked of Cognito here, and not more: a parameter that is not listed is refused, so that nobody relies on it. */
import * as z from 'zod'
import { hashed, isStrong, temporaryPassword } from '../issuer/passwords.ts'
import { isEmail, type People, type Person } from '../issuer/people.ts'

export interface Directory {
  people: People
  endSessions(sub: string): void
  mailWelcome(person: Person, password: string): Promise<unknown>
}

export class Refused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.code = code
  }
}

/** Checks the body, then acts; the answer is the body of the response. */
const operation =
  <Shape extends z.ZodRawShape>(
    shape: Shape,
    act: (directory: Directory, body: z.infer<z.ZodObject<Shape>>) => unknown,
  ) =>
  (directory: Directory, body: unknown): unknown => {
    const asked = z.strictObject(shape).safeParse(body)
    if (!asked.success) throw new Refused('InvalidParameterException', z.prettifyError(asked.error))
    return act(directory, asked.data as z.infer<z.ZodObject<Shape>>)
  }

const user = { UserPoolId: z.string(), Username: z.string().min(1).max(128) }
const attributes = z.array(z.object({ Name: z.enum(['email', 'email_verified', 'name']), Value: z.string() }))
const factor = z.object({ Enabled: z.boolean(), PreferredMfa: z.boolean().optional() }).optional()

const find = ({ people }: Directory, { Username }: { Username: string }): Person => {
  const person = people.named(Username)
  if (!person) throw new Refused('UserNotFoundException', 'User does not exist.')
  return person
}

function requireStrong(password: string): void {
  if (!isStrong(password))
    throw new Refused('InvalidPasswordException', 'Password did not conform with policy: too short or too simple')
}

const attributesOf = ({ sub, name, email, emailVerified }: Person) =>
  Object.entries({ sub, name, ...(email && { email, email_verified: String(emailVerified) }) }).map(
    ([Name, Value]) => ({
      Name,
      Value,
    }),
  )

const describe = (person: Person) => ({
  Username: person.login,
  Enabled: true,
  UserStatus: person.temporary ? 'FORCE_CHANGE_PASSWORD' : 'CONFIRMED',
})

/** Another temporary password; the one before does not work any more. */
async function welcomeAgain({ people, mailWelcome }: Directory, person: Person) {
  if (!person.temporary)
    throw new Refused('UnsupportedUserStateException', 'User is not in the state FORCE_CHANGE_PASSWORD')
  const password = temporaryPassword()
  people.keepPassword(person.sub, await hashed(password), true)
  await mailWelcome(person, password)
  return { User: { ...describe(person), Attributes: attributesOf(person) } }
}

export const operations = {
  AdminCreateUser: operation(
    {
      ...user,
      UserAttributes: attributes.default([]),
      TemporaryPassword: z.string().optional(),
      MessageAction: z.enum(['SUPPRESS', 'RESEND']).optional(),
      DesiredDeliveryMediums: z.tuple([z.literal('EMAIL')]).optional(),
    },
    async (directory, { Username, UserAttributes, TemporaryPassword, MessageAction }) => {
      if (MessageAction === 'RESEND') return welcomeAgain(directory, find(directory, { Username }))
      const said = Object.fromEntries(UserAttributes.map(({ Name, Value }) => [Name, Value]))
      const { email, name = '', email_verified: verified } = said
      const { people } = directory
      const password = TemporaryPassword ?? temporaryPassword()
      requireStrong(password)
      const kept = await hashed(password)
      if (isEmail(Username))
        throw new Refused(
          'InvalidParameterException',
          'Username cannot be of email format, since user pool is configured for email alias.',
        )
      if (people.byLogin(Username)) throw new Refused('UsernameExistsException', 'User account already exists')
      // Cognito minds only addresses that are verified; here one address is one person in any case.
      if (email && people.byEmail(email))
        throw new Refused('AliasExistsException', 'An account with the email already exists.')
      if (!email && !MessageAction) throw new Refused('InvalidParameterException', 'There is no address to deliver to')
      const emailVerified = verified === 'true'
      const person = people.add({ login: Username, name, email, emailVerified, password: kept, temporary: true })
      if (!MessageAction) await directory.mailWelcome(person, password)
      return { User: { ...describe(person), Attributes: attributesOf(person) } }
    },
  ),

  AdminGetUser: operation(user, (directory, asked) => {
    const person = find(directory, asked)
    return { ...describe(person), UserAttributes: attributesOf(person), UserMFASettingList: person.factors }
  }),

  ListUsers: operation(
    { UserPoolId: z.string(), Filter: z.string().regex(/^(sub|email) = "[^"]*"$/), Limit: z.int().optional() },
    ({ people }, { Filter }) => {
      const [, name, value = ''] = /^(\w+) = "(.*)"$/.exec(Filter) ?? []
      const person = name === 'email' ? people.byEmail(value) : people.bySub(value)
      return { Users: person ? [{ ...describe(person), Attributes: attributesOf(person) }] : [] }
    },
  ),

  AdminSetUserPassword: operation(
    { ...user, Password: z.string(), Permanent: z.boolean().default(false) },
    async (directory, asked) => {
      const { sub } = find(directory, asked)
      requireStrong(asked.Password)
      directory.people.keepPassword(sub, await hashed(asked.Password), !asked.Permanent)
      return {}
    },
  ),

  AdminSetUserMFAPreference: operation(
    { ...user, SMSMfaSettings: factor, SoftwareTokenMfaSettings: factor, EmailMfaSettings: factor },
    (directory, asked) => {
      const { sub, factors } = find(directory, asked)
      const wished = {
        SMS_MFA: asked.SMSMfaSettings,
        SOFTWARE_TOKEN_MFA: asked.SoftwareTokenMfaSettings,
        EMAIL_OTP: asked.EmailMfaSettings,
      }
      const on = Object.entries(wished).filter(([name, wish]) => wish?.Enabled ?? factors.includes(name))
      directory.people.keepFactors(
        sub,
        on.map(([name]) => name),
      )
      return {}
    },
  ),

  AdminUserGlobalSignOut: operation(user, (directory, asked) => {
    directory.endSessions(find(directory, asked).sub)
    return {}
  }),

  AdminDeleteUser: operation(user, (directory, asked) => {
    const { sub } = find(directory, asked)
    directory.people.remove(sub)
    directory.endSessions(sub)
    return {}
  }),
}

export type OperationName = keyof typeof operations
