/** Mails to the owner about the account as a whole: where it stands, and who of the partners is let in. */
import { catalogFor } from '../accounts/policy.ts'
import type { MailKind } from '../audit/consequences.ts'
import { setting } from '../config.ts'
import { organizationKey } from '../keys.ts'
import type { Organization } from '../partners/model.ts'
import { loadPartner } from '../partners/store.ts'
import { read } from '../table.ts'
import { standingMail } from './standing.ts'
import * as say from './templates.ts'
import { toOwner } from './to-owner.ts'
import type { AccountFacts, WriteOfAccount } from './write-mail.ts'

/** Told with its time, and also when it is over by now: who was let in for a minute was let in. */
async function partnerNamed({ entry, account }: AccountFacts, state: AccountFacts['entry']['after']) {
  const partner = await loadPartner(String(state?.partner))
  const organization =
    state?.organization === undefined
      ? undefined
      : await read<Organization>(organizationKey(String(state.organization)))
  const role = (await catalogFor(account)).partners?.roles.find(({ id }) => id === partner.role)?.name ?? partner.role
  return { account, partner: partner.name, role, organization: organization?.name, at: entry.at }
}

export const accountMails = {
  'mail.standing': async ({ entry, account }) => {
    const mail = standingMail(entry, account)
    return mail && toOwner(account, mail)
  },
  'mail.partner-joined': async (facts) =>
    toOwner(
      facts.account,
      say.partnerJoined({ ...(await partnerNamed(facts, facts.entry.after)), url: setting('PUBLIC_URL') }),
    ),
  'mail.partner-left': async (facts) =>
    toOwner(facts.account, say.partnerLeft(await partnerNamed(facts, facts.entry.before))),
} satisfies Partial<Record<MailKind, WriteOfAccount>>
