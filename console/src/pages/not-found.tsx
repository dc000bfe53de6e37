import Header from '@cloudscape-design/components/header'
import { RouteLink } from '../parts/route-link.tsx'
import { Page } from '../shell/page.tsx'

export const NotFound = () => (
  <Page title="Not found" header={<Header variant="h1">There is nothing here</Header>}>
    The address may be incomplete. <RouteLink to="/">To the start page</RouteLink>
  </Page>
)
