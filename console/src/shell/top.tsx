import TopNavigation, { type TopNavigationProps } from '@cloudscape-design/components/top-navigation'
import { useLocation } from 'wouter'
import type { Me } from '../api/queries.ts'
import { type Person, signIn, signOut } from '../session/session.ts'
import { useLook } from './look.ts'

interface Props {
  who: Person | undefined
  me: Me | undefined
  /** The name of the account the page is about. */
  account?: string | undefined
}

/** Shut accounts are listed, too: why they are, their own page says. */
const accountItems = ({ memberships, partner }: Me) => [
  ...memberships.map(({ account, status }) => ({
    id: `/accounts/${account.id}`,
    text: account.name,
    ...(status !== 'active' && { description: status }),
  })),
  ...(partner ? [{ id: '/partner/accounts', text: `Accounts of ${partner.name}` }] : []),
  { id: '/', text: 'All my accounts' },
]

export function Top({ who, me, account }: Props) {
  const [, navigate] = useLocation()
  const { look, choose } = useLook()
  const follow: TopNavigationProps.MenuDropdownUtility['onItemClick'] = ({ detail }) => {
    if (detail.id === 'look') choose(look === 'dark' ? 'light' : 'dark')
    else if (detail.id === 'sign-out') signOut()
    else navigate(detail.id)
  }
  const lookItem = { id: 'look', text: look === 'dark' ? 'Light mode' : 'Dark mode' }
  const utilities: TopNavigationProps.Utility[] = who
    ? [
        // Always there, also while it loads: a bar that changes closes the menu that is just being opened.
        {
          type: 'menu-dropdown',
          text: account ?? 'Accounts',
          iconName: 'multiscreen',
          items: me ? accountItems(me) : [],
          onItemClick: follow,
        },
        {
          type: 'menu-dropdown',
          text: who.name ?? who.email ?? 'Signed in',
          ...(who.email && { description: who.email }),
          iconName: 'user-profile',
          items: [lookItem, { id: 'sign-out', text: 'Sign out' }],
          onItemClick: follow,
        },
      ]
    : [
        { type: 'button', text: lookItem.text, onClick: () => choose(look === 'dark' ? 'light' : 'dark') },
        { type: 'button', text: 'Sign in', variant: 'primary-button', onClick: () => signIn() },
      ]
  return (
    // What scrolls goes below it: the layout keeps this much of the window free.
    <header id="top" style={{ position: 'sticky', top: 0, zIndex: 1002 }}>
      <TopNavigation
        identity={{
          href: '/',
          title: 'Gatepass',
          logo: { src: '/icon.svg', alt: '' },
          onFollow: (event) => {
            event.preventDefault()
            navigate('/')
          },
        }}
        utilities={utilities}
      />
    </header>
  )
}
