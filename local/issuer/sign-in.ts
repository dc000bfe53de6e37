/** The development issuer's sign-in. Anyone may be anyone who has no password; who has one must type it. */
import type { IncomingMessage, ServerResponse } from 'node:http'
import type { Provider } from 'oidc-provider'
import { hashed, isStrong, matches } from './passwords.ts'
import { isEmail, normalEmail, type People, type Person } from './people.ts'
import { newPasswordPage, page, passwordPage, signInPage } from './sign-in-page.ts'

type Interaction = Awaited<ReturnType<Provider['interactionDetails']>>
/** Somebody is in, or is asked something more. */
type Step = { person: Person } | { ask: string; status?: number }

async function readForm(req: IncomingMessage): Promise<URLSearchParams> {
  let text = ''
  for await (const chunk of req.setEncoding('utf8')) {
    text += chunk
    if (text.length > 16_384) throw new RangeError('form too large')
  }
  return new URLSearchParams(text)
}

function hintOf({ params }: Interaction): string {
  const hint = normalEmail(String(params.login_hint ?? ''))
  return isEmail(hint) ? hint : ''
}

function step(people: People, form: URLSearchParams, interaction: Interaction): Step | Promise<Step> {
  if (form.has('new')) return takeNewPassword(people, form, interaction)
  if (form.has('password')) return checkPassword(people, form, interaction)
  const person = chosen(people, form)
  if (!person) {
    const fault = 'Choose a person, or type a full email address.'
    return { ask: signInPage(people.all(), hintOf(interaction), fault), status: 400 }
  }
  return person.password ? { ask: passwordPage(person.email ?? person.login) } : { person }
}

function chosen(people: People, form: URLSearchParams): Person | undefined {
  const sub = form.get('sub')
  if (sub) return people.bySub(sub)
  const email = normalEmail(form.get('email') ?? '')
  if (!isEmail(email)) return undefined
  const known = people.byEmail(email)
  // Nothing about somebody with a password changes before it is typed.
  return known?.password
    ? known
    : people.meet(email, { name: form.get('name') ?? '', emailVerified: form.has('verified') })
}

async function checkPassword(people: People, form: URLSearchParams, interaction: Interaction): Promise<Step> {
  const login = (form.get('login') ?? '').trim()
  const person = people.named(login)
  const right = await matches(form.get('password') ?? '', person?.password)
  // The same words and the same work whether or not there is such a login.
  if (!right || !person) return { ask: passwordPage(login, 'Login or password is wrong.'), status: 400 }
  if (!person.temporary) return { person }
  interaction.result = { changing: person.sub }
  await interaction.persist()
  return { ask: newPasswordPage() }
}

async function takeNewPassword(people: People, form: URLSearchParams, { result }: Interaction): Promise<Step> {
  const person = people.bySub(String(result?.changing))
  if (!person) return { ask: passwordPage('', 'Please type your password again.'), status: 400 }
  const password = form.get('new') ?? ''
  if (!isStrong(password)) {
    const rule = 'At least 10 characters, with a digit, a lower-case and an upper-case letter.'
    return { ask: newPasswordPage(rule), status: 400 }
  }
  people.keepPassword(person.sub, await hashed(password), false)
  return { person }
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
    if (req.method !== 'POST') {
      show(res, 200, signInPage(people.all(), hintOf(interaction)))
      return
    }
    const next = await step(people, await readForm(req), interaction)
    if ('ask' in next) {
      show(res, next.status ?? 200, next.ask)
      return
    }
    const result = { login: { accountId: next.person.sub } }
    const onward = await provider.interactionResult(req, res, result, { mergeWithLastSubmission: false })
    await leaveSession(provider, interaction.session?.uid, next.person)
    res.writeHead(303, { location: onward }).end()
  }
}
