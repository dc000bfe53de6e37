/** What SES publishes through EventBridge about a mail, once for those who got it and once for those who did not. */
import { randomUUID } from 'node:crypto'
import type { Message } from './ses-message.ts'
import type { Mail } from './ses-store.ts'

const source = 'no-reply@gatepass.example.com'

/** As with the SES mailbox simulator, the address says what will happen. */
const bounces = (recipient: string) => recipient.startsWith('bounce')

export function mailEvents(mail: Mail, { recipients, tags, configurationSet }: Message): unknown[] {
  const timestamp = new Date().toISOString()
  const about = {
    timestamp: mail.at,
    messageId: mail.id,
    source,
    sendingAccountId: '000000000000',
    destination: recipients,
    headersTruncated: false,
    headers: Object.entries(mail.headers).map(([name, value]) => ({ name, value })),
    commonHeaders: { from: [mail.headers.from], to: mail.to, subject: mail.subject, messageId: mail.id },
    tags: {
      'ses:configuration-set': [configurationSet],
      ...Object.fromEntries(Object.entries(tags).map(([name, value]) => [name, [value]])),
    },
  }
  const publish = (type: string, detailType: string, outcome: object) => ({
    version: '0',
    id: randomUUID(),
    'detail-type': detailType,
    source: 'aws.ses',
    account: '000000000000',
    time: timestamp,
    region: 'eu-central-1',
    resources: [`arn:aws:ses:eu-central-1:000000000000:configuration-set/${configurationSet}`],
    detail: { eventType: type, mail: about, ...outcome },
  })
  const bounced = recipients.filter(bounces)
  const delivered = recipients.filter((recipient) => !bounces(recipient))
  const events: unknown[] = []
  if (delivered.length > 0) {
    const delivery = { timestamp, recipients: delivered, processingTimeMillis: 1, smtpResponse: '250 OK' }
    events.push(publish('Delivery', 'Email Delivered', { delivery }))
  }
  if (bounced.length > 0) {
    const bouncedRecipients = bounced.map((emailAddress) => ({
      emailAddress,
      action: 'failed',
      status: '5.1.1',
      diagnosticCode: 'smtp; 550 5.1.1 user unknown',
    }))
    const bounce = {
      feedbackId: randomUUID(),
      bounceType: 'Permanent',
      bounceSubType: 'General',
      bouncedRecipients,
      timestamp,
    }
    events.push(publish('Bounce', 'Email Bounced', { bounce }))
  }
  return events
}
