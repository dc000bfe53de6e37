import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import type { Caller, Exchange } from './endpoint.ts'

type Claims = Readonly<Record<string, string | undefined>>

/** Who calls. The gateway's authorizer has checked the token's signature, issuer, audience and time. */
export function identify(exchange: Exchange, event: APIGatewayProxyEventV2): void {
  const context = event.requestContext as { authorizer?: { jwt?: { claims?: Claims } } }
  const claims = context.authorizer?.jwt?.claims
  const caller = claims && callerOf(claims)
  if (!caller) return
  const delegation = event.headers['gatepass-delegation']
  exchange.caller = caller.kind === 'person' && delegation !== undefined ? { ...caller, delegation } : caller
}

/**
 * A token whose subject is the client itself speaks for a service; any other speaks for a person, who never gets
 * a service's rights whatever scopes the token carries.
 */
export function callerOf(claims: Claims): Caller | undefined {
  const { sub, email, name } = claims
  // Cognito's ID tokens pass an authorizer whose audience is their client; they are not for an API.
  if (!sub || (claims.token_use !== undefined && claims.token_use !== 'access')) return undefined
  const client = claims.client_id ?? claims.azp
  if (client !== undefined && (sub === client || sub === `${client}@clients`))
    return { kind: 'service', client, scopes: (claims.scope ?? '').split(' ') }
  return {
    kind: 'person',
    subject: sub,
    emailVerified: claims.email_verified === 'true',
    ...(email && { email }),
    ...(name && { name }),
  }
}
