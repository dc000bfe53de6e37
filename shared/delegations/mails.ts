/** Mails about delegations: to the owner, to the member acted for, and the report. */
import type { MailKind } from '../audit/consequences.ts'
import { setting } from '../config.ts'
import { ownerToTell } from '../mails/to-owner.ts'
import type { Facts, Write, Written } from '../mails/write-mail.ts'
import { loadMember } from '../members/store.ts'
import { loadPartner } from '../partners/store.ts'
import type { Delegation } from './model.ts'
import { loadDelegation } from './store.ts'
import * as say from './templates.ts'
import { writeDelegationReport } from './write-report.ts'

const erased = '(details erased)'

async function actingIn({ entry, envelope, account, member }: Facts): Promise<say.Acting> {
  const delegation = await loadDelegation(account.id, String(entry.after?.delegation))
  const { name: partner } = await loadPartner(delegation.actor.partner)
  const agent = envelope ?? { name: erased }
  return { account, delegation, agent, partner, member: member.name ?? erased, url: setting('PUBLIC_URL') }
}

/** Who ended it before its time. */
async function endedBy({ account, endedBy: by }: Delegation): Promise<string | undefined> {
  if (by === undefined) return undefined
  if (by.type === 'agent') return 'the agent'
  if (by.type === 'system') return 'the partner, whose agent is gone'
  if (by.type !== 'member') return 'the platform'
  return (await loadMember(account, by.id))?.name ?? erased
}

const withOwner =
  (write: (facts: Facts, owner: string) => Promise<Written | undefined>): Write =>
  async (facts) => {
    const owner = await ownerToTell(facts.account)
    // Where no owner can be reached, the account can.
    return write(facts, owner?.email ?? facts.account.reportEmail)
  }

export const delegationMails = {
  // An owner acted for is told as such, once.
  'mail.delegation-started': withOwner(async (facts, to) =>
    to === facts.member.email ? undefined : { to, mail: say.startedForOwner(await actingIn(facts)) },
  ),
  'mail.delegation-started-subject': async (facts) => {
    const { email } = facts.member
    return email === null ? undefined : { to: email, mail: say.startedForMember(await actingIn(facts)) }
  },
  'mail.delegation-ended': withOwner(async (facts, to) => {
    const acting = await actingIn(facts)
    return { to, mail: say.endedForOwner({ ...acting, by: await endedBy(acting.delegation) }) }
  }),
  'mail.delegation-report': async (facts) => {
    const acting = await actingIn(facts)
    return writeDelegationReport(facts, { ...acting, by: await endedBy(acting.delegation) })
  },
} satisfies Partial<Record<MailKind, Write>>
