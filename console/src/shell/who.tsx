import { createContext, useContext } from 'react'
import type { Person } from '../session/session.ts'

const WhoContext = createContext<Person | undefined>(undefined)
export const WhoProvider = WhoContext.Provider
/** Who is signed in; undefined for nobody. */
export const useWho = () => useContext(WhoContext)
