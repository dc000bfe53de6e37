/** A sign-in that ran out is renewed beside the page: it stays, and what is written on it. */
import type { User } from 'oidc-client-ts'
import { useSyncExternalStore } from 'react'
import { manager } from './manager.ts'

/** Whom this tab shows, also once their tokens are gone. */
let shown: string | undefined
export function remember(user: User | null): void {
  shown = user?.profile.sub
}

const windowName = 'gatepass-sign-in'

let signIns = 0
const listeners = new Set<() => void>()

/**
 * Signs in again in a window of its own: this page stays, and what is written on it. Where no window may be opened, `leave`
 * goes to the issuer instead.
 * @returns whether somebody signed in.
 */
export async function signInAgain(hint: string | undefined, leave: () => Promise<void>): Promise<boolean> {
  const users = await manager()
  const popup = { popupWindowTarget: windowName, popupAbortOnClose: true, ...(hint && { login_hint: hint }) }
  let user: User
  try {
    user = await users.signinPopup(popup)
  } catch (error) {
    if (error instanceof Error && error.message.includes('disposed window')) await leave()
    return false
  }
  // What is on this page was read by somebody else.
  if (shown !== undefined && user.profile.sub !== shown) location.assign('/')
  remember(user)
  signIns++
  for (const listener of listeners) listener()
  return true
}

/** How often somebody signed in again on this page: what was refused before that can be tried again. */
export const useSignIns = (): number =>
  useSyncExternalStore(
    (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    () => signIns,
  )

/** Whether this page is the one in that window. */
export const isSignInWindow = () => window.name === windowName && window.opener !== null
