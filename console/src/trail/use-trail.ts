/** What of a trail the address asks for, and how to ask for something else: Back undoes it. */
import { useMemo } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type Asked, queryOf, readAsked, writeAsked } from './asked.ts'

export function useAsked() {
  const search = useSearch()
  const [path, navigate] = useLocation()
  return useMemo(() => {
    const asked = readAsked(search)
    const ask = (next: Asked) => {
      const query = writeAsked(next)
      navigate(query ? `${path}?${query}` : path)
    }
    return { asked, ask, query: queryOf(asked, Date.now()), isFiltered: Object.keys(asked).length > 0 }
  }, [search, path, navigate])
}

export type Trail = ReturnType<typeof useAsked>
