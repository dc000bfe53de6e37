/** Which address shows which page. What is not the first thing somebody sees is loaded when it is opened. */
import Spinner from '@cloudscape-design/components/spinner'
import { type ComponentType, lazy, Suspense } from 'react'
import { Redirect, Route, Switch } from 'wouter'
import { Home } from './pages/home.tsx'
import { MyAccess } from './pages/my-access.tsx'
import { NotFound } from './pages/not-found.tsx'
import { useAccount } from './shell/account.tsx'
import { AccountFrame, entries, isOpen } from './shell/account-frame.tsx'
import { Frame } from './shell/page.tsx'

/** A page by the name it is exported under. */
const page = <Name extends string>(load: () => Promise<Record<Name, ComponentType>>, name: Name) =>
  lazy(async () => ({ default: (await load())[name] }))

/** Below /accounts/{account}. */
const accountPages: Record<string, ComponentType> = {
  '/access': MyAccess,
  '/activity': page(() => import('./pages/activity/activity.tsx'), 'Activity'),
  '/audit': page(() => import('./pages/audit/audit.tsx'), 'Audit'),
  '/settings': page(() => import('./pages/settings/settings.tsx'), 'Settings'),
  '/permissions': page(() => import('./pages/permissions/permissions.tsx'), 'Permissions'),
  '/why': page(() => import('./pages/why/why.tsx'), 'Why'),
  '/experts': page(() => import('./pages/experts/experts.tsx'), 'Experts'),
  '/experts/:member': page(() => import('./pages/experts/expert.tsx'), 'Expert'),
  '/team': page(() => import('./pages/team/team.tsx'), 'Team'),
  '/team/import': page(() => import('./pages/team/import.tsx'), 'Import'),
  '/team/:member': page(() => import('./pages/team/member.tsx'), 'Member'),
  '/agreements': page(() => import('./pages/agreements/agreements.tsx'), 'Agreements'),
  '/partners': page(() => import('./pages/partners/partners.tsx'), 'Partners'),
}

/** Opened by whoever holds its link, signed in or not. */
const Invitation = lazy(async () => ({ default: (await import('./pages/invitation/invitation.tsx')).Invitation }))

const PartnerPages = page(() => import('./pages/partner/partner-pages.tsx'), 'PartnerPages')

/** Whoever arrives at an account sees the first page that is for them: an admin the team, an expert the deadline. */
function FirstPage() {
  const place = useAccount()
  const open = entries.filter((entry) => isOpen(entry, place))
  const first = place.me.kind === 'expert' ? undefined : open.find(({ path }) => path !== 'access' && path in pathsOf)
  return <Redirect to={`/accounts/${place.id}/${first?.path ?? 'access'}`} replace />
}
const pathsOf = Object.fromEntries(Object.keys(accountPages).map((path) => [path.slice(1), true]))

const Account = ({ params: { account } }: { params: { account: string } }) => (
  <AccountFrame account={account} key={account}>
    <Suspense fallback={<Spinner size="large" />}>
      <Switch>
        <Route path="/accounts/:account" component={FirstPage} />
        {Object.entries(accountPages).map(([path, component]) => (
          <Route key={path} path={`/accounts/:account${path}`} component={component} />
        ))}
        <Route component={NotFound} />
      </Switch>
    </Suspense>
  </AccountFrame>
)

export function App({ reason }: { reason: string | undefined }) {
  return (
    <Suspense
      fallback={
        <Frame>
          <Spinner size="large" />
        </Frame>
      }
    >
      <Switch>
        <Route path="/">
          <Home reason={reason} />
        </Route>
        <Route path="/accounts/:account/*?" component={Account} />
        <Route path="/invitations/:token" component={Invitation} />
        <Route path="/partner/*?" component={PartnerPages} />
        <Route>
          <Frame>
            <NotFound />
          </Frame>
        </Route>
      </Switch>
    </Suspense>
  )
}
