/** Captures mail where SES would send it: the Query protocol, as the SDK's SES client speaks it. */
import { randomUUID } from 'node:crypto'
import type { RequestListener } from 'node:http'
import type { DatabaseSync } from 'node:sqlite'
import { answer, readText, refusals } from '../servers.ts'
import { mailEvents } from './ses-event.ts'
import { type Message, readMessage } from './ses-message.ts'
import { keepMails, type MailStore } from './ses-store.ts'

export interface Ses {
  listener: RequestListener
  mails: MailStore
  /** The next requests are answered with this error. */
  refuseNext(count: number, code?: string, status?: number): void
}

interface Setup {
  db: DatabaseSync
  dataDir: string
  /** Called with each event that SES would publish. Like SES, only for mails with a configuration set. */
  onDelivery: (event: unknown) => void
}

export function createSes({ db, dataDir, onDelivery }: Setup): Ses {
  const mails = keepMails(db, dataDir)
  const refused = refusals()

  const send = async (form: URLSearchParams): Promise<string> => {
    const message = await readMessage(form)
    const problem = complaint(message)
    if (problem) throw problem
    const mail = await mails.add(randomUUID(), message.recipients, message.raw)
    if (message.configurationSet) for (const event of mailEvents(mail, message)) onDelivery(event)
    return mail.id
  }

  const listener: RequestListener = async (request, response) => {
    const form = new URLSearchParams(await readText(request))
    const action = form.get('Action') ?? ''
    const reply = (status: number, body: string) => answer(response, status, 'text/xml', body)
    const refusal = refused.take()
    try {
      if (refusal) throw new Refused(refusal.code, 'Refused on purpose', refusal.status)
      if (action !== 'SendRawEmail' && action !== 'SendEmail')
        throw new Refused('InvalidAction', `${action} is not known here`)
      reply(200, success(action, await send(form)))
    } catch (error) {
      if (!(error instanceof Refused)) console.error(error)
      const { code, status } = error instanceof Refused ? error : { code: 'InternalFailure', status: 500 }
      reply(status, failure(code, status, (error as Error).message))
    }
  }

  return {
    listener,
    mails,
    refuseNext: (count, code = 'Throttling', status = 400) => refused.next(count, { code, status }),
  }
}

class Refused extends Error {
  readonly code: string
  readonly status: number
  constructor(code: string, message: string, status = 400) {
    super(message)
    this.code = code
    this.status = status
  }
}

/** What SES refuses and a capture that takes everything would hide. */
function complaint({ raw, recipients, tags }: Message): Refused | undefined {
  if (raw.length === 0) return new Refused('InvalidParameterValue', 'Empty message.')
  if (raw.length > 10 * 1024 * 1024)
    return new Refused('InvalidParameterValue', 'Message length is more than 10485760 bytes long')
  if (recipients.length === 0) return new Refused('InvalidParameterValue', 'Missing final recipients.')
  if (recipients.length > 50) return new Refused('InvalidParameterValue', 'Recipient count exceeds 50.')
  const wrong = Object.entries(tags)
    .flat()
    .find((part) => !/^[A-Za-z0-9_-]{1,256}$/.test(part))
  return wrong === undefined ? undefined : new Refused('InvalidParameterValue', `Invalid message tag: ${wrong}`)
}

const escapeXml = (text: string) => text.replace(/[<>&]/g, (found) => `&#${found.charCodeAt(0)};`)

const success = (action: string, id: string) =>
  `<${action}Response xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><${action}Result><MessageId>${id}</MessageId></${action}Result>` +
  `<ResponseMetadata><RequestId>${randomUUID()}</RequestId></ResponseMetadata></${action}Response>`

const failure = (code: string, status: number, message: string) =>
  `<ErrorResponse xmlns="http://ses.amazonaws.com/doc/2010-12-01/"><Error><Type>${status < 500 ? 'Sender' : 'Receiver'}</Type>` +
  `<Code>${escapeXml(code)}</Code><Message>${escapeXml(message)}</Message></Error><RequestId>${randomUUID()}</RequestId></ErrorResponse>`
