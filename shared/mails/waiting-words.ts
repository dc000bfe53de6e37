/** What mails say about a change that waited and was not made. Pure: facts in, words out. */
import type { Instant } from '../clock.ts'
import type { Waitable } from '../partners/limits.ts'
import type { PartnerChange } from './partner-changes.ts'
import { own, words } from './partner-words.ts'
import type { Block, Mail } from './render.ts'
import { showInstant } from './times.ts'

export interface ChangeEnded {
  account: PartnerChange['account']
  /** Who asked for it. */
  asked: PartnerChange['by']
  at: Instant
  what: Waitable
  /** The person concerned. */
  name: string
  /** Who withdrew it; absent where it was refused. */
  by?: string
  /** Why it was refused: a code. */
  reason?: string
  url: string
}

const factsOf = ({ account, asked, at, by, reason }: ChangeEnded): Block => ({
  facts: [
    ['Account', account.name],
    ['Asked by', `${asked.agent} (${asked.partner})`],
    ...(by === undefined ? [] : [['Withdrawn by', by] as const]),
    ...(reason === undefined ? [] : [['Why', reason.replaceAll('_', ' ')] as const]),
    ['When', showInstant(at, account.timeZone)],
  ],
})

const outcome = ({ reason }: ChangeEnded) => (reason === undefined ? 'withdrawn' : 'refused')
const nothing = 'Nothing was changed, and nothing will be.'

export const changeEndedForOwner = (ended: ChangeEnded): Mail => ({
  subject: `What ${ended.asked.partner} asked for in ${ended.account.name} was ${outcome(ended)}`,
  blocks: [
    { say: `${ended.asked.agent} of ${ended.asked.partner} asked ${words[ended.what].asks?.(ended.name)}.` },
    factsOf(ended),
    { say: nothing },
    { button: 'Open Gatepass', url: ended.url },
  ],
})

export const changeEndedForPerson = (ended: ChangeEnded): Mail => ({
  subject: `What ${ended.asked.partner} asked for in ${ended.account.name} was ${outcome(ended)}`,
  blocks: [
    { say: `Hello ${ended.name},` },
    { say: `${ended.asked.agent} of ${ended.asked.partner} asked ${own[ended.what].asks}.` },
    factsOf(ended),
    { say: nothing },
  ],
})

export const changeEndedForAgent = (ended: ChangeEnded): Mail => ({
  subject: `What you asked for in ${ended.account.name} was ${outcome(ended)}`,
  blocks: [
    { say: `Hello ${ended.asked.agent},` },
    { say: `You asked ${words[ended.what].asks?.(ended.name)}.` },
    factsOf(ended),
    { say: nothing },
  ],
})
