import Box from '@cloudscape-design/components/box'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import type { Matrix } from './matrix.ts'

const kinds = { role: 'Role', permission: 'Permission' }

/** What nobody in the account can enable. */
export function OnRequest({ onRequest }: Pick<Matrix, 'onRequest'>) {
  if (onRequest.length === 0) return null
  return (
    <Container
      header={
        <Header variant="h2" description="Only the platform can enable these for the account: ask the platform.">
          On request
        </Header>
      }
    >
      <ul aria-label="On request">
        {onRequest.map(({ id, name, kind, enabled }) => (
          <li key={id} title={id}>
            {name}{' '}
            <Box variant="span" color="text-body-secondary">
              · {kinds[kind]} ·
            </Box>{' '}
            {enabled ? (
              <StatusIndicator type="success">Enabled</StatusIndicator>
            ) : (
              <StatusIndicator type="pending">Not enabled: ask the platform</StatusIndicator>
            )}
          </li>
        ))}
      </ul>
    </Container>
  )
}
