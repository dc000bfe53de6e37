/** Of an agent in an account: for whom they are here, and the way to act on behalf of a member. */
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { lazy, Suspense, useState } from 'react'
import { type Place, useMe } from '../api/queries.ts'
import { RouteLink } from '../parts/route-link.tsx'

const ActDialog = lazy(async () => ({ default: (await import('../pages/acting/act-dialog.tsx')).ActDialog }))

export const mayAct = ({ me, may, terms }: Pick<Place, 'me' | 'may' | 'terms'>): boolean =>
  me.kind === 'partner' && !me.delegation && may.includes('delegation.start') && !!terms.partners?.delegation

export function AgentPlace({ place }: { place: Place }) {
  const { data } = useMe(true)
  const [opened, setOpened] = useState(false)
  const { me, terms } = place
  if (me.kind !== 'partner') return null
  const role = terms.partners?.roles.find(({ id }) => id === me.roles[0])?.name
  return (
    <Box padding={{ top: 's' }}>
      <SpaceBetween size="s">
        <div>
          <Box variant="awsui-key-label">You are here as an agent</Box>
          <RouteLink to="/partner/accounts">{data?.partner?.name ?? 'Your partner'}</RouteLink>
          {role && (
            <Box color="text-body-secondary" fontSize="body-s">
              {role}
            </Box>
          )}
        </div>
        {mayAct(place) && <Button onClick={() => setOpened(true)}>Act on behalf of…</Button>}
      </SpaceBetween>
      {opened && (
        <Suspense>
          <ActDialog onClose={() => setOpened(false)} />
        </Suspense>
      )}
    </Box>
  )
}
