/**
 * Tokens of invitation links. A token is a keyed hash of what it stands for, so the mail can be written after the
 * commit, again after a crash, and always with the same link, while the table keeps only the token's own hash.
 * The key never leaves KMS in a usable form but for the derived one a process keeps in memory.
 */
import { createHmac } from 'node:crypto'
import { GenerateMacCommand, KMSClient } from '@aws-sdk/client-kms'
import { setting } from './config.ts'
import { sha256 } from './ids.ts'

const kms = new KMSClient({})
const purpose = Buffer.from('gatepass invitation links, 1')
let derivedKey: Promise<Uint8Array> | undefined

async function deriveKey(): Promise<Uint8Array> {
  const { Mac } = await kms.send(
    new GenerateMacCommand({ KeyId: setting('TOKEN_KEY_ID'), MacAlgorithm: 'HMAC_SHA_256', Message: purpose }),
  )
  if (!Mac) throw new Error('KMS answered without a MAC')
  return Mac
}

/** The token in the link of this member's invitation. Another rotation is another token. */
export async function invitationToken(account: string, member: string, rotation: number): Promise<string> {
  derivedKey ??= deriveKey().catch((error) => {
    derivedKey = undefined
    throw error
  })
  return createHmac('sha256', await derivedKey)
    .update(`${account}/${member}/${rotation}`)
    .digest('base64url')
}

/** Under which an invitation is found; the token itself is nowhere stored. */
export const tokenHash = (token: string): string => sha256(token)
