/** API Gateway's JWT authorizer: who a request comes from, as its functions see it. */
import { type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose'

export interface Caller {
  /** Everything is text by the time a function sees it. */
  claims: Record<string, string>
  scopes: readonly string[]
  expiresAt: number
  validFrom: number
}

interface Trust {
  issuer: string
  audience: string
  keys: JWTVerifyGetKey
}

const remembered = 2000
const longestToken = 8192

/** API Gateway writes an array as `[a b]`. */
const asText = (value: unknown): string => {
  if (Array.isArray(value)) return `[${value.map(asText).join(' ')}]`
  return typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)
}

const scopesOf = ({ scope, scp }: JWTPayload): string[] => {
  const given = scope ?? scp
  if (Array.isArray(given)) return given.map(String)
  return typeof given === 'string' ? given.split(' ').filter(Boolean) : []
}

function isFor(audience: string, { aud, client_id: client }: JWTPayload): boolean {
  if (aud === undefined) return client === audience
  return Array.isArray(aud) ? aud.includes(audience) : aud === audience
}

/** Answers the caller, or nobody. What was verified once is remembered, but never beyond the token's own end. */
export function createAuthorizer({
  issuer,
  audience,
  keys,
}: Trust): (header: string | undefined) => Promise<Caller | undefined> {
  const known = new Map<string, Caller>()

  async function verify(token: string): Promise<Caller | undefined> {
    const options = { issuer, algorithms: ['RS256', 'RS384', 'RS512'], requiredClaims: ['exp'] }
    const { payload } = await jwtVerify(token, keys, options)
    if (!isFor(audience, payload)) return undefined
    const claims = Object.fromEntries(Object.entries(payload).map(([name, value]) => [name, asText(value)]))
    const { exp = 0, nbf = 0 } = payload
    return { claims, scopes: scopesOf(payload), expiresAt: exp * 1000, validFrom: nbf * 1000 }
  }

  function remember(token: string, caller: Caller): Caller {
    const oldest = known.size >= remembered ? known.keys().next().value : undefined
    if (oldest !== undefined) known.delete(oldest)
    known.set(token, caller)
    return caller
  }

  return async (header) => {
    const token = header && /^Bearer +(\S+)$/i.exec(header)?.[1]
    if (!token || token.length > longestToken) return undefined
    const now = Date.now()
    const seen = known.get(token)
    if (seen && now < seen.expiresAt && now >= seen.validFrom) return seen
    known.delete(token)
    const caller = await verify(token).catch(() => undefined)
    return caller && remember(token, caller)
  }
}
