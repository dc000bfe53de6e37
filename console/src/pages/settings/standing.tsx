/** Where the account stands with the platform, and what that means for those in it. */
import Box from '@cloudscape-design/components/box'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { Instant } from '../../parts/instant.tsx'
import { Status } from '../../parts/status.tsx'
import type { AccountPlace } from '../../shell/account.tsx'

type Lifecycle = AccountPlace['account']['lifecycle']

const meanings: Record<Lifecycle['status'], string> = {
  active: 'Everything is open, as roles and settings say.',
  suspended: 'Members still get in, and messages to users are off.',
  canceled: 'Members still get in, and messages to users are off. What comes next is the end.',
  terminated: 'The account is closed for good. Nobody gets in.',
}

const moves: Record<NonNullable<Lifecycle['planned']>['move'], string> = {
  suspend: 'It will be suspended',
  reactivate: 'It will be active again',
  cancel: 'It will be canceled',
  terminate: 'It will be terminated',
}

export const Standing = ({ lifecycle: { status, frozen, planned } }: { lifecycle: Lifecycle }) => (
  <SpaceBetween size="xxs">
    <Status status={status} />
    <Box color="text-body-secondary">{meanings[status]}</Box>
    {planned && (
      <StatusIndicator type={frozen ? 'stopped' : 'pending'}>
        {moves[planned.move]} on <Instant at={planned.at} />
        {frozen && ', but that is held back'}
      </StatusIndicator>
    )}
  </SpaceBetween>
)
