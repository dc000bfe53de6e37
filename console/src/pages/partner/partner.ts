/** The partner whose agent the viewer is. */
import { createContext, useContext } from 'react'
import { type Me, queryClient } from '../../api/queries.ts'

export type Partner = NonNullable<Me['partner']>

const PartnerContext = createContext<Partner | undefined>(undefined)
export const PartnerProvider = PartnerContext.Provider

export function usePartner(): Partner {
  const partner = useContext(PartnerContext)
  if (!partner) throw new Error('This is shown to agents of a partner only')
  return partner
}

/** Whatever is shown of the partner is read again. */
export const refreshPartner = () => queryClient.invalidateQueries({ queryKey: ['partner'] })
