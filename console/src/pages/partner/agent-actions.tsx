import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import { useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { EditAgent } from './edit-agent.tsx'
import { refreshPartner, usePartner } from './partner.ts'
import type { Agent } from './staff.tsx'

const at = '/api/partners/{partner}/agents/{agent}'
type Asked = 'edit' | 'deactivate' | 'remove'

/** What a lead does about one agent. */
export function AgentActions({ agent }: { agent: Agent }) {
  const { id: partner, agent: self } = usePartner()
  const [asked, setAsked] = useState<Asked>()
  const { done, failed } = useNotices()
  const name = agent.name ?? 'this agent'
  const params = { path: { partner, agent: agent.id }, header: ifMatch(agent.version) }
  const act = async (call: Promise<unknown>, text: string) => {
    await call
    await refreshPartner()
    done(text)
  }
  const resend = () => act(must(api.POST(`${at}/resend`, { params })), `A new link is on its way to ${name}.`)
  const activate = () => act(must(api.POST(`${at}/activate`, { params })), `${name} is let in again.`)
  const follow = (id: string) => {
    if (id === 'resend') resend().catch(failed)
    else if (id === 'activate') activate().catch(failed)
    else setAsked(id as Asked)
  }
  const items = [
    { id: 'edit', text: 'Edit…' },
    ...(agent.status === 'invited' ? [{ id: 'resend', text: 'Send a new link' }] : []),
    ...(agent.status === 'active' ? [{ id: 'deactivate', text: 'Deactivate…' }] : []),
    ...(agent.status === 'inactive' ? [{ id: 'activate', text: 'Activate' }] : []),
    { id: 'remove', text: 'Remove…' },
  ]
  if (agent.status === 'revoked') return null
  const close = () => setAsked(undefined)
  return (
    <>
      <ButtonDropdown
        variant="inline-icon"
        expandToViewport
        ariaLabel={`Actions for ${name}`}
        items={items}
        onItemClick={({ detail }) => follow(detail.id)}
      />
      {asked === 'edit' && <EditAgent agent={agent} onClose={close} />}
      {asked === 'deactivate' && (
        <Confirm
          title={`Deactivate ${name}?`}
          action="Deactivate"
          onClose={close}
          onConfirm={() => act(must(api.POST(`${at}/deactivate`, { params })), `${name} is out.`)}
        >
          <Out name={name} isSelf={agent.id === self} /> You can let them in again at any time.
        </Confirm>
      )}
      {asked === 'remove' && (
        <Confirm
          title={`Remove ${name}?`}
          action="Remove"
          onClose={close}
          onConfirm={() => act(must(api.DELETE(at, { params })), `${name} is removed, and the details are erased.`)}
        >
          <Out name={name} isSelf={agent.id === self} /> Name and address are erased; what was done stays on record.
          This cannot be undone: to come back they are invited anew.
        </Confirm>
      )}
    </>
  )
}

const Out = ({ name, isSelf }: { name: string; isSelf: boolean }) => (
  <span>
    {isSelf ? <strong>This is you. You are</strong> : `${name} is`} out of every account of your customers at once, and
    whatever is done on behalf of a member just now is stopped.
  </span>
)
