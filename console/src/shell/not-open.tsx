/** Why somebody is not let into an account, as far as their own memberships tell. */
import Alert from '@cloudscape-design/components/alert'
import { Problem } from '../api/problem.ts'
import { isPassing, type Me, useMe } from '../api/queries.ts'
import { Instant } from '../parts/instant.tsx'
import { Refused } from '../parts/refused.tsx'
import { useWho } from './who.tsx'

type Membership = Me['memberships'][number]

function Why({ membership: { status, until } }: { membership: Membership }) {
  if (status === 'expired')
    return (
      <>
        Your access ended by itself on <Instant at={until} />. If you are still needed, ask somebody of the account to
        invite you anew.
      </>
    )
  if (status === 'revoked')
    return 'Your access was ended. If you are still needed, ask somebody of the account to invite you anew.'
  return 'You are switched off in this account. Ask an owner or administrator of it.'
}

const isShut = ({ status }: Membership) => status === 'expired' || status === 'revoked' || status === 'inactive'

interface Props {
  account: string
  error: Error
  onRetry: () => void
}

export function NotOpen({ account, error, onRetry }: Props) {
  const who = useWho()
  const isRefused = error instanceof Problem && error.status === 403
  const { data: me } = useMe(who !== undefined && isRefused)
  const membership = me?.memberships.find((one) => one.account.id === account)
  const header = 'This account is not open to you'
  if (isRefused && membership && isShut(membership))
    return (
      <Alert type="info" statusIconAriaLabel="Info" header={header}>
        <Why membership={membership} />
      </Alert>
    )
  // Where nobody could be asked who is signed in, that comes first.
  const again = who || !isPassing(error) ? onRetry : () => location.reload()
  return <Refused {...(!isPassing(error) && { header })} error={error} onRetry={again} />
}
