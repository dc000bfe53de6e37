import type { Facts, Written } from '../mails/write-mail.ts'
import { attach, keepReport } from '../reports/keep-report.ts'
import type { DelegationReport } from '../reports/model.ts'
import { endOf } from './rules.ts'
import { type Acting, delegationReportMail } from './templates.ts'

/** The report of the end of a delegation: also when nothing was done. */
export async function writeDelegationReport(
  { entry, account, now }: Pick<Facts, 'entry' | 'account' | 'now'>,
  acting: Acting & { by: string | undefined },
): Promise<Written> {
  const { delegation } = acting
  const { id: about, actor, subject, reason, access, since, until, endedBy = null } = delegation
  const { id } = entry
  const place = { account: account.id, about, id, now }
  const { report, csv, activity } = await keepReport<DelegationReport>(place, (figures) => ({
    ...{ id, account: account.id, delegation: about, agent: actor.agent, partner: actor.partner, onBehalfOf: subject },
    ...{ reason, access, since, until, endedAt: endOf(delegation), endedBy },
    ended: endedBy ? 'ended' : 'expired',
    ...figures,
  }))
  const { attachments, note } = attach(report.id, csv)
  return { to: account.reportEmail, mail: delegationReportMail({ ...acting, report, activity, note }), attachments }
}
