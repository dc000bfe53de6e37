/** Mails about what an agent of a partner asked for and did not get: withdrawn, or refused when it was due. */
import type { MailKind } from '../audit/consequences.ts'
import type { Actor } from '../audit/model.ts'
import { setting } from '../config.ts'
import { agentKey } from '../keys.ts'
import { loadMember } from '../members/store.ts'
import type { Waitable } from '../partners/limits.ts'
import type { Agent } from '../partners/model.ts'
import { read } from '../table.ts'
import { type About, byOf } from './partner-by.ts'
import { toOwners } from './to-owners.ts'
import { type ChangeEnded, changeEndedForAgent, changeEndedForOwner, changeEndedForPerson } from './waiting-words.ts'
import type { Written } from './write-mail.ts'

type Write = (about: About) => Promise<Written | undefined>

const askedBy = ({ entry }: About) => entry.after?.askedBy as Actor

/** Who withdrew it; nobody did where it was refused. */
async function nameOf({ account, entry: { actor } }: About): Promise<string | undefined> {
  if (actor.type === 'agent') return (await byOf(account, actor)).agent
  if (actor.type === 'member') return (await loadMember(account.id, actor.id))?.name ?? '(details erased)'
  return actor.type === 'service' ? 'The platform' : undefined
}

async function endedOf(about: About): Promise<ChangeEnded> {
  const { account, entry, envelope } = about
  const by = await nameOf(about)
  const reason = entry.after?.reason
  return {
    ...{ account, asked: await byOf(account, askedBy(about)), at: entry.at, what: entry.after?.what as Waitable },
    name: envelope?.name ?? '(details erased)',
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason: String(reason) }),
    url: setting('PUBLIC_URL'),
  }
}

export const waitingMails = {
  'mail.change-ended-owner': async (about) =>
    toOwners(about.account, about.entry.target, changeEndedForOwner(await endedOf(about))),
  'mail.change-ended-person': async (about) =>
    about.envelope?.email ? { to: about.envelope.email, mail: changeEndedForPerson(await endedOf(about)) } : undefined,
  // Who withdrew it knows.
  'mail.change-ended-agent': async (about) => {
    const { id, partner = '' } = askedBy(about)
    const { actor } = about.entry
    const agent = await read<Agent>(agentKey(partner, id))
    if (!agent?.email || agent.status !== 'active' || (actor.type === 'agent' && actor.id === id)) return undefined
    return { to: agent.email, mail: changeEndedForAgent(await endedOf(about)) }
  },
} satisfies Partial<Record<MailKind, Write>>
