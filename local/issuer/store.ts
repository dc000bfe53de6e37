/** What the development issuer keeps beside people: its secrets, and the state of oidc-provider. */
import { randomBytes, randomUUID } from 'node:crypto'
import type { DatabaseSync } from 'node:sqlite'
import { exportJWK, generateKeyPair, type JWK } from 'jose'
import type { Adapter, AdapterPayload } from 'oidc-provider'
import { createPeopleTable } from './people.ts'

export function createTables(db: DatabaseSync): void {
  db.exec(`
    CREATE TABLE IF NOT EXISTS issuer_secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS issuer_state (
      model TEXT NOT NULL, id TEXT NOT NULL, payload TEXT NOT NULL, grant_id TEXT, uid TEXT, expires_at INTEGER,
      PRIMARY KEY (model, id)) STRICT;
    CREATE INDEX IF NOT EXISTS issuer_state_of_grant ON issuer_state (grant_id);
  `)
  createPeopleTable(db)
}

/** The first value ever made wins, also when two processes start at once. */
async function kept(db: DatabaseSync, name: string, make: () => string | Promise<string>): Promise<string> {
  const read = () =>
    db.prepare('SELECT value FROM issuer_secrets WHERE name = ?').get(name)?.value as string | undefined
  const known = read()
  if (known) return known
  db.prepare('INSERT OR IGNORE INTO issuer_secrets VALUES (?, ?)').run(name, await make())
  return read() as string
}

export const keptSecret = (db: DatabaseSync, name: string): Promise<string> =>
  kept(db, name, () => randomBytes(32).toString('base64url'))

export async function makeSigningKey(): Promise<string> {
  const { privateKey } = await generateKeyPair('RS256', { extractable: true })
  return JSON.stringify({ ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'RS256', use: 'sig' })
}

/** RS256, because API Gateway's JWT authorizer accepts RSA signatures only. */
export const keptSigningKey = async (db: DatabaseSync, make = makeSigningKey): Promise<JWK> =>
  JSON.parse(await kept(db, 'signing-key', make)) as JWK

/** Ends what somebody has begun: sessions, sign-ins that are under way, codes, refresh tokens. Access tokens are kept nowhere. */
export function endSessions(db: DatabaseSync, sub: string): void {
  const whose = ['$.accountId', '$.result.login.accountId', '$.result.changing']
  const theirs = whose.map((path) => `json_extract(payload, '${path}') = :sub`).join(' OR ')
  db.prepare(`DELETE FROM issuer_state WHERE ${theirs}`).run({ sub })
}

/** oidc-provider keeps everything through this; expired rows go whenever something is written. */
export function createAdapter(db: DatabaseSync): (model: string) => Adapter {
  const nowSeconds = () => Math.floor(Date.now() / 1000)
  const find = db.prepare('SELECT payload FROM issuer_state WHERE model = ? AND id = ? AND expires_at > ?')
  const findByUid = db.prepare('SELECT payload FROM issuer_state WHERE model = ? AND uid = ? AND expires_at > ?')
  const save = db.prepare('INSERT OR REPLACE INTO issuer_state VALUES (?, ?, ?, ?, ?, ?)')
  const consume = db.prepare(
    `UPDATE issuer_state SET payload = json_set(payload, '$.consumed', ?) WHERE model = ? AND id = ?`,
  )
  const destroy = db.prepare('DELETE FROM issuer_state WHERE model = ? AND id = ?')
  const revoke = db.prepare('DELETE FROM issuer_state WHERE grant_id = ?')
  const forget = db.prepare('DELETE FROM issuer_state WHERE expires_at <= ?')
  const payload = (row: Record<string, unknown> | undefined) =>
    row && (JSON.parse(row.payload as string) as AdapterPayload)
  return (model) => ({
    find: async (id) => payload(find.get(model, id, nowSeconds())),
    findByUid: async (uid) => payload(findByUid.get(model, uid, nowSeconds())),
    findByUserCode: async () => undefined,
    async upsert(id, data, expiresIn) {
      forget.run(nowSeconds())
      const expiresAt = nowSeconds() + (expiresIn || 14 * 24 * 3600)
      save.run(model, id, JSON.stringify(data), data.grantId ?? null, data.uid ?? null, expiresAt)
    },
    consume: async (id) => void consume.run(nowSeconds(), model, id),
    destroy: async (id) => void destroy.run(model, id),
    revokeByGrantId: async (grantId) => void revoke.run(grantId),
  })
}
