/** What is around every page: the bar on top, the navigation of an account, notices, and the heading. */
import AppLayout from '@cloudscape-design/components/app-layout'
import ContentLayout from '@cloudscape-design/components/content-layout'
import { type ReactNode, useEffect, useState } from 'react'
import { useMe } from '../api/queries.ts'
import { NoticeBar, useNoticeList } from '../parts/notices.tsx'
import { Top } from './top.tsx'
import { useWho } from './who.tsx'

interface Props {
  children: ReactNode
  navigation?: ReactNode
  /** Above everything, such as on whose behalf one acts. */
  banner?: ReactNode
  /** What the navigation holds that must be seen also while it is folded away. */
  always?: ReactNode
  account?: string | undefined
}

export function Frame({ children, navigation, banner, always, account }: Props) {
  const who = useWho()
  const { data: me } = useMe(who !== undefined)
  const { items, notices, Provider } = useNoticeList()
  const [open, setOpen] = useState(() => matchMedia('(min-width: 688px)').matches)
  return (
    <Provider value={notices}>
      <Top who={who} me={me} account={account} />
      <AppLayout
        headerSelector="#top"
        toolsHide
        {...(navigation
          ? { navigation, navigationOpen: open, onNavigationChange: ({ detail }) => setOpen(detail.open) }
          : { navigationHide: true })}
        notifications={
          <>
            {banner}
            {!open && always}
            <NoticeBar items={items} />
          </>
        }
        stickyNotifications
        ariaLabels={{
          navigation: 'Account',
          navigationClose: 'Close navigation',
          navigationToggle: 'Open navigation',
          notifications: 'Notices',
        }}
        content={children}
      />
    </Provider>
  )
}

interface PageProps {
  title: string
  /** Without one, the content brings its own: a table that is the whole page. */
  header?: ReactNode
  children: ReactNode
}

/** One page's heading and content; its title is the tab's. */
export function Page({ title, header, children }: PageProps) {
  useEffect(() => {
    document.title = `${title} · Gatepass`
  }, [title])
  return header ? <ContentLayout header={header}>{children}</ContentLayout> : children
}
