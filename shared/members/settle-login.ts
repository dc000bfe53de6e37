import type { Consequence } from '../audit/consequences.ts'
import type { OpenEntry, Outcome } from '../audit/settle.ts'
import { Refusal } from '../errors.ts'
import { deleteLogin, eraseMfa, mailCredentials, signOutEverywhere } from '../identity.ts'
import { isAgent } from '../partners/store.ts'
import { loadMember, membersOfPerson } from './store.ts'

export type LoginKind = Extract<Consequence, `login.${string}`>

const done = { outcome: 'done' } as const
const notNeeded = { outcome: 'not-needed' } as const

type Settle = (subject: string, open: OpenEntry) => Promise<Outcome>

const onLogin =
  (act: Settle) =>
  async (open: OpenEntry): Promise<Outcome> =>
    open.envelope?.subject === undefined ? notNeeded : act(open.envelope.subject, open)

/** What a committed change asks of the directory. Each can be done twice. */
const settling: Record<LoginKind, (open: OpenEntry) => Promise<Outcome>> = {
  'login.mail-credentials': async ({ entry }) => {
    const member = await loadMember(entry.account, entry.target)
    if (member?.status !== 'invited' || member.name === null || member.email === null) return notNeeded
    const { state } = await mailCredentials({ email: member.email, name: member.name })
    return state === 'made' ? done : notNeeded
  },
  'login.erase-mfa': onLogin((subject) => eraseMfa(subject).then(() => done)),
  'login.sign-out': onLogin((subject) => signOutEverywhere(subject).then(() => done)),
  'login.delete': onLogin(async (subject, { entry }) => {
    // Whom another account has made a member of it since, or a partner an agent, keeps the login. The index may still show who was removed.
    const others = (await membersOfPerson(subject)).filter(({ id }) => id !== entry.target)
    if (others.some(({ status }) => status !== 'revoked' && status !== 'expired')) return notNeeded
    if (await isAgent(subject)) return notNeeded
    await deleteLogin(subject)
    return done
  }),
}

/** A deployment without a directory owes nothing, and what is gone already needs nothing. */
export const settleLogin = (open: OpenEntry, kind: LoginKind): Promise<Outcome> =>
  settling[kind](open).catch((error) => {
    const over = error instanceof Refusal && (error.code === 'no_directory' || error.code === 'login_unknown')
    if (!over) throw error
    return notNeeded
  })
