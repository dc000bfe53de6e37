import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useEffect, useRef, useState } from 'react'
import { inUtc, left, written } from '../time.ts'

interface Props {
  until: string
  /** Called once, when it is over. */
  onOver?: () => void
}

/** What is left until an end, counted down each second. A clock that is read out each second helps nobody: it is silent. */
export function Countdown({ until, onOver }: Props) {
  const [now, setNow] = useState(Date.now())
  const rest = left(Date.parse(until) - now)
  const isOver = rest === undefined
  const tell = useRef(onOver)
  tell.current = onOver
  useEffect(() => {
    if (isOver) {
      tell.current?.()
      return
    }
    const timer = setInterval(() => setNow(Date.now()), 1000)
    return () => clearInterval(timer)
  }, [isOver])
  const isSoon = Date.parse(until) - now < 60 * 60_000
  return (
    <span title={`${written(until)} · ${inUtc(until)}`} role="timer" aria-live="off">
      <StatusIndicator
        type={isOver ? 'stopped' : isSoon ? 'warning' : 'in-progress'}
        {...(!isSoon && { colorOverride: 'blue' as const })}
      >
        {rest === undefined ? 'Over' : `${rest} left`}
      </StatusIndicator>
    </span>
  )
}
