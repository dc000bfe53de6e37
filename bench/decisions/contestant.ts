import type { AccountPolicy } from '../../shared/access/model.ts'
import type { Member, Question } from './world.ts'

/** Writes each question's answer in its place. Every contestant has a loop of its own: a shared one slows the quickest. */
type Round = (questions: readonly Question[], answers: boolean[]) => void | Promise<void>

export interface Contestant {
  name: string
  /** A member was just read, the account's policy is ready: one decision. */
  fresh: Round
  /** Many decisions for members made ready before. */
  warm: Round
  /** From an account's own policy as it was read to what decides on it. */
  compile(own: AccountPolicy): unknown
  /** The account's policy was just read, and one of its members. */
  first(own: AccountPolicy, member: Member, question: Question): boolean | Promise<boolean>
}
