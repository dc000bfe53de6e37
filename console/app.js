import { button, showWho } from './dom.js'
import { showHome } from './home.js'
import { showInvitation } from './invitation.js'
import { finishSignIn, signedIn, signOut } from './session.js'

/** Comes back from the issuer first, where that is where we are; answers what went wrong there. */
async function arrive() {
  if (location.pathname !== '/callback') return undefined
  try {
    await finishSignIn()
    return undefined
  } catch (error) {
    return `${error.message}. Please sign in again.`
  }
}

const reason = await arrive()
const person = signedIn()
if (person)
  showWho(
    person.email ?? person.name ?? '',
    button('Sign out', () => signOut(), 'link'),
  )
if (location.pathname.startsWith('/invitations/')) await showInvitation(reason)
else await showHome(reason)
