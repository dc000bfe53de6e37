/** Reads what a Query-protocol request asks SES to send, and takes out the headers that are meant for SES itself. */
import MailComposer from 'nodemailer/lib/mail-composer'
import PostalMime, { type Address } from 'postal-mime'

export interface Message {
  raw: Buffer
  recipients: string[]
  configurationSet: string | undefined
  tags: Record<string, string>
}

const members = (form: URLSearchParams, list: string): string[] => {
  const values: string[] = []
  for (let n = 1; form.has(`${list}.member.${n}`); n += 1) values.push(form.get(`${list}.member.${n}`) ?? '')
  return values
}

const addressesOf = (list: readonly Address[] = []): string[] =>
  list.flatMap((entry) => (entry.group ? addressesOf(entry.group) : (entry.address ?? [])))

export async function readMessage(form: URLSearchParams): Promise<Message> {
  const raw =
    form.get('Action') === 'SendEmail' ? await compose(form) : Buffer.from(form.get('RawMessage.Data') ?? '', 'base64')
  const { rest, taken } = takeHeaders(raw, ['x-ses-configuration-set', 'x-ses-message-tags'])
  const { to, cc, bcc } = await PostalMime.parse(raw)
  const envelope = members(form, 'Destinations')
  return {
    raw: rest,
    recipients: envelope.length > 0 ? envelope : [to, cc, bcc].flatMap(addressesOf),
    configurationSet: form.get('ConfigurationSetName') ?? taken.get('x-ses-configuration-set'),
    tags: { ...parseTags(taken.get('x-ses-message-tags')), ...formTags(form) },
  }
}

function compose(form: URLSearchParams): Promise<Buffer> {
  const field = (name: string) => form.get(name) ?? undefined
  const mail = new MailComposer({
    from: field('Source'),
    to: members(form, 'Destination.ToAddresses'),
    cc: members(form, 'Destination.CcAddresses'),
    bcc: members(form, 'Destination.BccAddresses'),
    replyTo: members(form, 'ReplyToAddresses'),
    subject: field('Message.Subject.Data'),
    text: field('Message.Body.Text.Data'),
    html: field('Message.Body.Html.Data'),
  }).compile()
  mail.keepBcc = true
  return mail.build()
}

function takeHeaders(raw: Buffer, names: string[]): { rest: Buffer; taken: Map<string, string> } {
  const text = raw.toString('latin1')
  const end = text.search(/\r?\n\r?\n/)
  const head = end < 0 ? text : text.slice(0, end)
  const taken = new Map<string, string>()
  // A header goes on as long as lines begin with a blank.
  const kept = head.split(/\r?\n(?![ \t])/).filter((header) => {
    const name = header.slice(0, header.indexOf(':')).toLowerCase()
    if (!names.includes(name)) return true
    taken.set(
      name,
      header
        .slice(name.length + 1)
        .replace(/\r?\n/g, '')
        .trim(),
    )
    return false
  })
  return { rest: Buffer.from(kept.join('\r\n') + text.slice(head.length), 'latin1'), taken }
}

const parseTags = (text = ''): Record<string, string> =>
  Object.fromEntries(
    text
      .split(',')
      .filter((pair) => pair.trim())
      .map((pair) => [pair.slice(0, pair.indexOf('=')).trim(), pair.slice(pair.indexOf('=') + 1).trim()]),
  )

function formTags(form: URLSearchParams): Record<string, string> {
  const tags: Record<string, string> = {}
  for (let n = 1; form.has(`Tags.member.${n}.Name`); n += 1)
    tags[form.get(`Tags.member.${n}.Name`) ?? ''] = form.get(`Tags.member.${n}.Value`) ?? ''
  return tags
}
