import { setting } from '../config.ts'
import type { RowResult } from '../imports/model.ts'
import { readImport } from '../imports/read-import.ts'
import { memberKey } from '../keys.ts'
import type { Member } from '../members/model.ts'
import { readMany } from '../table.ts'
import { roleNames } from './member-mails.ts'
import { type About, byOf } from './partner-by.ts'
import { partnerImportForOwner } from './partner-import.ts'
import { toOwners } from './to-owners.ts'
import type { Written } from './write-mail.ts'

const peopleShown = 50

/** To the owners, about a file of people that an agent of a partner uploaded. */
export async function importMail({ account, entry, now }: About): Promise<Written> {
  const { created, updated } = entry.after as { created: number; updated: number }
  const goesOn = entry.action === 'members.import-begun'
  const { results } = await readImport(account.id, entry.target, {}, now)
  const isChange = ({ outcome }: RowResult) => outcome === 'created' || outcome === 'updated'
  // Of a file that goes on, there may be more by now than the entry counts.
  const shown = results.items.filter(isChange).slice(0, Math.min(peopleShown, created + updated))
  const members = await readMany<Member>(shown.map(({ member = '' }) => memberKey(account.id, member)))
  const people = await Promise.all(
    shown.map(async ({ outcome, email }, at) => ({
      name: members[at]?.name ?? '(details erased)',
      email: members[at]?.email ?? email,
      roles: (await roleNames(account, members[at]?.roles)).join(', '),
      what: outcome === 'created' ? 'invited' : 'role changed',
    })),
  )
  const by = await byOf(account, entry.actor)
  const told = { account, by, at: entry.at, url: setting('PUBLIC_URL'), created, updated, people, goesOn }
  return toOwners(account, entry.target, partnerImportForOwner(told))
}
