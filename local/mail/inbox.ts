/** The captured mails, to read as their recipient would: a page, the mails themselves, and JSON for tests. */
import type { RequestListener, ServerResponse } from 'node:http'
import { answer } from '../servers.ts'
import { inboxPage } from './inbox-page.ts'
import { type Mail, type MailStore, toBuffer } from './ses-store.ts'

const html = 'text/html; charset=utf-8'
/** Mails are written by others: nothing in them may run, and nothing may be sent anywhere. */
const guarded = {
  'cache-control': 'no-store',
  'content-security-policy':
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; base-uri 'self'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
}

export function createInbox(mails: MailStore): RequestListener {
  const notFound = (response: ServerResponse) =>
    answer(response, 404, html, inboxPage(mails.list(), undefined, true), guarded)

  const sendAttachment = async (response: ServerResponse, id: string, index: number) => {
    const found = await mails.attachment(id, index)
    if (!found) return notFound(response)
    answer(response, 200, found.mimeType, toBuffer(found.content), {
      ...guarded,
      ...download(found.filename ?? 'attachment'),
    })
  }

  const sendSource = (response: ServerResponse, id: string) => {
    const raw = mails.raw(id)
    if (!raw) return notFound(response)
    answer(response, 200, 'message/rfc822', raw, { ...guarded, ...download(`${id}.eml`) })
  }

  const sendPage = (response: ServerResponse, id: string | undefined) => {
    const list = mails.list()
    const chosen = id === undefined ? undefined : list.find((mail) => mail.id === id)
    if (id !== undefined && !chosen) return notFound(response)
    answer(response, 200, html, inboxPage(list, chosen), guarded)
  }

  return async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/inbox.json')
      return answer(response, 200, 'application/json', JSON.stringify(mails.list().map(shown)), guarded)
    const [, id, eml, attachment] = pathname.match(/^\/inbox(?:\/([\w-]+))?(\.eml)?(?:\/attachments\/(\d+))?\/?$/) ?? []
    if (id && attachment) return sendAttachment(response, id, Number(attachment))
    if (id && eml) return sendSource(response, id)
    if (id || pathname === '/inbox' || pathname === '/inbox/') return sendPage(response, id)
    notFound(response)
  }
}

const shown = ({ id, to, subject, text, html, links, attachments, at }: Mail) => ({
  id,
  to,
  subject,
  text,
  html,
  links,
  attachments,
  at,
})

const download = (name: string) => ({
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
})
