import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Header from '@cloudscape-design/components/header'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator from '@cloudscape-design/components/status-indicator'
import { useState } from 'react'
import { refresh } from '../../api/queries.ts'
import { Countdown } from '../../parts/countdown.tsx'
import { Instant } from '../../parts/instant.tsx'
import { Status } from '../../parts/status.tsx'
import { useAccount } from '../../shell/account.tsx'
import { StandingDialog } from './standing-dialog.tsx'
import { happening, type Lifecycle, type LifecycleAction, meaning, possible, verbs } from './standing-words.ts'

/** Where the account stands with the platform, and what is planned. */
export function Standing() {
  const { id, account, terms } = useAccount()
  const [doing, setDoing] = useState<LifecycleAction | 'withdraw'>()
  const { lifecycle } = account
  const actions = possible(lifecycle, terms.lifecycle)
  const buttons = actions.length > 0 && (
    <SpaceBetween direction="horizontal" size="xs">
      {actions.map((action) => (
        <Button key={action} onClick={() => setDoing(action)}>
          {verbs[action]}
        </Button>
      ))}
    </SpaceBetween>
  )
  return (
    <Container
      header={
        <Header variant="h2" actions={buttons}>
          Where the account stands
        </Header>
      }
    >
      <KeyValuePairs
        columns={3}
        items={[
          {
            label: 'Status',
            value: (
              <SpaceBetween size="xxs">
                <Status status={lifecycle.status} />
                <span>{meaning[lifecycle.status]}</span>
              </SpaceBetween>
            ),
          },
          { label: 'Planned', value: <Planned lifecycle={lifecycle} onOver={() => refresh(id)} /> },
          {
            label: 'Frozen',
            value: lifecycle.frozen ? (
              <StatusIndicator type="warning">Yes: nothing planned happens</StatusIndicator>
            ) : (
              'No'
            ),
          },
        ]}
      />
      {doing && <StandingDialog action={doing} onClose={() => setDoing(undefined)} />}
    </Container>
  )
}

function Planned({ lifecycle: { planned, frozen }, onOver }: { lifecycle: Lifecycle; onOver: () => void }) {
  if (!planned) return 'Nothing'
  return (
    <SpaceBetween size="xxs">
      <span>
        {happening[planned.move]} on <Instant at={planned.at} />
      </span>
      {!frozen && <Countdown until={planned.at} onOver={onOver} />}
    </SpaceBetween>
  )
}
