/** An expert always sees what is left, and what of the account is theirs to use. */
import Box from '@cloudscape-design/components/box'
import { type Place, refresh } from '../api/queries.ts'
import { Countdown } from '../parts/countdown.tsx'
import { scopeNames } from '../words.ts'

const Left = ({ place: { account, me } }: { place: Place }) =>
  me.until ? <Countdown until={me.until} onOver={() => refresh(account.id)} /> : <span>No end is set</span>

/** In the navigation. */
export function Deadline({ place }: { place: Place }) {
  const { me } = place
  if (me.kind !== 'expert') return null
  const scope = scopeNames[me.access ?? 'read-only']
  return (
    <Box padding={{ top: 's' }}>
      <Box variant="awsui-key-label">Your access as an expert</Box>
      <Left place={place} />
      <Box color="text-body-secondary" fontSize="body-s">
        {scope?.name}. {scope?.meaning}
      </Box>
    </Box>
  )
}

/** Above the page, where the navigation is folded away. */
export function DeadlineInShort({ place }: { place: Place }) {
  const { me } = place
  if (me.kind !== 'expert') return null
  return (
    <Box padding={{ vertical: 'xs' }}>
      Your access as an expert: <Left place={place} /> · {scopeNames[me.access ?? 'read-only']?.name}
    </Box>
  )
}
