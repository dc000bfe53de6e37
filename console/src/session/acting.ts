/** On whose behalf this tab acts, by account: the delegation every request about that account then carries. */
import { useSyncExternalStore } from 'react'

const key = (account: string) => `gatepass.acting.${account}`
const listeners = new Set<(account: string) => void>()

export const actingIn = (account: string): string | null => sessionStorage.getItem(key(account))

/** Why the tab speaks for itself again, though nobody here asked for it; by account. */
const over = new Map<string, string>()

const tell = (account: string) => {
  for (const listener of listeners) listener(account)
}

export function actUnder(account: string, delegation: string | undefined): void {
  over.delete(account)
  if (delegation === undefined) sessionStorage.removeItem(key(account))
  else sessionStorage.setItem(key(account), delegation)
  tell(account)
}

/** Whoever signs in next in this tab is somebody else. */
export function actNoMore(): void {
  for (const name of Object.keys(sessionStorage)) if (name.startsWith(key(''))) sessionStorage.removeItem(name)
}

/** The delegation has ended by itself or by somebody else: the tab goes on without it, and says so. */
export function endActing(account: string, delegation: string, why: string): void {
  if (actingIn(account) !== delegation) return
  sessionStorage.removeItem(key(account))
  over.set(account, why)
  tell(account)
}

export function forgetOver(account: string): void {
  over.delete(account)
  tell(account)
}

/** Told whenever this tab begins to speak, or speaks no more, for somebody else. */
export const onActing = (listener: (account: string) => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

export const useActing = (account: string): string | null => useSyncExternalStore(onActing, () => actingIn(account))
export const useOver = (account: string): string | undefined => useSyncExternalStore(onActing, () => over.get(account))
