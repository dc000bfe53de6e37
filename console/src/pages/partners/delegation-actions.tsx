import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { actUnder } from '../../session/acting.ts'
import { useAccount } from '../../shell/account.tsx'
import type { Delegation } from './delegations.tsx'

interface Props {
  delegation: Delegation
  onEnd: (delegation: Delegation) => void
  onReport: (delegation: Delegation) => void
}

/** What can be done about one: to an open one of their own an agent also comes back. */
export function DelegationActions({ delegation, onEnd, onReport }: Props) {
  const { id: account, me, can } = useAccount()
  const whom = delegation.agent.name ?? 'the agent'
  const isOpen = delegation.status === 'active'
  const isMine = me.kind === 'partner' && me.member === delegation.agent.id
  return (
    <SpaceBetween direction="horizontal" size="s">
      {isOpen && isMine && me.delegation?.id !== delegation.id && (
        <Button variant="inline-link" onClick={() => actUnder(account, delegation.id)}>
          Act
        </Button>
      )}
      {isOpen && (isMine || can('delegation.end')) && (
        <Button variant="inline-link" ariaLabel={`End what ${whom} does`} onClick={() => onEnd(delegation)}>
          End
        </Button>
      )}
      {!isOpen && can('report.read') && (
        <Button variant="inline-link" ariaLabel={`Report of what ${whom} did`} onClick={() => onReport(delegation)}>
          Report
        </Button>
      )}
    </SpaceBetween>
  )
}
