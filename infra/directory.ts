import { Aws, CfnOutput, Duration, Fn } from 'aws-cdk-lib'
import {
  CfnManagedLoginBranding,
  LambdaVersion,
  ManagedLoginVersion,
  OAuthScope,
  ResourceServerScope,
  type UserPool,
  type UserPoolClient,
  type UserPoolDomain,
  UserPoolOperation,
  type UserPoolResourceServer,
} from 'aws-cdk-lib/aws-cognito'
import { Construct } from 'constructs'
import type { Scope } from '../functions/routes.ts'
import { lambdaFunction } from './functions.ts'
import type { Login, Logins } from './identity.ts'
import type { Settings } from './settings.ts'
import { loginsOf, userPool } from './user-pool.ts'

const services = {
  decide: 'Ask for decisions',
  record: 'Record activity',
  operate: 'Create and keep accounts',
} as const satisfies Record<Scope extends `gatepass/${infer Name}` ? Name : never, string>

/** A Cognito user pool: people sign in with a user name or an email address, services with client credentials. */
export class Directory extends Construct {
  readonly signInOrigin: string
  readonly logins: Logins
  readonly #pool: UserPool
  readonly #domain: UserPoolDomain
  readonly #server: UserPoolResourceServer
  readonly #scopes: Record<keyof typeof services, ResourceServerScope>

  constructor(scope: Construct, id: string, settings: Settings) {
    super(scope, id)
    this.#pool = userPool(this, settings)
    this.logins = loginsOf(this.#pool)
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
