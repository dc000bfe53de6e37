/** How the demo asks and tells. */
import { setTimeout as wait } from 'node:timers/promises'
import { isServiceClient } from './issuer/tokens.ts'
import type { Mail } from './mail/ses-store.ts'
import type { Stack } from './stack.ts'

// biome-ignore lint/suspicious/noExplicitAny: the demo reads answers as a reader of the JSON would
export type Told = any

const began = performance.now()
const line = (text: string) => process.stdout.write(`${text}\n`)
const colours = process.stdout.isTTY
const paint = (code: number, text: string) => (colours ? `\u001b[${code}m${text}\u001b[0m` : text)
const short = (value: unknown) => {
  const text = JSON.stringify(value)
  return text.length > 320 ? `${text.slice(0, 320)}…` : text
}

export const tell = {
  chapter: (title: string) => line(`\n${paint(1, `${((performance.now() - began) / 1000).toFixed(1)} s  ${title}`)}`),
  mail: ({ to, subject, attachments }: Mail) =>
    line(`  to ${to.join(', ')}: ${subject}${attachments.map(({ name }) => ` [${name}]`).join('')}`),
  text: (text: string) => line(`\n${text.replace(/^/gm, '  | ')}`),
  end: () => line(`\n${((performance.now() - began) / 1000).toFixed(1)} s  done`),
}

const onBehalf = (headers: object) => (Object.keys(headers).length > 0 ? '  (acting on behalf)' : '')

/** Asks the API as a person (by email), as a service, or as nobody, and tells what was asked and answered. */
export const callApi =
  ({ origin, issuer }: Stack) =>
  async (as: string | undefined, method: string, path: string, body?: unknown, headers = {}): Promise<Told> => {
    const token = as && (isServiceClient(as) ? await issuer.serviceToken(as) : await issuer.personToken(as))
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json', ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await answer.text()
    const json: unknown = text === '' ? null : JSON.parse(text)
    line(`  ${as ?? 'anyone'}: ${method} ${path}${body === undefined ? '' : ` ${short(body)}`}${onBehalf(headers)}`)
    line(`    ${paint(answer.ok ? 32 : 33, String(answer.status))} ${short(json)}`)
    return json
  }

const patience = 100

/** Waits for mails, which follow a commit a moment later. */
export const mailsOf = ({ mails }: Stack) => ({
  async mailed(subject: RegExp): Promise<Mail | undefined> {
    for (let tries = 0; tries < patience && !mails().some((mail) => subject.test(mail.subject)); tries++)
      await wait(100)
    return mails().find((mail) => subject.test(mail.subject))
  },
  async tokenMailedTo(address: string): Promise<string> {
    for (let tries = 0; tries < patience; tries++) {
      const link = mails().flatMap(({ to, links }) => (to.includes(address) ? links : []))[0]
      if (link?.includes('/invitations/')) return link.slice(link.lastIndexOf('/') + 1)
      await wait(50)
    }
    throw new Error(`No invitation reached ${address}`)
  },
})
