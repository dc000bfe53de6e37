/** What many pages read. Keys begin with the account, so that a change of anything there can be told to all that show it. */
import { QueryClient, useQuery } from '@tanstack/react-query'
import { onActing, useActing } from '../session/acting.ts'
import { type Answer, api, must } from './client.ts'
import { isSignedOut, Problem } from './problem.ts'

export type Place = Answer<'readPlace'>
export type Me = Answer<'readMe'>

/** What was refused stays refused; only what got lost on the way is asked again. */
export const isPassing = (error: Error): boolean =>
  error instanceof Problem && (error.status === 0 || error.status >= 500)

/** What is open stays open while nobody answers, or a sign-in has run out: somebody may be writing there. */
export const staysOpen = (error: Error): boolean => isPassing(error) || isSignedOut(error)

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      retry: (times, error) => times < 2 && isPassing(error),
    },
  },
})

/** What was read as one person is not shown to another. */
onActing((account) => queryClient.removeQueries({ queryKey: ['accounts', account] }))

export const readMe = () => must(api.GET('/api/me'))
export const useMe = (signedIn: boolean) => useQuery({ queryKey: ['me'], queryFn: readMe, enabled: signedIn })

const halfAMinute = 30_000

/** While the tab acts for somebody else it looks now and then whether it still does: another may end that. */
export function usePlaceQuery(account: string) {
  const acting = useActing(account)
  return useQuery({
    queryKey: ['accounts', account, 'place', acting],
    queryFn: () => must(api.GET('/api/accounts/{account}/me', { params: { path: { account } } })),
    refetchInterval: acting ? halfAMinute : false,
  })
}

/** Whatever is shown of an account is read again. */
export const refresh = (account: string) => queryClient.invalidateQueries({ queryKey: ['accounts', account] })
/** After a refusal over what is not as it was: the next try is made over what it is now. */
export async function readAgainAfter(error: unknown): Promise<void> {
  if (error instanceof Problem && error.status === 409) await queryClient.invalidateQueries({ queryKey: ['accounts'] })
}
export const refreshMe = () => queryClient.invalidateQueries({ queryKey: ['me'] })
