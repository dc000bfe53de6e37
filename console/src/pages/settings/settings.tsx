/** What the account is called, where its reports go, and what the platform decided about it. */
import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { type Answer, api, must } from '../../api/client.ts'
import { Instant } from '../../parts/instant.tsx'
import { Refused } from '../../parts/refused.tsx'
import { useAccount } from '../../shell/account.tsx'
import { Page } from '../../shell/page.tsx'
import { humane } from '../../words.ts'
import { SettingsForm } from './settings-form.tsx'
import { Standing } from './standing.tsx'

export type Account = Answer<'readAccount'>

export function Settings() {
  const { id, can } = useAccount()
  const { data, error, refetch } = useQuery({
    queryKey: ['accounts', id, 'account'],
    queryFn: () => must(api.GET('/api/accounts/{account}', { params: { path: { account: id } } })),
  })
  return (
    <Page
      title="Settings"
      header={
        <Header variant="h1" description="Of this account. Each change stands in the audit.">
          Settings
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Refused error={error} onRetry={() => refetch()} />
        {!data && !error && <Spinner size="large" />}
        {data && (can('account.update') ? <SettingsForm account={data} /> : <SettingsShown account={data} />)}
        {data && <About account={data} />}
      </SpaceBetween>
    </Page>
  )
}

const SettingsShown = ({ account: { name, timeZone, reportEmail } }: { account: Account }) => (
  <Container header={<Header variant="h2">General</Header>}>
    <SpaceBetween size="m">
      <Alert type="info" statusIconAriaLabel="Info">
        Your role lets you look at the settings, and not change them. Ask an owner or administrator of the account.
      </Alert>
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Name', value: name },
          { label: 'Time zone', value: timeZone.replaceAll('_', ' ') },
          { label: 'Report address', value: reportEmail },
        ]}
      />
    </SpaceBetween>
  </Container>
)

/** What is not the customer’s to change. */
function About({ account }: { account: Account }) {
  const { account: place, terms } = useAccount()
  const names = new Map([...terms.roles, ...terms.permissions].map(({ id, name }) => [id, name]))
  const options = account.options.map((id) => names.get(id) ?? humane(id))
  return (
    <Container
      header={
        <Header variant="h2" description="Decided by the platform. Ask its support to have any of it changed.">
          About this account
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Standing', value: <Standing lifecycle={place.lifecycle} /> },
          { label: 'Region', value: humane(account.region) },
          { label: 'Catalog', value: `${place.catalog.name}, version ${place.catalog.version}` },
          { label: 'On request', value: options.join(', ') || 'Nothing was asked for' },
          { label: 'Created', value: <Instant at={account.createdAt} /> },
          {
            label: 'Account number',
            value: (
              <Box fontSize="body-s" variant="code">
                {account.id}
              </Box>
            ),
          },
        ]}
      />
    </Container>
  )
}
