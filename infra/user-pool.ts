import { Aws, Duration, RemovalPolicy } from 'aws-cdk-lib'
import { AccountRecovery, FeaturePlan, Mfa, UserPool, UserPoolEmail } from 'aws-cdk-lib/aws-cognito'
import { Effect, PolicyStatement } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { Logins } from './identity.ts'
import type { Settings } from './settings.ts'

/** Where people are kept. Aliases and required attributes stay as they were made: Cognito can only replace the pool. */
export function userPool(scope: Construct, { signInMailBySes, mailAddress, mailDomain }: Settings): UserPool {
  return new UserPool(scope, 'People', {
    featurePlan: FeaturePlan.ESSENTIALS,
    // Whoever was invited makes the login: being signed in gives no access to any account.
    selfSignUpEnabled: true,
    // A login that an admin makes is a name; whoever was invited by mail signs in with the address.
    signInAliases: { username: true, email: true },
    signInCaseSensitive: false,
    autoVerify: { email: true },
    ...(signInMailBySes && {
      email: UserPoolEmail.withSES({ fromEmail: mailAddress, sesVerifiedDomain: mailDomain, sesRegion: Aws.REGION }),
      // Cognito's own sender takes Cognito's own words only.
      userInvitation: welcome,
    }),
    // An invitation is bound to a verified email: a new address counts only once it is verified, too.
    keepOriginal: { email: true },
    // So that signing oneself up asks for both. AdminCreateUser takes a user without, and a permanent password leaves
    // nothing to be filled in at the first sign-in: the login of an admin's making has no address.
    standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
    // No more than the strictest catalog asks for; a catalog that asks for more is heeded before Cognito is asked.
    passwordPolicy: {
      minLength: 10,
      requireDigits: true,
      requireLowercase: true,
      requireUppercase: true,
      requireSymbols: false,
      tempPasswordValidity: Duration.days(7),
    },
    mfa: Mfa.OPTIONAL,
    mfaSecondFactor: { otp: true, sms: false },
    accountRecovery: AccountRecovery.EMAIL_ONLY,
    deletionProtection: true,
    removalPolicy: RemovalPolicy.RETAIN,
  })
}

/** To whoever is given a login by mail. The user name is made up; the address does as well. */
const welcome = {
  emailSubject: 'Your temporary password',
  emailBody:
    'A login was made for you. Sign in with this email address (or the user name {username}) and the temporary password <b>{####}</b>. You will be asked to choose your own.',
}

/** Exactly what shared/identity.ts asks of Cognito, on this pool alone. */
export const loginsOf = ({ userPoolId, userPoolArn }: UserPool): Logins => ({
  userPoolId,
  mayBeManaged: new PolicyStatement({
    effect: Effect.ALLOW,
    actions: [
      'cognito-idp:AdminCreateUser',
      'cognito-idp:AdminDeleteUser',
      'cognito-idp:AdminGetUser',
      'cognito-idp:AdminSetUserMFAPreference',
      'cognito-idp:AdminSetUserPassword',
      'cognito-idp:AdminUserGlobalSignOut',
      'cognito-idp:ListUsers',
    ],
    resources: [userPoolArn],
  }),
})
