import type { Instant } from './clock.ts'
import { Refusal } from './errors.ts'
import { sha256 } from './ids.ts'
import { idempotencyKey } from './keys.ts'
import { absent, type Change, read } from './table.ts'
import { day, epochSeconds, plus } from './time.ts'

/** A creation that may be sent again: by whom and for what, under which key, with which body. */
export interface Attempt {
  scope: string
  key: string
  body: string
}

/** Turns the ids a creation makes into the part of its commit that remembers them. */
export type Remember = (ids: readonly string[]) => Change[]

interface Remembered {
  bodyHash: string
  ids: string[]
}

const rememberedFor = day

/**
 * Creates once for each key: the same call again is answered with what the first one made, not made again.
 * Only ids are kept, so what is erased later is not kept here.
 * @throws Refusal idempotency_key_reused where the key came with another body.
 */
export async function once<Made>(
  attempt: Attempt | undefined,
  now: Instant,
  make: (remember: Remember) => Promise<Made>,
  find: (ids: readonly string[]) => Promise<Made>,
): Promise<Made> {
  if (!attempt) return make(() => [])
  const key = idempotencyKey(attempt.scope, attempt.key)
  const bodyHash = sha256(attempt.body)
  const made = async () => {
    const known = await read<Remembered>(key)
    if (known && known.bodyHash !== bodyHash)
      throw new Refusal('idempotency_key_reused', 'This key came with another body before', 'Idempotency-Key')
    return known && find(known.ids)
  }
  // At a field: a commit that fails because of it is not tried again, but answered with what the other call made.
  const taken = new Refusal('version_conflict', 'The same call is under way', 'Idempotency-Key')
  const earlier = await made()
  if (earlier) return earlier
  try {
    return await make((ids) => [
      {
        put: { ...key, ttl: epochSeconds(plus(now, rememberedFor)), data: { bodyHash, ids } },
        when: absent,
        otherwise: taken,
      },
    ])
  } catch (error) {
    // Also where the first call stands in the way of the second in some other manner.
    const meanwhile = error instanceof Refusal ? await made() : undefined
    if (meanwhile) return meanwhile
    throw error
  }
}
