import type { Instant } from '../clock.ts'
import { has } from './bits.ts'
import { type Change, nothing, toPermit } from './flip.ts'
import { askedAs, judge } from './judge.ts'
import { type Asked, type DenyReason, layers } from './model.ts'
import type { Principal } from './prepare.ts'

/** What a session itself cannot give any more: another one is asked for. */
const overs: readonly DenyReason[] = ['window_over', 'expired', 'revoked']

/** The fewest changes that let somebody do it on behalf of a member: what the agent lacks, and what the member does. */
export function toPermitOnBehalf(principal: Principal, at: number | undefined, now: Instant, asked: Asked): Change[] {
  const { subject, ...own } = principal
  const { delegation } = principal.access
  if (!subject || !delegation) return nothing
  const ownReasons = reasonsOf(own, at, now, asked)
  const looksOnly = delegation.access === 'read-only' && at !== undefined && has(own.policy.changes, at)
  const again: Change[] =
    looksOnly || ownReasons.some((reason) => overs.includes(reason)) ? [{ change: 'delegate' }] : []
  const lacking = ownReasons.filter((reason) => !overs.includes(reason))
  const mine = lacking.length === 0 ? [] : toPermit(own, at, lacking, asked)
  // A permission that does not exist is named anew by whoever asks.
  if (at === undefined) return [...again, ...mine]
  const asSubject = askedAs(delegation, asked)
  const reasons = reasonsOf(subject, at, now, asSubject)
  const theirs = reasons.length === 0 ? [] : toPermit(subject, at, reasons, asSubject)
  const all = [...again, ...mine, ...theirs.flatMap((change) => forSubject(change, mine))]
  // A property that suits the one may not suit the other: what is owned by the one is not by the other.
  return all.some(({ change }) => change === 'none' || change === 'property') ? nothing : all
}

const ofMember = ['accept', 'activate', 'invite', 'give-role', 'set-level', 'link', 'complete-link']

/** What is changed in the account, or asked otherwise, serves both; what is changed about a member is told apart. */
function forSubject(change: Change, mine: readonly Change[]): Change[] {
  if (ofMember.includes(change.change)) return [{ ...change, for: 'subject' }]
  const same = JSON.stringify(change)
  return mine.some((one) => JSON.stringify(one) === same) ? [] : [change]
}

const reasonsOf = (principal: Principal, at: number | undefined, now: Instant, asked: Asked): DenyReason[] =>
  layers.flatMap((layer) => {
    const verdict = judge(layer, principal, at, now, asked)
    return verdict.pass ? [] : [verdict.reason]
  })
