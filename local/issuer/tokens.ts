/** Access tokens of the development issuer, minted without a sign-in: for `npm run token` and for tests. */
import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { importJWK, SignJWT } from 'jose'
import { createPeople, type Person } from './people.ts'
import { createTables, keptSigningKey } from './store.ts'

export const audience = 'gatepass'
export const personScope = 'openid email profile'
export const serviceScopes = {
  operator: 'gatepass/operate',
  decide: 'gatepass/decide',
  record: 'gatepass/record',
} as const
export type ServiceClient = keyof typeof serviceScopes
export const isServiceClient = (name: string): name is ServiceClient => Object.hasOwn(serviceScopes, name)

export const tokenSeconds = 3600

/** What a token says about a person, beside what every token says. Who has no address is not said to have one. */
export const personClaims = ({ name, email, emailVerified }: Person) => ({
  name,
  ...(email !== undefined && { email, email_verified: emailVerified }),
})

export async function createTokens({ url, db }: { url: string; db: DatabaseSync }) {
  createTables(db)
  const people = createPeople(db)
  const jwk = await keptSigningKey(db)
  const key = await importJWK(jwk, 'RS256')

  const sign = (claims: Record<string, unknown>, iat: number): Promise<string> =>
    new SignJWT({ ...claims, jti: randomUUID(), iss: url, aud: audience, iat, exp: iat + tokenSeconds })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: String(jwk.kid) })
      .sign(key)

  /** Of this second: whoever asks again gets the same. A signature takes longer than most of what is asked with it. */
  const minted = { at: 0, tokens: new Map<string, Promise<string>>() }
  const mint = (sub: string, claims: Record<string, unknown>): Promise<string> => {
    const at = Math.floor(Date.now() / 1000)
    if (minted.at !== at) Object.assign(minted, { at, tokens: new Map() })
    const said = { ...claims, sub }
    const name = JSON.stringify(said)
    const token = minted.tokens.get(name) ?? sign(said, at)
    minted.tokens.set(name, token)
    return token
  }

  const mintFor = (person: Person) =>
    mint(person.sub, { ...personClaims(person), scope: personScope, client_id: 'console' })

  return {
    personToken: (email: string, extra: { name?: string; emailVerified?: boolean } = {}): Promise<string> =>
      mintFor(people.meet(email, extra)),
    /** For whoever has this login already, without a password being asked. */
    async loginToken(login: string): Promise<string> {
      const person = people.named(login)
      if (!person) throw new Error(`There is no login ${login}`)
      return mintFor(person)
    },
    serviceToken: (client: ServiceClient): Promise<string> =>
      mint(client, { scope: serviceScopes[client], client_id: client }),
  }
}
