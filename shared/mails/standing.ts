/** What an account's owner is told of where it stands with the platform. Pure: facts in, words out. */
import type { Lifecycle, LifecycleMove } from '../accounts/model.ts'
import type { Actor, AuditEntry } from '../audit/model.ts'
import type { Instant } from '../clock.ts'
import type { Mail } from './render.ts'
import { showInstant } from './times.ts'

interface Place {
  name: string
  timeZone: string
  lifecycle?: Lifecycle
}

/** What an account becomes by each move. */
export const becomes: Record<LifecycleMove, string> = {
  suspend: 'suspended',
  reactivate: 'active again',
  cancel: 'canceled',
  terminate: 'terminated',
}

const consequence: Record<LifecycleMove, string> = {
  suspend: 'People can still sign in. Communications are off until the account is active again.',
  reactivate: 'Communications are on again.',
  cancel: 'People can still sign in. Communications stay off for good.',
  terminate: 'Nobody may do anything in a terminated account, and nothing opens it again.',
}

interface Told {
  entry: AuditEntry
  before: Partial<Lifecycle>
  after: Partial<Lifecycle> & { since?: Instant }
  account: Place
}

const by = ({ type }: Actor): string =>
  ({
    member: 'a member of the account',
    agent: 'an agent of a partner',
    service: 'the platform',
    system: 'the platform',
  })[type]

const factsOf = ({ name }: Place, ...facts: (readonly [string, string])[]) => ({
  facts: [['Account', name] as const, ...facts],
})

const moved =
  (move: LifecycleMove) =>
  ({ account, entry, before, after }: Told): Mail => ({
    subject: `${account.name} is ${becomes[move]}`,
    blocks: [
      factsOf(
        account,
        ['Now', becomes[move]],
        ['Since', showInstant(after.since ?? entry.at, account.timeZone)],
        entry.actor.type === 'system' && before.planned
          ? ['Planned by', by(before.planned.by)]
          : ['By', by(entry.actor)],
      ),
      { say: consequence[move] },
    ],
  })

/** Of a plan, while it is the one in force: a mail that comes late must not announce what will not happen. */
function ahead(subject: (name: string, becomes: string) => string, { account, entry, before, after }: Told) {
  const { planned } = after
  const current = account.lifecycle?.planned
  if (!planned || current?.move !== planned.move || current.at !== planned.at) return undefined
  const was = before.planned
  return {
    subject: subject(account.name, becomes[planned.move]),
    blocks: [
      factsOf(
        account,
        ['What', `It will be ${becomes[planned.move]}`],
        ['When', showInstant(planned.at, account.timeZone)],
        ...(was ? [['Before', `${becomes[was.move]}: ${showInstant(was.at, account.timeZone)}`] as const] : []),
        ['By', by(entry.actor)],
      ),
      { say: consequence[planned.move] },
      ...(after.frozen
        ? [{ say: 'It is held back: it happens only once the platform no longer freezes the account.' }]
        : []),
    ],
  }
}

const withdrawn = ({ account, entry, before: { planned } }: Told): Mail | undefined =>
  planned && {
    subject: `${account.name} will not be ${becomes[planned.move]}`,
    blocks: [
      { say: 'What was planned was withdrawn. The account stays as it is.' },
      factsOf(
        account,
        ['Was planned for', showInstant(planned.at, account.timeZone)],
        ['Withdrawn by', by(entry.actor)],
      ),
    ],
  }

const templates: Partial<Record<AuditEntry['action'], (told: Told) => Mail | undefined>> = {
  'account.suspended': moved('suspend'),
  'account.reactivated': moved('reactivate'),
  'account.canceled': moved('cancel'),
  'account.terminated': moved('terminate'),
  'account.move-planned': (told) => ahead((name, what) => `${name} will be ${what}`, told),
  'account.move-extended': (told) => ahead((name, what) => `${name} will be ${what} a week later`, told),
  'account.move-withdrawn': withdrawn,
}

/** @returns undefined where it would no longer be true. */
export const standingMail = (entry: AuditEntry, account: Place): Mail | undefined =>
  templates[entry.action]?.({ entry, account, before: entry.before ?? {}, after: entry.after ?? {} })
