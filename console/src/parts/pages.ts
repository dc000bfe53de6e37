/** Lists that are read a page at a time: a cursor only goes on, so the pages that were seen are kept. */
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

interface PageOf<Row> {
  items: Row[]
  nextCursor?: string | undefined
}

/**
 * One page of any number of rows. `key` names what is listed; `read` reads the page after a cursor. A page that came
 * short of its size, as filters make them, is filled from those behind it, up to five at a time.
 */
export function usePages<Row>(key: readonly unknown[], size: number, read: (cursor?: string) => Promise<PageOf<Row>>) {
  const [at, setAt] = useState(1)
  const name = JSON.stringify([key, size])
  // biome-ignore lint/correctness/useExhaustiveDependencies: another list begins at its first page
  useEffect(() => setAt(1), [name])
  const query = useInfiniteQuery({
    queryKey: [...key, size],
    queryFn: ({ pageParam }) => readFull(read, size, pageParam),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (last) => last.nextCursor,
    placeholderData: keepPreviousData,
  })
  const pages = query.data?.pages ?? []
  const shown = pages[Math.min(at, pages.length) - 1]
  const turnTo = async (page: number) => {
    if (page > pages.length) await query.fetchNextPage()
    setAt(page)
  }
  return {
    rows: shown?.items ?? [],
    error: query.error,
    isLoading: query.isPending || query.isFetchingNextPage,
    isRefreshing: query.isFetching,
    again: () => query.refetch(),
    /** For Cloudscape's Pagination: `openEnd` says that there may be more. */
    pagination: {
      currentPageIndex: Math.max(1, Math.min(at, pages.length)),
      pagesCount: Math.max(1, pages.length + (query.hasNextPage ? 1 : 0)),
      openEnd: query.hasNextPage,
      onChange: ({ detail }: { detail: { currentPageIndex: number } }) => turnTo(detail.currentPageIndex),
      onNextPageClick: ({ detail }: { detail: { requestedPageAvailable: boolean; requestedPageIndex: number } }) => {
        if (!detail.requestedPageAvailable) return turnTo(detail.requestedPageIndex)
      },
    },
  }
}

const mostReads = 5

async function readFull<Row>(read: (cursor?: string) => Promise<PageOf<Row>>, size: number, cursor?: string) {
  const items: Row[] = []
  let next = cursor
  for (let reads = 0; reads < mostReads; reads++) {
    const page = await read(next)
    items.push(...page.items)
    next = page.nextCursor
    if (!next || items.length >= size / 2) break
  }
  return { items, ...(next && { nextCursor: next }) }
}
