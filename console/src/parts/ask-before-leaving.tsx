/** Asks before a page is left on which something is not saved yet. */
import Box from '@cloudscape-design/components/box'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useLocation } from 'wouter'
import { type Go, holdUp } from '../shell/leaving.ts'
import { Confirm } from './confirm.tsx'

interface Props {
  when: boolean
  title: string
  /** What would be lost. */
  children: ReactNode
}

export function AskBeforeLeaving({ when, title, children }: Props) {
  const [go, setGo] = useState<Go>()
  const letGo = useRef<Go>(undefined)
  const [, navigate] = useLocation()
  useEffect(() => {
    if (!when) return
    letGo.current = holdUp({ address: location.href, ask: (next) => setGo(() => next), goTo: navigate })
    return letGo.current
  }, [when, navigate])
  if (!go) return null
  const leave = async () => {
    letGo.current?.()
    go()
  }
  return (
    <Confirm title={title} action="Leave without saving" onConfirm={leave} onClose={() => setGo(undefined)}>
      <Box>{children}</Box>
    </Confirm>
  )
}
