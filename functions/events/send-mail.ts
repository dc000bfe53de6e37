import type { MailKind } from '../../shared/audit/consequences.ts'
import { now } from '../../shared/clock.ts'
import { noteDelivery } from '../../shared/experts/delivery.ts'
import { isPassing, sendMail } from '../../shared/mail.ts'
import { writeMail } from '../../shared/mails/write-mail.ts'
import { settler } from './stream.ts'

/** Sends what committed changes owe. The only function that may send. */
export const handler = settler(
  (consequence) => consequence.startsWith('mail.'),
  async (open, consequence) => {
    const written = await writeMail(open, consequence as MailKind, now())
    if (!written) return { outcome: 'not-needed' }
    const { account, target, id } = open.entry
    const { rotation, ...mail } = written
    const about = { account, member: target, rotation: String(rotation ?? 0) }
    const messageId = await sendMail({ ...mail, tags: { ...about, entry: id } })
    if (rotation !== undefined)
      // The mail is out: a mark that fails must not send it again.
      await noteDelivery({ account, member: target, rotation, state: 'sent', at: now() }).catch((error) =>
        console.error({ message: 'The delivery state could not be noted', entry: id, error }),
      )
    return { outcome: 'sent', messageId }
  },
  isPassing,
)
