import { serve } from '../http.ts'
import { createAccountEndpoint } from './create-account.ts'
import { readAccountEndpoint } from './read-account.ts'
import { updateAccountEndpoint } from './update-account.ts'

export const handler = serve(createAccountEndpoint, readAccountEndpoint, updateAccountEndpoint)
