import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect } from 'react'
import { api, type Item, must } from '../../api/client.ts'
import { useAccount } from '../../shell/account.tsx'

export type Expert = Item<'listExperts'>
export type Status = Expert['status']

export const running = ['active', 'invited'] as const satisfies readonly Status[]
export const ended = ['expired', 'revoked'] as const satisfies readonly Status[]

interface Asked {
  account: string
  statuses: readonly Status[]
  limit: number
  search?: string
}

/** Experts of one status after those of another, as one list: its cursor says in which it stands. */
export function readExperts({ account, statuses, limit, search }: Asked) {
  return async (cursor = '0:') => {
    const at = Number.parseInt(cursor, 10)
    const inside = cursor.slice(cursor.indexOf(':') + 1)
    const query = { status: statuses[at], limit, ...(search && { search }), ...(inside && { cursor: inside }) }
    const page = await must(api.GET('/api/accounts/{account}/experts', { params: { path: { account }, query } }))
    const further = at + 1 < statuses.length ? `${at + 1}:` : undefined
    const nextCursor = page.nextCursor ? `${at}:${page.nextCursor}` : further
    return { items: page.items, ...(nextCursor && { nextCursor }) }
  }
}

/** So many pages of a hundred are read to sort them. */
const mostPages = 10

/** Whose access has an end that is to come, the soonest first. */
export function useUpcomingEnds() {
  const { id: account } = useAccount()
  return useQuery({
    queryKey: ['accounts', account, 'experts', 'ends'],
    queryFn: async () => {
      const read = readExperts({ account, statuses: running, limit: 100 })
      const found: Expert[] = []
      let cursor: string | undefined
      for (let pages = 0; pages < mostPages; pages++) {
        const page = await read(cursor)
        found.push(...page.items)
        cursor = page.nextCursor
        if (!cursor) break
      }
      const byEnd = found
        .filter(({ until }) => until !== null)
        .sort((a, b) => ((a.until ?? '') < (b.until ?? '') ? -1 : 1))
      return { experts: byEnd, isCut: cursor !== undefined }
    },
  })
}

export function useExpert(member: string) {
  const { id: account } = useAccount()
  return useQuery({
    queryKey: ['accounts', account, 'experts', 'one', member],
    queryFn: () => must(api.GET('/api/accounts/{account}/experts/{member}', { params: { path: { account, member } } })),
  })
}

/** Where what an expert did is mailed to; undefined for who may not know. */
export function useReportAddress(): string | undefined {
  const { id: account, can } = useAccount()
  const { data } = useQuery({
    queryKey: ['accounts', account, 'details'],
    queryFn: () => must(api.GET('/api/accounts/{account}', { params: { path: { account } } })),
    enabled: can('account.read'),
  })
  return data?.reportEmail
}

const halfMinute = 30_000

/** Others invite, accept and revoke as well: while somebody looks, what is shown of experts is read again now and then. */
export function usePolling(): void {
  const { id: account } = useAccount()
  const client = useQueryClient()
  useEffect(() => {
    const timer = setInterval(() => {
      if (!document.hidden) client.invalidateQueries({ queryKey: ['accounts', account, 'experts'] })
    }, halfMinute)
    return () => clearInterval(timer)
  }, [account, client])
}
