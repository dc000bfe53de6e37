import { api } from './ask.js'
import { announce, busy, button, h, show, showWho } from './dom.js'
import { signedIn, signIn } from './session.js'
import { momentHere, momentThere } from './time.js'
import { accessNames, deadLinks, inWords } from './words.js'

const path = () => `/invitations/${location.pathname.split('/')[2]}`

/** The API shortens the address for whoever holds the link; only a whole one helps the issuer. */
const hintFrom = (email = '') => (/^[^\s@*…•]+@[^\s@*…•]+$/.test(email) ? email : undefined)

function showDead(error) {
  const [title, advice] = deadLinks[error.code] ?? ['That did not work', inWords(error)]
  const again = !deadLinks[error.code] && button('Try again', () => showInvitation())
  show(
    title,
    h('p', { class: 'lead', role: 'alert' }, advice),
    h('p', { class: 'row' }, again, h('a', { href: '/' }, 'To the start page')),
  )
}

/** An account, or a partner whose agent the person shall be. */
const inviting = ({ account, partner }) => account ?? partner

function scope({ kind, access, roles = [], role, lead }) {
  if (kind === 'agent') return [lead ? 'An agent who leads its staff' : 'An agent', h('small', {}, role)]
  if (kind !== 'expert') return roles.length ? roles.join(', ') : 'A member of the team'
  const [name, meaning] = accessNames[access] ?? [access, '']
  return [name, h('small', {}, meaning)]
}

const places = { expert: 'Access as an expert', agent: 'Place' }

function facts(offer) {
  const { account, partner, name, email, invitedBy, kind, until, expiresAt } = offer
  const end = until ? momentThere(until, account?.timeZone) : 'No end is set; the account can revoke it at any time.'
  const rows = [
    partner ? ['Partner', partner.name] : ['Account', account.name],
    invitedBy?.name && ['Invited by', invitedBy.name],
    ['Invited', [name, email && h('small', {}, email)]],
    [places[kind] ?? 'Role', scope(offer)],
    kind === 'expert' && ['Access until', end],
    ['Answer by', momentHere(expiresAt)],
  ]
  const pair = ([term, detail]) => [h('dt', {}, term), h('dd', {}, detail)]
  return h('dl', { class: 'card' }, rows.filter(Boolean).flatMap(pair))
}

const someoneElse = (label = 'Sign in as someone else') => button(label, () => signIn({ fresh: true }), 'link')

function refused(error) {
  const signInAgain = ['email_mismatch', 'email_unverified', 'unauthenticated'].includes(error.code)
  return h(
    'div',
    { class: 'notice bad', role: 'alert', tabindex: '-1' },
    h('p', {}, inWords(error)),
    signInAgain && h('p', {}, someoneElse(error.code === 'unauthenticated' ? 'Sign in again' : undefined)),
    ['already_member', 'already_agent'].includes(error.code) &&
      h('p', {}, h('a', { href: '/' }, 'See where you have access')),
  )
}

async function answer(offer, verb, done) {
  try {
    await api(`${path()}/${verb}`, { method: 'POST' })
    done(offer)
  } catch (error) {
    if (deadLinks[error.code]) showDead(error)
    else showOffer(offer, refused(error))
  }
}

function showAccepted(offer) {
  const { until, kind } = offer
  const end = until && [' Your access ends by itself on ', momentHere(until), '.']
  const { name } = inviting(offer)
  show(
    kind === 'agent' ? `You are an agent of ${name}` : `You have access to ${name}`,
    h('div', { class: 'notice good' }, h('p', {}, 'The invitation is accepted.', end)),
    h('p', { class: 'row' }, h('a', { href: '/' }, 'See where you have access')),
  )
}

function showDeclined(offer) {
  const { name } = inviting(offer)
  const nothing = offer.kind === 'agent' ? `You do not become an agent of ${name}` : `You get no access to ${name}`
  show('The invitation is declined', h('p', {}, `${nothing}. You may close this page.`))
}

function confirmDecline(offer) {
  const question = h(
    'div',
    { class: 'notice', role: 'group', tabindex: '-1', 'aria-label': 'Decline this invitation?' },
    h('p', {}, 'Decline this invitation? The link stops working; only a new invitation can bring it back.'),
    h(
      'p',
      { class: 'row' },
      button('Yes, decline', (event) => busy(event, () => answer(offer, 'decline', showDeclined))),
      button('No, go back', () => showOffer(offer), 'plain'),
    ),
  )
  showOffer(offer, question, false)
}

function actions(offer) {
  const person = signedIn()
  if (!person) {
    showWho()
    return [
      h(
        'p',
        { class: 'row' },
        button('Sign in to answer', () => signIn({ hint: hintFrom(offer.email) })),
      ),
      h(
        'p',
        { class: 'quiet' },
        'Sign in with the address the invitation was sent to. Opening this page accepts nothing.',
      ),
    ]
  }
  return [
    h(
      'p',
      { class: 'row' },
      button('Accept', (event) => busy(event, () => answer(offer, 'accept', showAccepted))),
      button('Decline', () => confirmDecline(offer), 'plain'),
    ),
    h('p', { class: 'quiet' }, `You are signed in as ${person.email ?? person.name}. `, someoneElse('Not you?')),
  ]
}

function showOffer(offer, note, withActions = true) {
  const by = offer.invitedBy?.name
  const where = offer.kind === 'agent' ? `act for ${offer.partner.name}` : offer.account.name
  const title = by ? `${by} invites you to ${where}` : `You are invited to ${where}`
  show(title, facts(offer), note, withActions && actions(offer))
  note?.focus()
}

export async function showInvitation(reason) {
  try {
    const offer = await api(path(), { anonymous: true })
    showOffer(offer, reason && h('p', { class: 'notice bad', role: 'alert', tabindex: '-1' }, reason))
    announce(`Invitation to ${inviting(offer).name}`)
  } catch (error) {
    showDead(error)
  }
}
