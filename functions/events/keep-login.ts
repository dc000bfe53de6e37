import { type LoginKind, settleLogin } from '../../shared/members/settle-login.ts'
import { settler } from './stream.ts'

/** Lets the directory follow what was committed. The only event function that may change logins. */
export const handler = settler(
  (consequence) => consequence.startsWith('login.'),
  (open, consequence) => settleLogin(open, consequence as LoginKind),
)
