/** The only place that sends. */
import { SESClient, SendRawEmailCommand } from '@aws-sdk/client-ses'
import MailComposer from 'nodemailer/lib/mail-composer'
import { setting } from './config.ts'
import { type Mail, renderHtml, renderText } from './mails/render.ts'

const ses = new SESClient({})

export interface Attachment {
  filename: string
  contentType: string
  content: Buffer
}

export interface Outgoing {
  /** Several are told by one mail, and see each other's addresses. */
  to: string | readonly string[]
  mail: Mail
  attachments?: readonly Attachment[]
  /** Come back with the mail's delivery events. SES allows letters, digits, `-` and `_`. */
  tags: Readonly<Record<string, string>>
}

/** Hands one mail to SES. @returns SES's message id. @throws what SES or the network answers. */
export async function sendMail({ to, mail, attachments = [], tags }: Outgoing): Promise<string> {
  const message = new MailComposer({
    from: setting('MAIL_SENDER'),
    to: [to].flat().map((address) => ({ name: '', address })),
    subject: mail.subject,
    text: renderText(mail),
    html: renderHtml(mail),
    attachments: attachments.map((attachment) => ({ ...attachment })),
    headers: {
      'Auto-Submitted': 'auto-generated',
      'X-SES-CONFIGURATION-SET': setting('MAIL_CONFIGURATION_SET'),
      'X-SES-MESSAGE-TAGS': Object.entries(tags)
        .map(([name, value]) => `${name}=${value}`)
        .join(', '),
    },
  })
  const { MessageId } = await ses.send(
    new SendRawEmailCommand({ RawMessage: { Data: await message.compile().build() } }),
  )
  if (!MessageId) throw new Error('SES answered without a message id')
  return MessageId
}

/**
 * Whether trying again in a moment can help. SES refusing the message, the sender or the account is for an operator
 * to mend; the sweep tries again later without holding up other mails.
 */
export function isPassing(error: unknown): boolean {
  const { $fault, $retryable, name } = error as { $fault?: string; $retryable?: unknown; name?: string }
  return $fault !== 'client' || $retryable !== undefined || name === 'Throttling' || name === 'ThrottlingException'
}
