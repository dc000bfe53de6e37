/** Mails to team members about their own membership. Nothing is offered in them, so nothing can become untrue but roles. */

import type { Account } from '../accounts/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import type { MailKind } from '../audit/consequences.ts'
import * as say from './templates.ts'
import type { Write } from './write-mail.ts'

export async function roleNames(account: Account, ids: unknown): Promise<string[]> {
  const { roles } = await catalogFor(account)
  return (Array.isArray(ids) ? ids : []).map((id) => roles.find((role) => role.id === id)?.name ?? String(id))
}

/** Level by product, as the audit tells it. */
type Levels = Readonly<Record<string, string | null>>

export const memberMails = {
  'mail.roles-changed': async ({ entry, account, member }) => {
    const { name, email, status } = member
    if (status !== 'active' || name === null || email === null) return undefined
    const before = await roleNames(account, entry.before?.roles)
    const roles = await roleNames(account, entry.after?.roles)
    return { to: email, mail: say.rolesChanged({ account, name, before, roles }) }
  },
  'mail.levels-changed': async ({ entry, account, member }) => {
    const { name, email, status } = member
    const { levels: ladder } = await catalogFor(account)
    if (status !== 'active' || name === null || email === null || !ladder) return undefined
    const [was, is] = [entry.before, entry.after].map((state) => (state?.levels ?? {}) as Levels)
    const levelName = (id: string | null | undefined) => ladder.order.find((level) => level.id === id)?.name ?? 'none'
    const levels = Object.entries(is ?? {}).map(([product, level]) => {
      const { name: label = product } = ladder.products.find(({ id }) => id === product) ?? {}
      return [label, `${levelName(level)}, was ${levelName(was?.[product])}`] as const
    })
    return { to: email, mail: say.levelsChanged({ account, name, agreement: String(entry.after?.agreement), levels }) }
  },
  'mail.deactivated': async ({ entry, account, envelope, member }) =>
    envelope?.email && member.status === 'inactive'
      ? { to: envelope.email, mail: say.deactivated({ account, name: envelope.name, at: entry.at }) }
      : undefined,
  'mail.removed': async ({ entry, account, envelope, member }) =>
    envelope?.email
      ? {
          to: envelope.email,
          mail: say.removed({ account, name: envelope.name, at: entry.at, accepted: member.acceptedAt !== undefined }),
        }
      : undefined,
} satisfies Partial<Record<MailKind, Write>>
