/** Mails to team members about their own membership. Nothing is offered in them, so nothing can become untrue but roles. */

import type { Account } from '../accounts/model.ts'
import { catalogFor } from '../accounts/policy.ts'
import type { MailKind } from '../audit/consequences.ts'
import * as say from './templates.ts'
import type { Write } from './write-mail.ts'

async function roleNames(account: Account, ids: unknown): Promise<string[]> {
  const { roles } = await catalogFor(account)
  return (Array.isArray(ids) ? ids : []).map((id) => roles.find((role) => role.id === id)?.name ?? String(id))
}

export const memberMails = {
  'mail.roles-changed': async ({ entry, account, member }) => {
    const { name, email, status } = member
    if (status !== 'active' || name === null || email === null) return undefined
    const before = await roleNames(account, entry.before?.roles)
    const roles = await roleNames(account, entry.after?.roles)
    return { to: email, mail: say.rolesChanged({ account, name, before, roles }) }
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
