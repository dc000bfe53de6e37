/** Asks before a page is left on which something is not saved yet. */
import Box from '@cloudscape-design/components/box'
import { type ReactNode, useEffect, useState } from 'react'
import { type AroundNavHandler, useLocation } from 'wouter'
import { Confirm } from '../parts/confirm.tsx'

type Go = () => void

/** There is one page at a time, and so one that can ask; `address` is its own. */
let asking: { address: string; ask: (go: Go) => void; goTo: (address: string) => void } | undefined

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

interface Props {
  when: boolean
  title: string
  /** What would be lost. */
  children: ReactNode
}

export function AskBeforeLeaving({ when, title, children }: Props) {
  const [go, setGo] = useState<Go>()
  const [, navigate] = useLocation()
  useEffect(() => {
    if (!when) return
    asking = { address: location.href, ask: (next) => setGo(() => next), goTo: navigate }
    // The browser asks in its own words.
    const unload = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', unload)
    return () => {
      asking = undefined
      window.removeEventListener('beforeunload', unload)
    }
  }, [when, navigate])
  if (!go) return null
  const leave = async () => {
    asking = undefined
    go()
  }
  return (
    <Confirm title={title} action="Leave without saving" onConfirm={leave} onClose={() => setGo(undefined)}>
      <Box>{children}</Box>
    </Confirm>
  )
}
