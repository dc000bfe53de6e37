import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { refresh } from '../api/queries.ts'
import { Countdown } from '../parts/countdown.tsx'
import { Instant } from '../parts/instant.tsx'
import { Status } from '../parts/status.tsx'
import { type AccountPlace, useAccount } from '../shell/account.tsx'
import { Page } from '../shell/page.tsx'
import { humane, scopeNames } from '../words.ts'
import { fieldsInWords } from './permissions/restriction-words.ts'
import { Leave } from './team/leave.tsx'

/** What the viewer is in this account, until when, and what they may do. */
export function MyAccess() {
  const place = useAccount()
  const { me, account } = place
  return (
    <Page
      title="My access"
      header={
        <Header variant="h1" actions={<Leave />}>
          My access to {account.name}
        </Header>
      }
    >
      <SpaceBetween size="l">
        <Container header={<Header variant="h2">What you are here</Header>}>
          <KeyValuePairs columns={3} items={facts(place)} />
        </Container>
        <Container
          header={
            <Header
              variant="h2"
              description="What the account’s switches, restrictions and exclusions leave of your roles."
            >
              What you may do
            </Header>
          }
        >
          <Modules modules={me.modules} />
        </Container>
      </SpaceBetween>
    </Page>
  )
}

function facts({ me, terms, id }: AccountPlace) {
  const names = new Map([...terms.roles, ...(terms.partners?.roles ?? [])].map((role) => [role.id, role.name]))
  const roles = me.roles.map((role) => names.get(role) ?? humane(role)).join(', ')
  const scope = scopeNames[me.access ?? 'read-only']
  const what = me.kind === 'expert' ? `Expert: ${scope?.name}. ${scope?.meaning}` : roles || '–'
  return [
    { label: 'Role', value: what },
    { label: 'Status', value: <Status status={me.status} /> },
    {
      label: 'Access until',
      value: me.until ? (
        <SpaceBetween size="xxs">
          <Instant at={me.until} />
          <Countdown until={me.until} onOver={() => refresh(id)} />
        </SpaceBetween>
      ) : (
        'No end is set'
      ),
    },
  ]
}

type Modules = AccountPlace['me']['modules']

const remarks = ({ conditional, masks }: Modules[number]['permissions'][number]) =>
  [conditional && 'under conditions', masks && `masked: ${fieldsInWords(masks.flatMap(({ fields }) => fields))}`]
    .filter(Boolean)
    .join('; ')

export function Modules({ modules }: { modules: Modules }) {
  if (modules.length === 0) return <Box color="text-body-secondary">Nothing at the moment.</Box>
  return (
    <ColumnLayout columns={3}>
      {modules.map(({ module, permissions }) => (
        <div key={module}>
          <Box variant="h3">{humane(module)}</Box>
          <ul>
            {permissions.map((permission) => (
              <li key={permission.id} title={permission.id}>
                {permission.name} {remarks(permission) && <Box variant="small">({remarks(permission)})</Box>}
              </li>
            ))}
          </ul>
        </div>
      ))}
    </ColumnLayout>
  )
}
