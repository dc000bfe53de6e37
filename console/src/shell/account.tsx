/** The account a page is about: what the viewer is there, what they may, and on which terms. */
import { createContext, useContext } from 'react'
import type { Place } from '../api/queries.ts'

export type Action = Place['may'][number]

const AccountContext = createContext<Place | undefined>(undefined)
export const AccountProvider = AccountContext.Provider

export interface AccountPlace extends Place {
  id: string
  can: (action: Action) => boolean
}

export function useAccount(): AccountPlace {
  const place = useContext(AccountContext)
  if (!place) throw new Error('This is shown inside an account only')
  return { ...place, id: place.account.id, can: (action) => place.may.includes(action) }
}
