/** What the weekly digest says. Pure: facts in, words out. */
import type { Planned } from '../accounts/model.ts'
import type { Instant } from '../clock.ts'
import type { Span } from '../digests/model.ts'
import type { News, NewsAction, NewsEntry } from '../digests/news.ts'
import type { Expert, Member } from '../members/model.ts'
import type { Block, Mail } from './render.ts'
import { becomes } from './standing.ts'
import { showBriefly, showDays, showInstant } from './times.ts'

export interface DigestFacts {
  account: { id: string; name: string; timeZone: string }
  span: Span
  news: News
  /** Whom entries speak of, as they are now, by id. */
  people: ReadonlyMap<string, Member>
  /** Of the partners whose agents did something. */
  partnerNames: ReadonlyMap<string, string>
  roleNames: ReadonlyMap<string, string>
  levelNames: ReadonlyMap<string, string>
  /** Experts who can get in as this is written. */
  inside: { experts: readonly Expert[]; more: boolean }
  /** What its readers hold. */
  permission: string
  url: string
}

/** A mail is read, not archived: the audit has the rest. */
export const linesShown = 50

const scopes = { 'read-only': 'Read-only', 'limited-write': 'Limited write' } as const

export function digestMail(facts: DigestFacts): Mail {
  const { account, span, news, inside, permission, url } = facts
  const { timeZone, name } = account
  return {
    subject: `${name}: who joined, left and changed, ${showDays(span.from, span.to, timeZone)}`,
    blocks: [
      {
        facts: [
          ['Account', name],
          ['From', showInstant(span.from, timeZone)],
          ['To', showInstant(span.to, timeZone)],
        ],
      },
      ...(news.more
        ? [{ say: 'More was changed than fits here: these are the newest. The audit has everything.' }]
        : []),
      ...told('Joined', news.joined, facts),
      ...told('Left, or never joined', news.left, facts),
      ...told('Roles, levels, addresses or second factors changed, switched on or off', news.changed, facts),
      ...told('Experts', news.experts, facts),
      ...told('Acted for', news.delegations, facts),
      ...told('Where the account stands', news.standing, facts),
      ...insideNow(inside, facts),
      { button: 'Open Gatepass', url },
      { say: `Sent on Mondays to members of the team who hold this permission: ${permission}.` },
    ],
  }
}

const counted = (caption: string, { length }: readonly unknown[]) =>
  `${caption} (${length > linesShown ? `the newest ${linesShown} of ` : ''}${length})`

function told(caption: string, entries: readonly NewsEntry[], facts: DigestFacts): Block[] {
  if (entries.length === 0) return []
  const { timeZone } = facts.account
  return [
    {
      caption: counted(caption, entries),
      head: ['When', 'Who', 'What', 'By'],
      rows: entries
        .slice(0, linesShown)
        .map((entry) => [
          showBriefly(entry.at, timeZone),
          entry.target === facts.account.id ? facts.account.name : nameOf(facts.people.get(entry.target)),
          words[entry.action](entry, facts),
          by(entry, facts),
        ]),
    },
  ]
}

const nameOf = (member: Member | undefined): string => member?.name ?? '(details erased)'

function by({ actor, target }: NewsEntry, { people, partnerNames }: DigestFacts): string {
  if (actor.type === 'service') return 'the platform'
  if (actor.type === 'system') return 'time'
  if (actor.type === 'agent') return partnerNames.get(actor.partner ?? '') ?? 'a partner'
  return actor.id === target ? 'themselves' : nameOf(people.get(actor.id))
}

type Words = (entry: NewsEntry, facts: DigestFacts) => string

const words: Record<NewsAction, Words> = {
  'member.accepted': ({ after }, facts) => `joined as ${roles(after?.roles, facts)}`,
  'member.provisioned': ({ after }, facts) => `was added as ${roles(after?.roles, facts)}`,
  'member.created': ({ after }, facts) => `was created as ${roles(after?.roles, facts)}`,
  'member.removed': ({ before, actor, target }, facts) => {
    if (before?.status === 'invited') return 'invitation withdrawn'
    return `${actor.id === target ? 'left' : 'was removed'}, was ${roles(before?.roles, facts)}`
  },
  'member.declined': () => 'declined the invitation',
  'member.roles-changed': ({ before, after }, facts) =>
    `${roles(before?.roles, facts)} → ${roles(after?.roles, facts)}`,
  'member.levels-changed': ({ after }, facts) => `in agreement ${after?.agreement}: ${levels(after?.levels, facts)}`,
  'member.email-changed': () => 'invitation goes to another address',
  'member.mfa-erased': () => 'second factor was removed',
  'member.linked': ({ after }) => `was linked to ${link(after)}`,
  'member.unlinked': ({ before }) => `was unlinked from ${link(before)}`,
  'member.activated': () => 'was switched on',
  'member.deactivated': () => 'was switched off',
  'expert.invited': (entry, facts) => `was invited: ${access(entry, facts)}`,
  'expert.accepted': (entry, facts) => `accepted: ${access(entry, facts)}`,
  'expert.window-changed': (entry, facts) => `got another end: ${access(entry, facts)}`,
  'expert.expired': (entry, facts) =>
    entry.before?.status === 'invited' ? 'never accepted, and the time is over' : `expired: ${access(entry, facts)}`,
  'expert.revoked': (entry, facts) =>
    entry.before?.status === 'invited' ? 'invitation withdrawn' : `revoked: ${access(entry, facts)}`,
  'expert.declined': () => 'declined the invitation',
  'account.suspended': () => `is ${becomes.suspend}`,
  'account.reactivated': () => `is ${becomes.reactivate}`,
  'account.canceled': () => `is ${becomes.cancel}`,
  'account.terminated': () => `is ${becomes.terminate}`,
  'account.frozen': () => 'frozen: nothing that is planned happens',
  'account.unfrozen': () => 'no longer frozen',
  'account.move-planned': (entry, facts) => `will be ${plannedIn(entry.after, facts)}`,
  'account.move-extended': (entry, facts) => `will be ${plannedIn(entry.after, facts)}`,
  'account.move-withdrawn': ({ before }) => `will not be ${becomes[planOf(before)?.move ?? 'suspend']}`,
  'delegation.started': ({ after }, { account }) =>
    `was acted for: ${after?.access === 'write' ? 'see and change' : 'read-only'} until ${showBriefly(String(after?.until), account.timeZone)}`,
}

const planOf = (state: NewsEntry['before']) => state?.planned as Planned | undefined

function plannedIn(state: NewsEntry['before'], { account }: DigestFacts): string {
  const planned = planOf(state)
  return planned ? `${becomes[planned.move]} on ${showBriefly(planned.at, account.timeZone)}` : ''
}

function roles(ids: unknown, { roleNames }: DigestFacts): string {
  const names = (Array.isArray(ids) ? ids : []).map((id) => roleNames.get(String(id)) ?? String(id))
  return names.length > 0 ? names.join(', ') : 'no role'
}

const levels = (changed: unknown, { levelNames }: DigestFacts): string =>
  Object.entries((changed ?? {}) as Record<string, string | null>)
    .sort()
    .map(([product, level]) => `${product} ${level === null ? 'taken away' : (levelNames.get(level) ?? level)}`)
    .join(', ')

function link(state: NewsEntry['before']): string {
  const { type = '', id = '' } = (state?.link ?? {}) as { type?: string; id?: string }
  return `${type} ${id}`
}

/** With the end that the entry speaks of; one that speaks of none did not change it. */
function access({ target, before, after }: NewsEntry, { people, account }: DigestFacts): string {
  const expert = people.get(target)
  if (expert?.kind !== 'expert') return 'for a time'
  const told = [after, before].find((state) => state?.until !== undefined)
  return scope(expert, told ? (told.until as Instant | null) : expert.grant.until, account.timeZone)
}

const scope = ({ grant }: Expert, until: Instant | null, timeZone: string): string =>
  `${scopes[grant.access]} until ${until === null ? 'revoked' : showBriefly(until, timeZone)}`

const insideNow = ({ experts, more }: DigestFacts['inside'], { account: { timeZone } }: DigestFacts): Block[] =>
  experts.length === 0
    ? []
    : [
        {
          caption: more ? `Experts with access now (${experts.length} of more)` : 'Experts with access now',
          head: ['Who', 'Access', 'Since'],
          rows: experts.map((expert) => [
            nameOf(expert),
            scope(expert, expert.grant.until, timeZone),
            expert.acceptedAt ? showBriefly(expert.acceptedAt, timeZone) : '',
          ]),
        },
      ]
