import { escapeHtml } from '../issuer/sign-in-page.ts'
import type { Mail } from './ses-store.ts'

const style = `
  :root { color-scheme: light dark; --line: light-dark(#d5d9de, #3a4048); --quiet: light-dark(#5a6470, #9aa5b1);
    --chosen: light-dark(#e7eefb, #22304a); --accent: light-dark(#1a56b0, #8ab4f8) }
  * { box-sizing: border-box }
  body { margin: 0; font: 16px/1.5 system-ui, sans-serif; display: grid; grid-template-columns: minmax(16rem, 24rem) 1fr; height: 100dvh }
  a { color: var(--accent) }
  nav { overflow-y: auto; border-right: 1px solid var(--line) }
  nav h1 { font-size: 1rem; margin: 0; padding: 1rem; border-bottom: 1px solid var(--line) }
  nav ol { list-style: none; margin: 0; padding: 0 }
  nav li a { display: block; padding: .75rem 1rem; color: inherit; text-decoration: none; border-bottom: 1px solid var(--line) }
  nav li a:hover, nav li a[aria-current] { background: var(--chosen) }
  nav b { display: block; font-weight: 600; overflow-wrap: anywhere }
  nav small, dl, .none { color: var(--quiet) }
  nav small { display: flex; justify-content: space-between; gap: .75rem }
  nav small span { overflow: hidden; text-overflow: ellipsis; white-space: nowrap }
  main { overflow-y: auto; padding: 1rem 1.5rem; display: flex; flex-direction: column; gap: .75rem }
  h2 { margin: 0; font-size: 1.25rem; overflow-wrap: anywhere }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 .75rem; margin: 0 }
  dd { margin: 0; overflow-wrap: anywhere }
  iframe { flex: 1; min-height: 24rem; width: 100%; border: 1px solid var(--line); border-radius: .5rem }
  pre { white-space: pre-wrap; overflow-wrap: anywhere; font: .875rem/1.5 ui-monospace, monospace }
  .files { margin: 0; padding-left: 1.25rem }
  .none { padding: 1rem }
  .back { display: none }
  @media (max-width: 48rem) {
    body { grid-template-columns: 1fr; height: auto }
    nav { border-right: 0 }
    .reading nav { display: none }
    .back { display: inline }
    body:not(.reading) main { display: none }
    main { min-height: 100dvh; padding: 1rem }
  }`

export function inboxPage(mails: readonly Mail[], chosen: Mail | undefined, missing = false): string {
  const title = chosen ? `${chosen.subject} · Inbox` : 'Inbox'
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title><link rel="icon" href="data:,"><style>${style}</style></head>
<body${chosen || missing ? ' class="reading"' : ''}>
<nav aria-label="Mails"><h1><a href="/inbox">Inbox</a> · ${mails.length} captured, none left this machine</h1>
${mails.length === 0 ? '<p class="none">No mail yet.</p>' : `<ol>${mails.map((mail) => row(mail, mail.id === chosen?.id)).join('')}</ol>`}</nav>
<main><a class="back" href="/inbox">All mails</a>${chosen ? reading(chosen) : nothingChosen(missing)}</main></body></html>`
}

const nothingChosen = (missing: boolean) =>
  `<p class="none">${missing ? 'There is no such mail.' : 'Choose a mail to read it.'}</p>`

const row = (mail: Mail, chosen: boolean) => `<li><a href="/inbox/${mail.id}"${chosen ? ' aria-current="true"' : ''}>
<b>${escapeHtml(mail.subject || '(no subject)')}</b><small><span>${escapeHtml(mail.to.join(', '))}</span>${time(mail.at)}</small></a></li>`

const time = (at: string) =>
  `<time datetime="${escapeHtml(at)}">${escapeHtml(at.slice(0, 16).replace('T', ' '))}</time>`

function reading(mail: Mail): string {
  const fields = [
    ['From', escapeHtml(mail.headers.from)],
    ['To', escapeHtml(mail.to.join(', '))],
    ['At', `${time(mail.at)} UTC`],
    ['Source', `<a href="/inbox/${mail.id}.eml">${mail.id}.eml</a>`],
  ]
  return `<h2>${escapeHtml(mail.subject || '(no subject)')}</h2>
<dl>${fields.map(([name, value]) => `<dt>${name}</dt><dd>${value}</dd>`).join('')}</dl>
${files(mail)}${mail.html ? frame(mail.html) : ''}
<details${mail.html ? '' : ' open'}><summary>As plain text</summary><pre>${escapeHtml(mail.text)}</pre></details>`
}

function files(mail: Mail): string {
  if (mail.attachments.length === 0) return ''
  const items = mail.attachments.map(
    ({ name, type, size }, index) =>
      `<li><a href="/inbox/${mail.id}/attachments/${index}">${escapeHtml(name)}</a> ${escapeHtml(type)}, ${size} bytes</li>`,
  )
  return `<ul class="files">${items.join('')}</ul>`
}

/** A script in a mail never runs; a link opens only when a person clicks it. */
const frame = (html: string) => `<iframe title="The mail" sandbox="allow-top-navigation-by-user-activation allow-popups"
srcdoc="${escapeHtml(`<base target="_top">${html}`)}"></iframe>`
