/** Everything inside one account: who the viewer is there decides which pages there are. */
import Box from '@cloudscape-design/components/box'
import SideNavigation, { type SideNavigationProps } from '@cloudscape-design/components/side-navigation'
import Spinner from '@cloudscape-design/components/spinner'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'
import { type Place, staysOpen, usePlaceQuery } from '../api/queries.ts'
import { useFollow } from '../parts/route-link.tsx'
import { AccountProvider, type Action } from './account.tsx'
import { ActingBanner } from './acting-banner.tsx'
import { AgentPlace } from './agent-place.tsx'
import { Deadline, DeadlineInShort } from './deadline.tsx'
import { NotOpen } from './not-open.tsx'
import { Frame } from './page.tsx'

interface Entry {
  path: string
  text: string
  /** Any of these lets somebody see it; none: everybody. */
  needs: readonly Action[]
  /** Only where the account has such a thing. */
  where?: (place: Place) => boolean
}

export const entries: readonly Entry[] = [
  { path: 'access', text: 'My access', needs: [] },
  { path: 'team', text: 'Team members', needs: ['member.list'] },
  { path: 'experts', text: 'Expert access', needs: ['expert.list'], where: ({ terms }) => terms.experts !== null },
  { path: 'permissions', text: 'Access permissions', needs: ['role.read'] },
  { path: 'agreements', text: 'Agreements', needs: ['agreement.list'], where: ({ terms }) => terms.levels !== null },
  { path: 'why', text: 'Why?', needs: ['access.explain'] },
  { path: 'activity', text: 'Activity', needs: ['activity.read'] },
  { path: 'audit', text: 'Audit', needs: ['audit.read'] },
  {
    path: 'partners',
    text: 'Partners',
    needs: ['partner.list', 'delegation.list', 'waiting-change.list'],
    where: ({ terms }) => terms.partners !== null,
  },
  { path: 'settings', text: 'Settings', needs: ['account.read'] },
]

export const isOpen = ({ needs, where }: Entry, place: Place): boolean =>
  (needs.length === 0 || needs.some((action) => place.may.includes(action))) && where?.(place) !== false

function Navigation({ place }: { place: Place }) {
  const [address] = useLocation()
  const follow = useFollow()
  const { id, name } = place.account
  const items: SideNavigationProps.Item[] = entries
    .filter((entry) => isOpen(entry, place))
    .map(({ path, text }) => ({ type: 'link', text, href: `/accounts/${id}/${path}` }))
  const active = items.find((item) => 'href' in item && address.startsWith(item.href))
  return (
    <SideNavigation
      header={{ text: name, href: `/accounts/${id}` }}
      items={items}
      activeHref={active && 'href' in active ? active.href : ''}
      itemsControl={place.me.kind === 'partner' ? <AgentPlace place={place} /> : <Deadline place={place} />}
      onFollow={follow}
    />
  )
}

export function AccountFrame({ account, children }: { account: string; children: ReactNode }) {
  const { data: place, error, refetch } = usePlaceQuery(account)
  if (error && !(place && staysOpen(error)))
    return (
      <Frame>
        <NotOpen account={account} error={error} onRetry={() => refetch()} />
      </Frame>
    )
  if (!place)
    return (
      <Frame>
        <Box textAlign="center" padding="xxl">
          <Spinner size="large" />
          <Box variant="span" margin={{ left: 's' }}>
            Loading the account
          </Box>
        </Box>
      </Frame>
    )
  return (
    <AccountProvider value={place}>
      <Frame
        account={place.account.name}
        navigation={<Navigation place={place} />}
        banner={<ActingBanner place={place} />}
        always={<DeadlineInShort place={place} />}
      >
        {children}
      </Frame>
    </AccountProvider>
  )
}
