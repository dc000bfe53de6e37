import { serve } from '../http.ts'
import { evaluateEndpoint } from './evaluate.ts'
import { evaluationsEndpoint } from './evaluations.ts'
import { explainEndpoint } from './explain.ts'
import { readAccessEndpoint } from './read-access.ts'
import { searchActionsEndpoint, searchResourcesEndpoint, searchSubjectsEndpoint } from './search.ts'

export const handler = serve(
  evaluateEndpoint,
  evaluationsEndpoint,
  searchSubjectsEndpoint,
  searchResourcesEndpoint,
  searchActionsEndpoint,
  explainEndpoint,
  readAccessEndpoint,
)
