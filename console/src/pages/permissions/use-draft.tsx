/** The draft of one page: collecting, saving, and the way back. */
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { queryClient, refresh } from '../../api/queries.ts'
import { useNotices } from '../../parts/notices.tsx'
import { countOf, type Draft, type Spot, stillNeeded, toggled, undoOf, without } from './draft.ts'
import { type Roles, readRoles, type Saved, saveAll } from './save.ts'

export const rolesKey = (account: string) => ['accounts', account, 'roles']

export function useDraft(account: string, roles: Roles) {
  const notices = useNotices()
  const [kept, setKept] = useState<Draft>([])
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const draft = stillNeeded(roles, kept)

  /** What came of it is shown at once, and read anew: also what others changed meanwhile. */
  async function take({ done, roles: after }: Saved) {
    if (done.length > 0) queryClient.setQueryData(rolesKey(account), after)
    await refresh(account)
  }

  async function undo(done: Draft) {
    try {
      const now = await readRoles(account)
      const back = await saveAll(account, now, undoOf(now, done))
      await take(back)
      if (back.error) throw back.error
      const { length } = back.done
      notices.done(
        length > 0 ? `${countOf(length, 'change')} undone.` : 'Somebody has changed it since: nothing to undo.',
      )
    } catch (refusal) {
      notices.failed(refusal)
    }
  }

  async function save() {
    setBusy(true)
    setError(undefined)
    const saved = await saveAll(account, roles, draft)
    await take(saved)
    // What was toggled while it was saved stays.
    setKept((now) => without(now, saved.done))
    setError(saved.error)
    setBusy(false)
    if (saved.done.length > 0) notices.done(<SavedNotice done={saved.done} all={draft.length} onUndo={undo} />)
    return saved.error === undefined
  }

  return {
    draft,
    busy,
    error,
    save,
    toggle: (spot: Spot) => setKept(toggled(roles, draft, spot)),
    discard: () => {
      setKept([])
      setError(undefined)
    },
  }
}

export type DraftHere = ReturnType<typeof useDraft>

interface SavedProps {
  done: Draft
  all: number
  onUndo: (done: Draft) => Promise<void>
}

function SavedNotice({ done, all, onUndo }: SavedProps) {
  const [state, setState] = useState<'saved' | 'busy' | 'undone'>('saved')
  const undo = async () => {
    setState('busy')
    await onUndo(done)
    setState('undone')
  }
  const what = done.length < all ? `${done.length} of ${countOf(all, 'change')}` : countOf(done.length, 'change')
  return (
    <SpaceBetween direction="horizontal" size="s" alignItems="center">
      <span>{what} saved. They count from the next decision on.</span>
      {state !== 'undone' && (
        <Button onClick={undo} loading={state === 'busy'}>
          Undo
        </Button>
      )}
    </SpaceBetween>
  )
}
