import { api } from './ask.js'
import { announce, button, h, show, showWho } from './dom.js'
import { signedIn, signIn } from './session.js'
import { countdown, momentHere } from './time.js'
import { accessNames, capital, inWords } from './words.js'

const purpose =
  'Gatepass decides who may do what inside a customer’s account, and lets outsiders in only on the customer’s terms.'

function showWelcome(reason) {
  showWho()
  show(
    'Who may do what, and until when',
    h('p', { class: 'lead' }, purpose),
    reason && h('p', { class: 'notice bad', role: 'alert' }, reason),
    h(
      'p',
      { class: 'row' },
      button('Sign in', () => signIn({})),
    ),
    h('p', { class: 'quiet' }, 'Were you invited? Open the link in the mail.'),
  )
}

const what = ({ kind, roles, access }) =>
  kind === 'expert' ? `Expert · ${accessNames[access]?.[0] ?? access}` : roles.map(capital).join(', ')

function deadline({ kind, status, until }) {
  if (kind !== 'expert' || until === undefined) return undefined
  if (until === null) return h('p', { class: 'quiet' }, 'No end is set; it lasts until it is revoked.')
  if (status !== 'active') return h('p', { class: 'quiet' }, 'Was set to end ', momentHere(until))
  return h('p', { class: 'split' }, h('span', {}, 'Until ', momentHere(until)), countdown(until, showHome))
}

const membership = (one) =>
  h(
    'li',
    { class: 'card' },
    h(
      'div',
      { class: 'split' },
      h('h3', {}, one.account.name),
      h('span', { class: `status ${one.status}` }, capital(one.status)),
    ),
    h('p', {}, what(one)),
    deadline(one),
  )

/** An agent acts on the accounts of the partner, which are not listed here. */
const agency = ({ name, lead, status }) =>
  h(
    'li',
    { class: 'card' },
    h('div', { class: 'split' }, h('h3', {}, name), h('span', { class: `status ${status}` }, capital(status))),
    h('p', {}, lead ? 'Agent, leads the staff' : 'Agent'),
  )

const offered = { expert: 'As an expert', agent: 'As an agent of this partner' }

function invitation({ account, partner, kind, expiresAt, link }) {
  const path = link && new URL(link, location.origin).pathname
  return h(
    'li',
    { class: 'card' },
    h('h3', {}, (account ?? partner).name),
    h('p', {}, offered[kind] ?? 'As a member of the team', ' · open until ', momentHere(expiresAt)),
    h(
      'p',
      {},
      path ? h('a', { href: path }, 'See what is offered') : 'Open the link in the mail to accept or decline.',
    ),
  )
}

const list = (title, items, none) => [
  h('h2', {}, title),
  items.length ? h('ul', { class: 'cards' }, items) : h('p', { class: 'quiet' }, none),
]

export async function showHome(reason) {
  const known = signedIn()
  if (!known) {
    showWelcome(reason)
    return
  }
  try {
    const { person, memberships, partner, invitations } = await api('/me')
    show(
      `Hello, ${person.name ?? person.email ?? known.name ?? 'there'}`,
      !person.email &&
        h('p', { class: 'notice' }, 'Your email address is not verified, so invitations to it stay hidden.'),
      invitations.length ? list('Waiting for you', invitations.map(invitation)) : undefined,
      partner ? list('Whose agent you are', [agency(partner)]) : undefined,
      list('Where you have access', memberships.map(membership), 'You are not a member of any account yet.'),
    )
    announce(`${memberships.length} memberships, ${invitations.length} open invitations`)
  } catch (error) {
    if (error.code === 'unauthenticated') showWelcome(inWords(error))
    else
      show(
        'That did not work',
        h('p', { role: 'alert' }, inWords(error)),
        h(
          'p',
          { class: 'row' },
          button('Try again', () => showHome()),
        ),
      )
  }
}
