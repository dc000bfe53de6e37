/** Levels as somebody sets them: shown at once, taken back with the refusal where the server says no. */
import { useCallback, useRef, useState } from 'react'
import { type Answer, api, ifMatch, must } from '../../api/client.ts'
import { Problem } from '../../api/problem.ts'
import { refresh } from '../../api/queries.ts'
import { inWords } from '../../words.ts'

export type Member = Answer<'readMember'>

interface Cell {
  /** What was picked, while it is being saved. */
  picked?: { level: string | null }
  refused?: string
}

const cellOf = (member: string, product: string) => `${member} ${product}`

export function useLevels(account: string, agreement: string) {
  const [cells, setCells] = useState<Record<string, Cell>>({})
  /** Newer than the page of the table that is shown. */
  const [known, setKnown] = useState<Record<string, Member>>({})
  const versions = useRef(new Map<string, number>())
  const queues = useRef(new Map<string, Promise<unknown>>())

  const newest = (member: Member): Member => {
    const other = known[member.id]
    return other && other.version > member.version ? other : member
  }

  const keep = useCallback((member: Member) => {
    versions.current.set(member.id, Math.max(member.version, versions.current.get(member.id) ?? 0))
    setKnown((before) => ({ ...before, [member.id]: member }))
  }, [])

  /** Answers the member as changed; undefined where it was refused, which is told at the cell. */
  const save = useCallback(
    async (member: Member, product: string, level: string | null): Promise<Member | undefined> => {
      const cell = cellOf(member.id, product)
      const path = { account, agreement, member: member.id }
      const set = (next: Cell) => setCells((before) => ({ ...before, [cell]: next }))
      set({ picked: { level } })
      // One after the other: each change of a member is over the version that the one before it made.
      const before = queues.current.get(member.id) ?? Promise.resolve()
      const saving = before.then(() => {
        const header = ifMatch(Math.max(member.version, versions.current.get(member.id) ?? 0))
        const put = api.PUT('/api/accounts/{account}/agreements/{agreement}/members/{member}/levels', {
          params: { path, header },
          body: { [product]: level },
        })
        return must(put)
      })
      queues.current.set(
        member.id,
        saving.then(keep).catch(() => undefined),
      )
      try {
        const after = await saving
        keep(after)
        set({})
        refresh(account)
        return after
      } catch (error) {
        const isStale = error instanceof Problem && error.code === 'version_conflict'
        set({
          refused: isStale
            ? 'Somebody changed this meanwhile. Look at what it is now, then try again.'
            : inWords(error),
        })
        if (isStale)
          must(api.GET('/api/accounts/{account}/members/{member}', { params: { path } })).then(keep, () => undefined)
        return undefined
      }
    },
    [account, agreement, keep],
  )

  return { newest, save, keep, cell: (member: string, product: string): Cell => cells[cellOf(member, product)] ?? {} }
}
