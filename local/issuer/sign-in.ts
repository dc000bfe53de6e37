/** The development issuer's sign-in page: no passwords, anyone may be anyone, and it says so. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { style } from './sign-in-style.ts'
import { isEmail, normalEmail, type People, type Person } from './store.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: unknown): string => String(text).replace(/[&<>"']/g, (found) => entities[found] ?? '')

export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Gatepass development issuer</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main>${body}</main></body></html>`

const choice = (person: Person, hinted: boolean): string => `<li><button name="sub" value="${escapeHtml(person.sub)}"
  class="person${hinted ? ' hinted" autofocus' : '"'}><b>${escapeHtml(person.name)}</b><span>${escapeHtml(person.email)}${
    person.emailVerified ? '' : ' · not verified'
  }</span></button></li>`

function choices(people: Person[], hint: string): string {
  if (!people.length) return ''
  const hinted = (person: Person) => person.email === hint
  const first = [...people.filter(hinted), ...people.filter((person) => !hinted(person))]
  return `<h2>Someone it knows</h2><form method="post"><ul>${first.map((one) => choice(one, hinted(one))).join('')}</ul></form>`
}

function newPerson(hint: string, fault: string): string {
  const alert = fault && `<p class="fault" role="alert" id="fault">${escapeHtml(fault)}</p>`
  return `<h2>${hint ? 'The person this sign-in is for' : 'Someone new'}</h2><form method="post" class="new${hint ? ' hinted' : ''}">${alert}
  <label>Email<input name="email" type="email" required autocomplete="off" value="${escapeHtml(hint)}"></label>
  <label>Name<input name="name" autocomplete="off" placeholder="as colleagues would write it"${hint ? ' autofocus' : ''}></label>
  <label class="check"><input type="checkbox" name="verified" checked> This email address is verified</label>
  <button>${hint ? `Continue as ${escapeHtml(hint)}` : 'Continue'}</button></form>`
}

function signInPage(people: Person[], hint: string, fault = ''): string {
  const known = people.some((person) => person.email === hint)
  const forms = [choices(people, hint), newPerson(known ? '' : hint, fault)]
  if (hint && !known) forms.reverse()
  return page(
    'Sign in',
    `<p class="brand">Gatepass</p><h1>Who are you today?</h1>
    <p class="note">This is a development issuer. It has no passwords: whoever can open this page can be anyone. It listens on this machine only.</p>
    ${forms.join('')}`,
  )
}

async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of req.setEncoding('utf8')) {
    text += chunk
    if (text.length > 16_384) throw new RangeError('form too large')
  }
  return new URLSearchParams(text)
}

function chosen(people: People, form: URLSearchParams): Person | undefined {
  const sub = form.get('sub')
  if (sub) return people.bySub(sub)
  const email = normalEmail(form.get('email') ?? '')
  if (!isEmail(email)) return undefined
  return people.meet(email, { name: form.get('name') ?? '', emailVerified: form.has('verified') })
}

/** Whoever was signed in before is not any more; oidc-provider would ask for this with a page that needs a script. */
async function leaveSession(provider: Provider, uid: string | undefined, next: Person): Promise<void> {
  const session = uid === undefined ? undefined : await provider.Session.findByUid(uid)
  if (!session?.accountId || session.accountId === next.sub) return
  session.accountId = undefined
  session.authorizations = undefined
  await session.persist()
}

export function createSignIn(provider: Provider, people: People) {
  const show = (res: ServerResponse, status: number, html: string) =>
    res.writeHead(status, { 'content-type': 'text/html; charset=utf-8' }).end(html)

  return async (req: IncomingMessage, res: ServerResponse): Promise<void> => {
    const interaction = await provider.interactionDetails(req, res).catch(() => undefined)
    if (!interaction) {
      const lost = '<h1>This sign-in has run out</h1><p>Please start again.</p><p><a href="/">Back to Gatepass</a></p>'
      show(res, 400, page('Sign-in has run out', lost))
      return
    }
    const hint = normalEmail(String(interaction.params.login_hint ?? ''))
    const known = isEmail(hint) ? hint : ''
    if (req.method !== 'POST') {
      show(res, 200, signInPage(people.all(), known))
      return
    }
    const person = chosen(people, await readForm(req))
    if (!person) {
      show(res, 400, signInPage(people.all(), known, 'Choose a person, or type a full email address.'))
      return
    }
    const result = { login: { accountId: person.sub } }
    const onward = await provider.interactionResult(req, res, result, { mergeWithLastSubmission: false })
    await leaveSession(provider, interaction.session?.uid, person)
    res.writeHead(303, { location: onward }).end()
  }
}
