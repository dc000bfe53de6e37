/** Who somebody is in an account: a member, or somebody of one of its partners. */
import type { AccessRecord } from '../access/model.ts'
import type { Actor } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import { delegatedAccess } from '../delegations/delegated-access.ts'
import { accessKey, agentKey } from '../keys.ts'
import { accessRecord } from '../members/access-record.ts'
import type { Member } from '../members/model.ts'
import { read } from '../table.ts'
import { agentAccess, type Tied } from './agent-access.ts'
import type { Agent } from './model.ts'

type Known = AccessRecord | Member | undefined

/** Whether somebody is, or was put out of being, a member of this account: then that is what counts. */
export const counts = (known: Known): boolean =>
  known !== undefined && known.status !== 'revoked' && known.status !== 'expired'

/** What is kept under a person's `sub` is the record itself; a member asked for by id carries it in itself. */
const recordOf = (known: Known): AccessRecord | undefined => known && ('account' in known ? accessRecord(known) : known)

export interface Person {
  /** The issuer's `sub`, or a member's id. */
  type: 'user' | 'member'
  id: string
  /** The delegation under which the person acts now. */
  delegation?: string
}

/**
 * Who this is in the account: a member, an agent of a partner it has, or an agent who acts for a member. Whoever is a
 * member is nothing else: what its owner decides about them is not got round as an agent.
 */
export async function principalIn(
  account: Tied,
  known: Known,
  { type, id, delegation }: Person,
  now: Instant,
): Promise<AccessRecord | undefined> {
  if (delegation !== undefined)
    return type === 'user' && !counts(known) ? delegatedAccess(account, delegation, id, now) : undefined
  if (type === 'member' || counts(known)) return recordOf(known)
  return (await agentAccess(account, id, now)) ?? recordOf(known)
}

/**
 * The access, as of now, of an agent who asked for something earlier; under the delegation they asked under. Undefined
 * where they are gone, a member by now, or the account is not their partner's any more.
 */
export async function accessOfActor(
  account: Tied,
  { id, partner = '', delegation }: Actor,
  now: Instant,
): Promise<AccessRecord | undefined> {
  const { subject } = (await read<Agent>(agentKey(partner, id))) ?? {}
  if (subject === undefined) return undefined
  const known = await read<AccessRecord>(accessKey(account.id, subject))
  const person: Person = { type: 'user', id: subject, ...(delegation !== undefined && { delegation }) }
  const found = await principalIn(account, known, person, now)
  return found?.kind === 'partner' && found.member === id ? found : undefined
}
