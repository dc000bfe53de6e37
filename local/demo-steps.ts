/** How the demo asks and tells. */
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

/** Asks the API as a person (by email), as a service, or as nobody, and tells what was asked and answered. */
export const callApi =
  ({ origin, issuer }: Stack) =>
  async (as: string | undefined, method: string, path: string, body?: unknown): Promise<Told> => {
    const token = as && (isServiceClient(as) ? await issuer.serviceToken(as) : await issuer.personToken(as))
    const answer = await fetch(`${origin}/api${path}`, {
      method,
      headers: { ...(token && { authorization: `Bearer ${token}` }), 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const json: unknown = await answer.json()
    line(`  ${as ?? 'anyone'}: ${method} ${path}${body === undefined ? '' : ` ${short(body)}`}`)
    line(`    ${paint(answer.ok ? 32 : 33, String(answer.status))} ${short(json)}`)
    return json
  }
