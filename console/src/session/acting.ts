/** On whose behalf this tab acts, by account: the delegation every request about that account then carries. */
import { useSyncExternalStore } from 'react'

const key = (account: string) => `gatepass.acting.${account}`
const listeners = new Set<() => void>()

export const actingIn = (account: string): string | null => sessionStorage.getItem(key(account))

export function actUnder(account: string, delegation: string | undefined): void {
  if (delegation === undefined) sessionStorage.removeItem(key(account))
  else sessionStorage.setItem(key(account), delegation)
  for (const tell of listeners) tell()
}

const subscribe = (tell: () => void) => {
  listeners.add(tell)
  return () => listeners.delete(tell)
}

export const useActing = (account: string): string | null => useSyncExternalStore(subscribe, () => actingIn(account))
