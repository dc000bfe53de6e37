import { Aws, CfnOutput, Duration, Fn, RemovalPolicy } from 'aws-cdk-lib'
import {
  AccountRecovery,
  CfnManagedLoginBranding,
  FeaturePlan,
  LambdaVersion,
  ManagedLoginVersion,
  Mfa,
  OAuthScope,
  ResourceServerScope,
  UserPool,
  type UserPoolClient,
  type UserPoolDomain,
  UserPoolEmail,
  UserPoolOperation,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { Scope } from '../functions/routes.ts'
import { lambdaFunction } from './functions.ts'
import type { Login } from './identity.ts'
import type { Settings } from './settings.ts'

const services = {
  decide: 'Ask for decisions',
  record: 'Record activity',
  operate: 'Create and keep accounts',
} as const satisfies Record<Scope extends `gatepass/${infer Name}` ? Name : never, string>

/** A Cognito user pool: people sign in with an email address, services with client credentials. */
export class Directory extends Construct {
  readonly signInOrigin: string
  readonly #pool: UserPool
  readonly #domain: UserPoolDomain
  readonly #server: UserPoolResourceServer
  readonly #scopes: Record<keyof typeof services, ResourceServerScope>

  constructor(scope: Construct, id: string, { signInMailBySes, mailAddress, mailDomain }: Settings) {
    super(scope, id)
    this.#pool = new UserPool(this, 'People', {
      featurePlan: FeaturePlan.ESSENTIALS,
      // Whoever was invited makes the login: being signed in gives no access to any account.
      selfSignUpEnabled: true,
      signInAliases: { email: true },
      signInCaseSensitive: false,
      autoVerify: { email: true },
      ...(signInMailBySes && {
        email: UserPoolEmail.withSES({ fromEmail: mailAddress, sesVerifiedDomain: mailDomain, sesRegion: Aws.REGION }),
      }),
      // An invitation is bound to a verified email: a new address counts only once it is verified, too.
      keepOriginal: { email: true },
      standardAttributes: { email: { required: true, mutable: true }, fullname: { required: true, mutable: true } },
      passwordPolicy: {
        minLength: 12,
        requireDigits: true,
        requireLowercase: true,
        requireUppercase: true,
        requireSymbols: true,
      },
      mfa: Mfa.OPTIONAL,
      mfaSecondFactor: { otp: true, sms: false },
      accountRecovery: AccountRecovery.EMAIL_ONLY,
      deletionProtection: true,
      removalPolicy: RemovalPolicy.RETAIN,
    })
    // Cognito leaves email and name out of access tokens, and Gatepass takes no other kind.
    const addClaims = lambdaFunction(this, 'add-claims', { entry: 'functions/events/add-claims.ts' })
    this.#pool.addTrigger(UserPoolOperation.PRE_TOKEN_GENERATION_CONFIG, addClaims, LambdaVersion.V2_0)

    this.#domain = this.#pool.addDomain('SignIn', {
      // Unique in the region, and says nothing about the AWS account: the first part of the stack's own id.
      cognitoDomain: { domainPrefix: `gatepass-${firstPartOfStackId()}` },
      managedLoginVersion: ManagedLoginVersion.NEWER_MANAGED_LOGIN,
    })
    this.signInOrigin = this.#domain.baseUrl()
    this.#scopes = {
      decide: new ResourceServerScope({ scopeName: 'decide', scopeDescription: services.decide }),
      record: new ResourceServerScope({ scopeName: 'record', scopeDescription: services.record }),
      operate: new ResourceServerScope({ scopeName: 'operate', scopeDescription: services.operate }),
    }
    this.#server = this.#pool.addResourceServer('Services', {
      identifier: 'gatepass',
      scopes: Object.values(this.#scopes),
    })
  }

  login(publicUrl: string): Login {
    const people = this.#pool.addClient('Console', {
      generateSecret: false,
      preventUserExistenceErrors: true,
      accessTokenValidity: Duration.hours(1),
      idTokenValidity: Duration.hours(1),
      refreshTokenValidity: Duration.hours(12),
      oAuth: {
        flows: { authorizationCodeGrant: true },
        scopes: [OAuthScope.OPENID, OAuthScope.EMAIL, OAuthScope.PROFILE],
        callbackUrls: [`${publicUrl}/callback`, `${publicUrl}/`],
        logoutUrls: [`${publicUrl}/`],
      },
    })
    new CfnManagedLoginBranding(this, 'SignInLook', {
      userPoolId: this.#pool.userPoolId,
      clientId: people.userPoolClientId,
      useCognitoProvidedValues: true,
    })
    const machines = (Object.keys(services) as (keyof typeof services)[]).map((name) => this.#service(name))
    return {
      issuer: this.#pool.userPoolProviderUrl,
      audience: [people, ...machines].map((client) => client.userPoolClientId),
      console: {
        clientId: people.userPoolClientId,
        authorizationEndpoint: `${this.signInOrigin}/oauth2/authorize`,
        tokenEndpoint: `${this.signInOrigin}/oauth2/token`,
        endSessionEndpoint: `${this.signInOrigin}/logout`,
        scope: 'openid email profile',
      },
    }
  }

  /** One client for each scope: what may ask for decisions cannot create accounts. */
  #service(name: keyof typeof services): UserPoolClient {
    const client = this.#pool.addClient(`Service-${name}`, {
      generateSecret: true,
      accessTokenValidity: Duration.hours(1),
      oAuth: {
        flows: { clientCredentials: true },
        scopes: [OAuthScope.resourceServer(this.#server, this.#scopes[name])],
      },
    })
    new CfnOutput(this, `Client-${name}`, { description: services[name], value: client.userPoolClientId })
    return client
  }
}

const firstPartOfStackId = () => Fn.select(0, Fn.split('-', Fn.select(2, Fn.split('/', Aws.STACK_ID))))
