/** The list of an account's members: what is asked for is kept in the address, so that it can be shared and gone back to. */
import { useSearchParams } from 'wouter'
import { api, type Item, must } from '../../api/client.ts'
import { Problem } from '../../api/problem.ts'
import type { operations } from '../../api/schema.ts'
import { usePages } from '../../parts/pages.ts'
import { useAccount } from '../../shell/account.tsx'
import { type Asked, asAddress, askedIn, asQuery, names } from './asked.ts'

export type Member = Item<'listMembers'>
type Query = NonNullable<operations['listMembers']['parameters']['query']>

export function useAsked() {
  const [address, setAddress] = useSearchParams()
  const asked = askedIn(address)
  /** Each is a step that Back undoes, but for the letters of a search. */
  const ask = (change: Asked, options?: { replace: boolean }) => setAddress(asAddress({ ...asked, ...change }), options)
  const askForAll = () => setAddress(asAddress({ sort: asked.sort ?? '' }))
  const askAnew = () => setAddress([])
  return { asked, ask, askForAll, askAnew }
}

export function useMembers(asked: Asked, size: number) {
  const { id: account } = useAccount()
  // An address may hold anything: what is not to be had, the server says at its field.
  const query = asQuery(asked) as Query
  const list = usePages(['accounts', account, 'members', 'list', query], size, (cursor) =>
    must(
      api.GET('/api/accounts/{account}/members', {
        params: { path: { account }, query: { ...query, limit: size, ...(cursor && { cursor }) } },
      }),
    ),
  )
  const refusal = list.error instanceof Problem && list.error.status < 500 ? list.error : undefined
  /** What is wrong with the question, shown beside it; other errors stand where the rows would. */
  const wrong = Object.fromEntries(names.map((name) => [name, refusal?.at(name)])) as Partial<Record<string, string>>
  return { list, wrong, isWrong: Object.values(wrong).some(Boolean) }
}
