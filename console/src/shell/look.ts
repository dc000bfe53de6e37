/** Light or dark: as the system has it, until somebody chooses. */
import { applyMode, Mode } from '@cloudscape-design/global-styles'
import { useEffect, useState } from 'react'

const key = 'gatepass.look'
type Look = 'light' | 'dark'

const system = matchMedia('(prefers-color-scheme: dark)')
const chosen = (): Look | null => {
  const kept = localStorage.getItem(key)
  return kept === 'light' || kept === 'dark' ? kept : null
}
const current = (): Look => chosen() ?? (system.matches ? 'dark' : 'light')
const apply = (look: Look) => applyMode(look === 'dark' ? Mode.Dark : Mode.Light)

apply(current())

export function useLook() {
  const [look, setLook] = useState(current)
  useEffect(() => {
    const follow = () => setLook(current())
    system.addEventListener('change', follow)
    return () => system.removeEventListener('change', follow)
  }, [])
  useEffect(() => apply(look), [look])
  const choose = (next: Look) => {
    localStorage.setItem(key, next)
    setLook(next)
  }
  return { look, choose }
}
