/** The directory of a running stack, asked behind the back of what is tested. */
import { AdminGetUserCommand, CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider'
import { expect } from 'vitest'
import type { World } from '../given.ts'

export const cognito = new CognitoIdentityProviderClient({})
export const user = (Username: string) => ({ UserPoolId: process.env.USER_POOL_ID, Username })
export const read = (name: string) => cognito.send(new AdminGetUserCommand(user(name)))

export const password = 'Correct horse 1'
export const subjectOfNobody = '01890000-0000-4000-8000-000000000000'
let count = 0
/** A login that nobody has. */
export const someone = () => ({ login: `agent${++count}`, name: 'Agent', password })

export const refused = (code: string, field?: string) =>
  expect.objectContaining({ faults: [expect.objectContaining({ code, ...(field && { field }) })] })

/** What a token of this login says. */
export async function claimsOf(world: World, login: string) {
  const [, payload = ''] = (await world.stack.issuer.loginToken(login)).split('.')
  return JSON.parse(Buffer.from(payload, 'base64url').toString())
}
