/** Leaving a page on which something is not saved yet: held up here, and asked about by `AskBeforeLeaving`. */
import type { AroundNavHandler } from 'wouter'

export type Go = () => void

interface Asking {
  /** Where the page is. */
  address: string
  ask: (go: Go) => void
  goTo: (address: string) => void
}

/** There is one page at a time, and so one that can ask. */
let asking: Asking | undefined

const isElsewhere = (address: string): boolean => new URL(address, location.href).pathname !== location.pathname

/** Every way to another page of the console comes by here, but the browser's own buttons. */
export const aroundNav: AroundNavHandler = (navigate, to, options) => {
  const go = () => navigate(to, options)
  if (asking && isElsewhere(to)) asking.ask(go)
  else go()
}

/**
 * The browser's own buttons have changed the address already: it goes back to where the page still is. Listens from the
 * beginning, for the router must not hear of it first.
 */
window.addEventListener('popstate', (event) => {
  if (!asking || !isElsewhere(asking.address)) return
  const { address, ask, goTo } = asking
  const to = location.pathname + location.search
  event.stopImmediatePropagation()
  history.pushState(null, '', address)
  ask(() => goTo(to))
})

/** @returns what lets everybody go again. */
export function holdUp(by: Asking): () => void {
  asking = by
  // The browser asks in its own words.
  const unload = (event: BeforeUnloadEvent) => event.preventDefault()
  window.addEventListener('beforeunload', unload)
  return () => {
    asking = undefined
    window.removeEventListener('beforeunload', unload)
  }
}
