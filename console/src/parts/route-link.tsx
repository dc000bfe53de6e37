import Link, { type LinkProps } from '@cloudscape-design/components/link'
import type { ReactNode } from 'react'
import { useLocation } from 'wouter'

/** What Cloudscape tells when a link is followed: a plain click stays in this page, any other is the browser's. */
interface Followed {
  preventDefault: () => void
  detail: { href?: string | undefined; external?: boolean | undefined }
}

export function useFollow(): (event: Followed) => void {
  const [, navigate] = useLocation()
  return (event) => {
    const { href, external } = event.detail
    if (!href || external || !href.startsWith('/') || href.startsWith('/inbox') || href.startsWith('/api')) return
    event.preventDefault()
    navigate(href)
  }
}

interface Props extends Pick<LinkProps, 'variant' | 'fontSize' | 'ariaLabel'> {
  to: string
  children: ReactNode
}

export function RouteLink({ to, children, ...rest }: Props) {
  const follow = useFollow()
  return (
    <Link href={to} onFollow={follow} {...rest}>
      {children}
    </Link>
  )
}
