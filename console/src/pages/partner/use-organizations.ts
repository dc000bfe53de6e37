import { useQuery } from '@tanstack/react-query'
import { api, type Item, must } from '../../api/client.ts'
import { usePartner } from './partner.ts'

export type Organization = Item<'listPartnerOrganizations'>

/** Enough to choose from; where there are more, the page of organizations shows them all. */
export function useOrganizations(): Organization[] {
  const { may } = usePartner()
  const { data } = useQuery({
    queryKey: ['partner', 'organizations', 'first'],
    queryFn: () => must(api.GET('/api/partner/organizations', { params: { query: { limit: 100 } } })),
    enabled: may.includes('organization.list'),
  })
  return data?.items ?? []
}
