/** Mails about what agents of partners changed: to the owners of the account, and to the person concerned. */
import type { Action, MailKind } from '../audit/consequences.ts'
import { setting } from '../config.ts'
import { loadMember } from '../members/store.ts'
import { importMail } from './import-mail.ts'
import { type About, byOf } from './partner-by.ts'
import { type PartnerChange, partnerChangeForOwner, partnerChangeForPerson } from './partner-changes.ts'
import { addressesOf, factsOf } from './partner-facts.ts'
import type { Changed } from './partner-words.ts'
import { toOwners } from './to-owners.ts'
import type { Written } from './write-mail.ts'

type Write = (about: About) => Promise<Written | undefined>

const changedBy: Partial<Record<Action, Changed>> = {
  'member.invited': 'invited',
  'member.updated': 'name',
  'member.email-changed': 'email',
  'member.roles-changed': 'roles',
  'member.activated': 'activated',
  'member.mfa-erased': 'mfa',
  'account.updated': 'settings',
  'account.set-up': 'settings',
  'role.switched': 'settings',
  'role.restricted': 'settings',
}

const ofFiles: readonly Action[] = ['members.import-begun', 'members.imported']

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
    ...{
      account,
      by: await byOf(account, entry.actor),
      at: entry.at,
      changed,
      name: name ?? '(details erased)',
      facts,
    },
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

export const partnerMails = {
  'mail.partner-change-owner': async (about) => {
    if (ofFiles.includes(about.entry.action)) return importMail(about)
    const change = await changeOf(about)
    if (!change) return undefined
    const facts = [...change.facts, ...(await addressesOf(about, change.changed))]
    return toOwners(about.account, about.entry.target, partnerChangeForOwner({ ...change, facts }))
  },
  'mail.partner-change-person': async (about) => {
    const to = await addressOf(about)
    const change = to ? await changeOf(about) : undefined
    return to && change ? { to, mail: partnerChangeForPerson(change) } : undefined
  },
} satisfies Partial<Record<MailKind, Write>>
