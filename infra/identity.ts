import type { PolicyStatement } from 'aws-cdk-lib/aws-iam'

/** What the API needs to check tokens, and the console to get them. */
export interface Login {
  issuer: string
  audience: string[]
  console: {
    clientId: string
    authorizationEndpoint: string
    tokenEndpoint: string
    endSessionEndpoint?: string
    scope: string
  }
}

/** The logins of a directory that belongs to the deployment, and the right to manage them. */
export interface Logins {
  userPoolId: string
  mayBeManaged: PolicyStatement
}

/** An issuer the platform already has. Its people are managed there. */
export class OwnIssuer {
  readonly logins = undefined
  readonly signInOrigin: string
  readonly #login: Login

  constructor(login: Login) {
    this.signInOrigin = new URL(login.console.tokenEndpoint).origin
    this.#login = login
  }

  login(_publicUrl: string): Login {
    return this.#login
  }
}
