/** Mails about what agents of partners changed: to the owners of the account, and to the person concerned. */
import type { Account } from '../accounts/model.ts'
import type { Action, MailKind } from '../audit/consequences.ts'
import type { OpenEntry } from '../audit/settle.ts'
import type { Instant } from '../clock.ts'
import { setting } from '../config.ts'
import type { RowResult } from '../imports/model.ts'
import { readImport } from '../imports/read-import.ts'
import { agentKey, memberKey, partnerKey } from '../keys.ts'
import type { Member } from '../members/model.ts'
import { loadMember } from '../members/store.ts'
import type { Agent, Partner } from '../partners/model.ts'
import { readMany } from '../table.ts'
import { loadChange } from '../waiting-changes/store.ts'
import { roleNames } from './member-mails.ts'
import { type Changed, type PartnerChange, partnerChangeForOwner, partnerChangeForPerson } from './partner-changes.ts'
import { partnerImportForOwner } from './partner-import.ts'
import { showInstant } from './times.ts'
import { toOwners } from './to-owners.ts'
import type { Written } from './write-mail.ts'

/** Their entries are about a member, the account or a file. */
interface About extends OpenEntry {
  account: Account
  now: Instant
}

type Write = (about: About) => Promise<Written | undefined>

async function byOf({ account, entry: { actor } }: About): Promise<PartnerChange['by']> {
  const { id, partner = '', subject } = actor
  const [staff, company, member] = await readMany<unknown>([
    agentKey(partner, id),
    partnerKey(partner),
    ...(subject === undefined ? [] : [memberKey(account.id, subject)]),
  ])
  const onBehalfOf = subject === undefined ? undefined : ((member as Member | undefined)?.name ?? '(details erased)')
  return {
    agent: (staff as Agent | undefined)?.name ?? 'An agent',
    partner: (company as Partner | undefined)?.name ?? 'A partner',
    ...(onBehalfOf !== undefined && { onBehalfOf }),
  }
}

const changedBy: Partial<Record<Action, Changed>> = {
  'member.invited': 'invited',
  'member.email-changed': 'email',
  'member.roles-changed': 'roles',
  'member.activated': 'activated',
  'member.mfa-erased': 'mfa',
  'account.updated': 'settings',
  'account.set-up': 'settings',
}

const labels: Readonly<Record<string, string>> = { name: 'Name', reportEmail: 'Report address', timeZone: 'Time zone' }

type Facts = PartnerChange['facts']

async function factsOf({ account, entry: { before, after } }: About, changed: Changed): Promise<Facts> {
  const from = after?.acceptableFrom
  const waits: Facts = from === undefined ? [] : [['Can be accepted from', showInstant(String(from), account.timeZone)]]
  if (changed === 'email') return waits
  if (changed === 'roles' || changed === 'invited') {
    const [was, is] = [await roleNames(account, before?.roles), await roleNames(account, after?.roles)]
    return [['Role', is.join(', ')], ...(was.length > 0 ? [['Before', was.join(', ')] as const] : []), ...waits]
  }
  if (changed !== 'settings') return []
  return Object.entries(after ?? {})
    .filter(([setting, value]) => value !== before?.[setting])
    .map(([setting, value]) => [labels[setting] ?? setting, `${value}, was ${before?.[setting] ?? 'not set'}`])
}

/** @returns undefined where nothing was changed in the end. */
async function changeOf(about: About): Promise<PartnerChange | undefined> {
  const { account, entry, envelope } = about
  const asked = entry.action === 'change.asked'
  const changed = asked ? (entry.after?.what as Changed) : changedBy[entry.action]
  if (!changed) throw new Error(`${entry.action} is told of in another way`)
  const facts = await factsOf(about, changed)
  if (changed === 'settings' && facts.length === 0) return undefined
  const name = envelope?.name ?? (changed === 'settings' ? '' : (await loadMember(account.id, entry.target))?.name)
  return {
    ...{ account, by: await byOf(about), at: entry.at, changed, name: name ?? '(details erased)', facts },
    ...(asked && { until: String(entry.after?.dueAt) }),
    url: setting('PUBLIC_URL'),
  }
}

/** As they were when it was done: of a changed address the old one, which is theirs; the new one gets the invitation. */
async function addressOf({ account, entry, envelope }: About): Promise<string | null | undefined> {
  const { before, after } = entry
  if (entry.target === account.id)
    return after?.reportEmail === undefined || after.reportEmail === before?.reportEmail
      ? undefined
      : (before?.reportEmail as string | undefined)
  return envelope ? envelope.email : (await loadMember(account.id, entry.target))?.email
}

const peopleShown = 50

async function importedBy(about: About): Promise<Written> {
  const { account, entry, now } = about
  const { results } = await readImport(account.id, entry.target, {}, now)
  const isChange = ({ outcome }: RowResult) => outcome === 'created' || outcome === 'updated'
  const shown = results.items.filter(isChange).slice(0, peopleShown)
  const members = await readMany<Member>(shown.map(({ member = '' }) => memberKey(account.id, member)))
  const people = shown.map(
    ({ outcome }, at) =>
      [members[at]?.name ?? '(details erased)', outcome === 'created' ? 'invited' : 'role changed'] as const,
  )
  const { created, updated } = entry.after as { created: number; updated: number }
  const by = await byOf(about)
  const url = setting('PUBLIC_URL')
  return toOwners(
    about.account,
    about.entry.target,
    partnerImportForOwner({ account, by, at: entry.at, url, created, updated, people }),
  )
}

/** To which address an invitation goes, or would go; a waiting change knows. */
async function addressesOf({ account, entry, envelope }: About): Promise<[string, string][]> {
  const asked = entry.action === 'change.asked'
  const now = asked
    ? (await loadChange(account.id, String(entry.after?.change)))?.body.email
    : (await loadMember(account.id, entry.target))?.email
  return [
    ['Address', now ?? '(gone meanwhile)'],
    ['Before', envelope?.email ?? '(none)'],
  ]
}

export const partnerMails = {
  'mail.partner-change-owner': async (about) => {
    if (about.entry.action === 'members.imported') return importedBy(about)
    const change = await changeOf(about)
    if (!change) return undefined
    // Whose address it was is not told the new one.
    const addresses = change.changed === 'email' ? await addressesOf(about) : []
    return toOwners(
      about.account,
      about.entry.target,
      partnerChangeForOwner({ ...change, facts: [...change.facts, ...addresses] }),
    )
  },
  'mail.partner-change-person': async (about) => {
    const to = await addressOf(about)
    const change = to ? await changeOf(about) : undefined
    return to && change ? { to, mail: partnerChangeForPerson(change) } : undefined
  },
} satisfies Partial<Record<MailKind, Write>>
