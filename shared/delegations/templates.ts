/** What mails about delegations say. Pure: facts in, words out. */
import type { Activity } from '../activity/model.ts'
import type { Mail } from '../mails/render.ts'
import { showInstant } from '../mails/times.ts'
import { activityBlocks, countFacts, proof } from '../reports/blocks.ts'
import type { DelegationReport } from '../reports/model.ts'
import type { Delegation } from './model.ts'
import { endOf } from './rules.ts'

/** What every one of these mails is about. */
export interface Acting {
  account: { name: string; timeZone: string }
  delegation: Delegation
  agent: { name: string; email?: string }
  partner: string
  /** What the member acted for is called. */
  member: string
  url: string
}

const scope = { 'read-only': 'Read-only: see, change nothing', write: 'See and change' } as const

const called = ({ name, email }: Acting['agent']) => (email ? `${name} <${email}>` : name)

const facts = ({ account, delegation, agent, partner, member }: Acting) =>
  [
    ['Agent', called(agent)],
    ['Partner', partner],
    ['On behalf of', member],
    ['Account', account.name],
    ['Reason given', delegation.reason],
    ['Scope', scope[delegation.access]],
    ['From', showInstant(delegation.since, account.timeZone)],
    ['Until', showInstant(delegation.until, account.timeZone)],
  ] as const

const watched = 'What is done is recorded under both names, and a report follows at the end.'

export const startedForOwner = (acting: Acting): Mail => ({
  subject: `${acting.agent.name} of ${acting.partner} acts on behalf of ${acting.member} in ${acting.account.name}`,
  blocks: [
    { say: 'An agent of one of your partners has begun to act on behalf of a member of your team.' },
    { facts: facts(acting) },
    { say: `They can do what both their own role and this member may, and no more. ${watched}` },
    { say: 'You can end it at any time.' },
    { button: 'Open Gatepass', url: acting.url },
  ],
})

export const startedForMember = (acting: Acting): Mail => ({
  subject: `${acting.agent.name} of ${acting.partner} acts on your behalf in ${acting.account.name}`,
  blocks: [
    { say: `Hello ${acting.member},` },
    { say: 'An agent of one of your account’s partners has begun to act on your behalf.' },
    { facts: facts(acting) },
    { say: `They can do what both their own role and you may, and no more. ${watched}` },
    { say: 'If you know nothing of it, tell whoever runs the account at once: they can end it.' },
  ],
})

/** Who ended it before its time, as words; undefined where time did. */
type EndedBy = string | undefined

const howItEnded = (by: EndedBy) => (by === undefined ? 'By itself, when the time was over' : `Ended by ${by}`)

export const endedForOwner = ({ by, ...acting }: Acting & { by: EndedBy }): Mail => ({
  subject: `${acting.agent.name} of ${acting.partner} no longer acts on behalf of ${acting.member} in ${acting.account.name}`,
  blocks: [
    {
      facts: [
        ...facts(acting),
        ['Ended', showInstant(endOf(acting.delegation), acting.account.timeZone)],
        ['How it ended', howItEnded(by)],
      ],
    },
    { say: 'A report of what was done goes to the report address of the account.' },
  ],
})

interface Reported extends Acting {
  by: EndedBy
  report: DelegationReport
  activity: readonly Activity[]
  /** Instead of an attachment. */
  note?: string | undefined
}

/** The mailed account of what was done on behalf of a member: also when it was nothing. */
export const delegationReportMail = ({ by, report, activity, note, ...acting }: Reported): Mail => ({
  subject: `Report: what ${acting.agent.name} of ${acting.partner} did on behalf of ${acting.member} in ${acting.account.name}`,
  blocks: [
    {
      facts: [
        ...facts(acting),
        ['Ended', showInstant(report.endedAt, acting.account.timeZone)],
        ['How it ended', howItEnded(by)],
        ...countFacts(report),
      ],
    },
    ...activityBlocks(activity, 'Nothing was done: the agent neither did nor tried anything.'),
    ...proof(report, note),
  ],
})
