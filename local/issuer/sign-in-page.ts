/** What the development issuer shows. Who has no password needs none, and the page says so. */
import type { Person } from './people.ts'
import { style } from './sign-in-style.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
export const escapeHtml = (text: unknown): string => String(text).replace(/[&<>"']/g, (found) => entities[found] ?? '')

export const page = (title: string, body: string): string => `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)} · Gatepass development issuer</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body><main>${body}</main></body></html>`

const alert = (fault: string): string => fault && `<p class="fault" role="alert" id="fault">${escapeHtml(fault)}</p>`

function known({ sub, login, name, email, emailVerified, password }: Person, hinted: boolean): string {
  const notes = [email ?? login, email !== undefined && !emailVerified && 'not verified', password && 'password']
  return `<li><button name="sub" value="${escapeHtml(sub)}"
  class="person${hinted ? ' hinted" autofocus' : '"'}><b>${escapeHtml(name)}</b><span>${escapeHtml(notes.filter(Boolean).join(' · '))}</span></button></li>`
}

function choices(people: Person[], hint: string): string {
  if (!people.length) return ''
  const hinted = (person: Person) => person.email !== undefined && person.email === hint
  const first = [...people.filter(hinted), ...people.filter((person) => !hinted(person))]
  return `<h2>Someone it knows</h2><form method="post"><ul>${first.map((one) => known(one, hinted(one))).join('')}</ul></form>`
}

function newPerson(hint: string, fault: string): string {
  return `<h2>${hint ? 'The person this sign-in is for' : 'Someone new'}</h2><form method="post" class="new${hint ? ' hinted' : ''}">${alert(fault)}
  <label>Email<input name="email" type="email" required autocomplete="off" value="${escapeHtml(hint)}"></label>
  <label>Name<input name="name" autocomplete="off" placeholder="as colleagues would write it"${hint ? ' autofocus' : ''}></label>
  <label class="check"><input type="checkbox" name="verified" checked> This email address is verified</label>
  <button>${hint ? `Continue as ${escapeHtml(hint)}` : 'Continue'}</button></form>`
}

const credentials = (login: string, fault: string): string => `<form method="post" class="new">${alert(fault)}
  <label>Login or email<input name="login" required autocomplete="username" value="${escapeHtml(login)}"></label>
  <label>Password<input name="password" type="password" required autocomplete="current-password"${login && ' autofocus'}></label>
  <button>Sign in</button></form>`

export function signInPage(people: Person[], hint: string, fault = ''): string {
  const met = people.some((person) => person.email === hint)
  const forms = [choices(people, hint), newPerson(met ? '' : hint, fault)]
  if (hint && !met) forms.reverse()
  return page(
    'Sign in',
    `<p class="brand">Gatepass</p><h1>Who are you today?</h1>
    <p class="note">This is a development issuer: whoever can open this page can be anyone who has no password. It listens on this machine only.</p>
    ${forms.join('')}<h2>Someone with a password</h2>${credentials('', '')}`,
  )
}

export const passwordPage = (login: string, fault = ''): string =>
  page(
    'Sign in',
    `<p class="brand">Gatepass</p><h1>Sign in</h1>${credentials(login, fault)}<p><a href="">Be someone else</a></p>`,
  )

export const newPasswordPage = (fault = ''): string =>
  page(
    'New password',
    `<p class="brand">Gatepass</p><h1>Choose a password</h1><form method="post" class="new">${alert(fault)}
    <p class="note">The one you typed came by mail and was good for this once.</p>
    <label>New password<input name="new" type="password" required autofocus autocomplete="new-password"></label>
    <button>Save and sign in</button></form>`,
  )
