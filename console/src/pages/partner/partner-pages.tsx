/** Everything for agents beside accounts: who is let in here is said by whose agent the viewer is. */
import Box from '@cloudscape-design/components/box'
import SideNavigation from '@cloudscape-design/components/side-navigation'
import Spinner from '@cloudscape-design/components/spinner'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { useMe } from '../../api/queries.ts'
import { Refused } from '../../parts/refused.tsx'
import { useFollow } from '../../parts/route-link.tsx'
import { Status } from '../../parts/status.tsx'
import { Frame } from '../../shell/page.tsx'
import { humane } from '../../words.ts'
import { NotFound } from '../not-found.tsx'
import { Accounts } from './accounts.tsx'
import { ActingNow } from './acting-now.tsx'
import { Organizations } from './organizations.tsx'
import { type Partner, PartnerProvider } from './partner.ts'
import { PartnerAudit } from './partner-audit.tsx'
import { Staff } from './staff.tsx'

const entries = [
  { path: 'accounts', text: 'Accounts', where: ({ may }: Partner) => may.includes('partner-account.list') },
  { path: 'organizations', text: 'Organizations', where: ({ may }: Partner) => may.includes('organization.list') },
  { path: 'delegations', text: 'Acting now', where: ({ may }: Partner) => may.includes('partner-account.list') },
  { path: 'staff', text: 'Staff', where: () => true },
  { path: 'audit', text: 'Audit', where: ({ lead }: Partner) => lead },
]

function Navigation({ partner }: { partner: Partner }) {
  const [address] = useLocation()
  const follow = useFollow()
  const items = entries
    .filter(({ where }) => where(partner))
    .map(({ path, text }) => ({ type: 'link' as const, text, href: `/partner/${path}` }))
  return (
    <SideNavigation
      header={{ text: partner.name, href: '/partner/accounts' }}
      items={items}
      activeHref={items.find(({ href }) => address.startsWith(href))?.href ?? ''}
      itemsControl={
        <Box padding={{ top: 's' }}>
          <Box variant="awsui-key-label">You are its agent</Box>
          <Box color="text-body-secondary" fontSize="body-s">
            {humane(partner.role)}
            {partner.lead && '. You lead its staff.'}
          </Box>
        </Box>
      }
      onFollow={follow}
    />
  )
}

export function PartnerPages() {
  const { data: me, error, refetch } = useMe(true)
  if (error)
    return (
      <Frame>
        <Refused error={error} onRetry={() => refetch()} />
      </Frame>
    )
  if (!me)
    return (
      <Frame>
        <Spinner size="large" />
      </Frame>
    )
  const { partner } = me
  if (!partner)
    return (
      <Frame>
        <Refused
          header="You are no agent of a partner"
          error={new Error('Whoever leads the staff of your partner can invite you.')}
        />
      </Frame>
    )
  if (partner.status !== 'active')
    return (
      <Frame>
        <Status status={partner.status} />
        <Refused
          header={`You are not let in for ${partner.name} at the moment`}
          error={new Error('Ask whoever leads its staff to let you in again.')}
        />
      </Frame>
    )
  return (
    <PartnerProvider value={partner}>
      <Frame account={partner.name} navigation={<Navigation partner={partner} />}>
        <Switch>
          <Route path="/partner/accounts" component={Accounts} />
          <Route path="/partner/organizations" component={Organizations} />
          <Route path="/partner/delegations" component={ActingNow} />
          <Route path="/partner/staff" component={Staff} />
          <Route path="/partner/audit" component={PartnerAudit} />
          <Route path="/partner">
            <Redirect to="/partner/accounts" replace />
          </Route>
          <Route component={NotFound} />
        </Switch>
      </Frame>
    </PartnerProvider>
  )
}
