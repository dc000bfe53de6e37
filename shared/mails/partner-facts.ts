/** What exactly an agent of a partner changed, line by line. */
import { loadMember } from '../members/store.ts'
import { loadChange } from '../waiting-changes/store.ts'
import { roleNames } from './member-mails.ts'
import type { About } from './partner-by.ts'
import type { PartnerChange } from './partner-changes.ts'
import type { Changed } from './partner-words.ts'
import { showInstant } from './times.ts'

type Facts = PartnerChange['facts']

const labels: Readonly<Record<string, string>> = { name: 'Name', reportEmail: 'Report address', timeZone: 'Time zone' }

/** What everybody concerned may read. */
export async function factsOf({ account, entry: { before, after } }: About, changed: Changed): Promise<Facts> {
  if (changed === 'settings') return settingsOf(await roleNames(account, [after?.role ?? []].flat()), before, after)
  const from = after?.acceptableFrom
  const waits: Facts = from === undefined ? [] : [['Can be accepted from', showInstant(String(from), account.timeZone)]]
  const [was, is] = [await roleNames(account, before?.roles), await roleNames(account, after?.roles)]
  return [
    ...(is.length > 0 ? [['Role', is.join(', ')] as const] : []),
    ...(was.length > 0 ? [['Before', was.join(', ')] as const] : []),
    ...waits,
  ]
}

type State = About['entry']['before']

/** Nothing where nothing is as it was not before. */
function settingsOf(role: readonly string[], before: State, after: State): Facts {
  const changes = Object.entries(after ?? {})
    .filter(([setting, value]) => value !== before?.[setting])
    .map(
      ([setting, value]) => [labels[setting] ?? setting, `${shown(value)}, was ${shown(before?.[setting])}`] as const,
    )
  return changes.length > 0 ? [...role.map((name) => ['Role', name] as const), ...changes] : []
}

function shown(value: unknown): string {
  if (typeof value === 'boolean') return value ? 'on' : 'off'
  return value === undefined ? 'not set' : String(value)
}

/** For the owners alone: whose address it was is not told the new one. A waiting change knows it, or else the member. */
export async function addressesOf({ account, entry, envelope }: About, changed: Changed): Promise<Facts> {
  if (changed === 'invited' || changed === 'roles')
    return envelope?.email === undefined ? [] : [['Address', envelope.email]]
  if (changed !== 'email') return []
  const asked = entry.action === 'change.asked'
  const now = asked
    ? (await loadChange(account.id, String(entry.after?.change)))?.body.email
    : (await loadMember(account.id, entry.target))?.email
  return [
    ['Address', now ?? '(gone meanwhile)'],
    ['Before', envelope?.email ?? '(none)'],
  ]
}
