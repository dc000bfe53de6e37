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

/** An issuer the platform already has. */
export class OwnIssuer {
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
