import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { refreshMe } from '../../api/queries.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { refreshPartner, usePartner } from './partner.ts'
import type { Agent } from './staff.tsx'

/** Name, whether they lead, and the address of who has not accepted yet. */
export function EditAgent({ agent, onClose }: { agent: Agent; onClose: () => void }) {
  const { id: partner } = usePartner()
  const [name, setName] = useState(agent.name ?? '')
  const [email, setEmail] = useState(agent.email ?? '')
  const [lead, setLead] = useState(agent.lead)
  const { done } = useNotices()
  const save = async () => {
    const params = { path: { partner, agent: agent.id }, header: ifMatch(agent.version) }
    const body = { name, lead, ...(email !== agent.email && { email }) }
    await must(api.PATCH('/api/partners/{partner}/agents/{agent}', { params, body }))
    await Promise.all([refreshPartner(), refreshMe()])
    done(`${name} is saved.`)
  }
  return (
    <FormDialog
      title={`Edit ${agent.name ?? 'agent'}`}
      action="Save"
      fields={['name', 'email', 'lead']}
      onSend={save}
      onClose={onClose}
    >
      {(at) => (
        <SpaceBetween size="m">
          <FormField label="Name" errorText={at('name')}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          </FormField>
          {agent.status === 'invited' && (
            <FormField
              label="Address"
              description="Another address gets a new link; the old one stops working."
              errorText={at('email')}
            >
              <Input type="email" value={email} onChange={({ detail }) => setEmail(detail.value.trim())} />
            </FormField>
          )}
          <FormField errorText={at('lead')}>
            <Checkbox
              checked={lead}
              description="Invites and removes other agents. At least one agent leads."
              onChange={({ detail }) => setLead(detail.checked)}
            >
              Leads the staff
            </Checkbox>
          </FormField>
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
