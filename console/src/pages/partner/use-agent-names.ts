import { useQuery } from '@tanstack/react-query'
import { api, must } from '../../api/client.ts'
import { usePartner } from './partner.ts'

/** What agents are called now; of a large staff those of the first hundred. */
export function useAgentNames(): (id: string) => string {
  const { id: partner } = usePartner()
  const { data } = useQuery({
    queryKey: ['partner', 'staff', 'names'],
    queryFn: () =>
      must(api.GET('/api/partners/{partner}/agents', { params: { path: { partner }, query: { limit: 100 } } })),
  })
  return (id) => {
    const agent = data?.items.find((one) => one.id === id)
    return agent ? (agent.name ?? 'Erased') : 'An agent'
  }
}
