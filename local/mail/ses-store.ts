/** The mails that were captured: each as an .eml file, and as a row with what a reader or a test asks for. */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { DatabaseSync } from 'node:sqlite'
import PostalMime, { type Attachment } from 'postal-mime'

export interface Mail {
  id: string
  to: string[]
  subject: string
  text: string
  html: string
  /** The http(s) addresses the HTML links to, in order. */
  links: string[]
  attachments: { name: string; type: string; size: number }[]
  at: string
  /** By lower-case name. */
  headers: Record<string, string>
}

export type MailStore = ReturnType<typeof keepMails>

export function keepMails(db: DatabaseSync, dataDir: string) {
  const folder = join(dataDir, 'mails')
  mkdirSync(folder, { recursive: true })
  db.exec(
    'CREATE TABLE IF NOT EXISTS mails (seq INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT UNIQUE NOT NULL, mail TEXT NOT NULL)',
  )
  const insert = db.prepare('INSERT INTO mails (id, mail) VALUES (?, ?)')
  const newestFirst = db.prepare('SELECT mail FROM mails ORDER BY seq DESC')
  const one = db.prepare('SELECT mail FROM mails WHERE id = ?')
  const fileOf = (id: string) => join(folder, `${id}.eml`)
  const find = (id: string): Mail | undefined => {
    const row = one.get(id)
    return row && JSON.parse(String(row.mail))
  }
  return {
    find,
    list: (): Mail[] => newestFirst.all().map((row) => JSON.parse(String(row.mail))),
    add: async (id: string, to: string[], raw: Buffer): Promise<Mail> => {
      const mail = await readMail(id, to, raw)
      writeFileSync(fileOf(id), raw)
      insert.run(id, JSON.stringify(mail))
      return mail
    },
    raw: (id: string): Buffer | undefined => (find(id) ? readFileSync(fileOf(id)) : undefined),
    attachment: async (id: string, index: number): Promise<Attachment | undefined> =>
      find(id) && (await PostalMime.parse(readFileSync(fileOf(id)))).attachments[index],
  }
}

async function readMail(id: string, to: string[], raw: Buffer): Promise<Mail> {
  const email = await PostalMime.parse(raw)
  const html = email.html ?? ''
  return {
    id,
    to,
    subject: email.subject ?? '',
    text: email.text ?? '',
    html,
    links: linksIn(html),
    attachments: email.attachments.map(({ filename, mimeType, content }) => ({
      name: filename ?? 'attachment',
      type: mimeType,
      size: toBuffer(content).length,
    })),
    at: new Date().toISOString(),
    headers: Object.fromEntries(email.headers.map(({ key, value }) => [key, value])),
  }
}

export const toBuffer = (content: Attachment['content']): Buffer =>
  typeof content === 'string' ? Buffer.from(content) : Buffer.from(content as Uint8Array)

function linksIn(html: string): string[] {
  const targets = [...html.matchAll(/\shref\s*=\s*(?:"([^"]*)"|'([^']*)')/gi)].map(
    ([, double, single]) => double ?? single ?? '',
  )
  return targets.map((target) => target.replaceAll('&amp;', '&')).filter((target) => /^https?:\/\//.test(target))
}
