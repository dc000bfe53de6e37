/** Access tokens of the development issuer, minted without a sign-in: for `npm run token` and for tests. */
import { randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { importJWK, SignJWT } from 'jose'
import { createPeople, createTables, keptSigningKey, type Person } from './store.ts'

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

/** What a token says about a person, beside what every token says. */
export const personClaims = (person: Person) => ({
  email: person.email,
  email_verified: person.emailVerified,
  name: person.name,
})

export async function createTokens({ url, db }: { url: string; db: DatabaseSync }) {
  createTables(db)
  const people = createPeople(db)
  const jwk = await keptSigningKey(db)
  const key = await importJWK(jwk, 'RS256')

  const mint = (sub: string, claims: Record<string, unknown>): Promise<string> => {
    const seconds = Math.floor(Date.now() / 1000)
    return new SignJWT({
      ...claims,
      jti: randomUUID(),
      iss: url,
      aud: audience,
      sub,
      iat: seconds,
      exp: seconds + tokenSeconds,
    })
      .setProtectedHeader({ alg: 'RS256', typ: 'at+jwt', kid: String(jwk.kid) })
      .sign(key)
  }

  return {
    personToken(email: string, extra: { name?: string; emailVerified?: boolean } = {}): Promise<string> {
      const person = people.meet(email, extra)
      return mint(person.sub, { ...personClaims(person), scope: personScope, client_id: 'console' })
    },
    serviceToken: (client: ServiceClient): Promise<string> =>
      mint(client, { scope: serviceScopes[client], client_id: client }),
  }
}
