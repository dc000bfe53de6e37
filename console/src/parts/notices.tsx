/** What has just happened, above the page until it is dismissed or the page is left. */
import Flashbar, { type FlashbarProps } from '@cloudscape-design/components/flashbar'
import { createContext, type ReactNode, useCallback, useContext, useMemo, useState } from 'react'
import { isSignedOut } from '../api/problem.ts'
import { inWords } from '../words.ts'
import { SignInAgain } from './sign-in-again.tsx'

interface Notices {
  done: (text: ReactNode) => void
  failed: (error: unknown) => void
}

const NoticesContext = createContext<Notices>({ done: () => undefined, failed: () => undefined })
export const useNotices = () => useContext(NoticesContext)

let count = 0

export function useNoticeList() {
  const [items, setItems] = useState<FlashbarProps.MessageDefinition[]>([])
  const add = useCallback((type: FlashbarProps.Type, content: ReactNode, isOut = false) => {
    const id = String(++count)
    const onDismiss = () => setItems((before) => before.filter((one) => one.id !== id))
    const item: FlashbarProps.MessageDefinition = {
      ...{ id, type, content, dismissible: true, dismissLabel: 'Dismiss', onDismiss, statusIconAriaLabel: type },
      ...(isOut && { action: <SignInAgain onDone={onDismiss} /> }),
    }
    // The newest three are enough to read.
    setItems((before) => [item, ...before].slice(0, 3))
  }, [])
  const notices = useMemo(
    () => ({
      done: (text: ReactNode) => add('success', text),
      failed: (error: unknown) => add('error', inWords(error), isSignedOut(error)),
    }),
    [add],
  )
  return { items, notices, Provider: NoticesContext.Provider }
}

export const NoticeBar = ({ items }: { items: FlashbarProps.MessageDefinition[] }) => (
  <Flashbar items={items} stackItems={false} />
)
