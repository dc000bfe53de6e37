/** The mail with which Cognito welcomes somebody, words and sender apart: see the user pool in infra/directory.ts. */
import { randomUUID } from 'node:crypto'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { Person } from '../issuer/people.ts'
import { escapeHtml } from '../issuer/sign-in-page.ts'
import type { MailStore } from '../mail/ses-store.ts'

export const mailWelcome =
  (mails: MailStore) =>
  async ({ login, email = '' }: Person, password: string): Promise<void> => {
    const lines = [
      'A login was made for you.',
      `Email: ${email}`,
      `User name: ${login}`,
      `Temporary password: ${password}`,
    ]
    const mail = new MailComposer({
      from: 'no-reply@verificationemail.example.com',
      to: { name: '', address: email },
      subject: 'Your temporary password',
      text: lines.join('\n'),
      html: lines.map((line) => `<p>${escapeHtml(line)}</p>`).join(''),
    })
    await mails.add(randomUUID(), [email], await mail.compile().build())
  }
