import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import FormField from '@cloudscape-design/components/form-field'
import Grid from '@cloudscape-design/components/grid'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, must } from '../../api/client.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { refreshPartner, usePartner } from './partner.ts'

interface Person {
  key: number
  name: string
  email: string
  lead: boolean
}

/** As many as one request takes. */
const most = 24
const nobody = (key: number): Person => ({ key, name: '', email: '', lead: false })
const fieldsOf = (at: number) => ['name', 'email', 'lead'].map((field) => `agents[${at}].${field}`)

/** Several at once, all or none. */
export function InviteAgents({ onClose }: { onClose: () => void }) {
  const { id: partner } = usePartner()
  const [people, setPeople] = useState([nobody(0)])
  const { done } = useNotices()
  const change = (at: number, changes: Partial<Person>) =>
    setPeople(people.map((one, index) => (index === at ? { ...one, ...changes } : one)))
  const add = () => setPeople([...people, nobody((people.at(-1)?.key ?? 0) + 1)])
  const invite = async (key: string) => {
    const agents = people.map(({ name, email, lead }) => ({ name, email, lead }))
    const params = { path: { partner }, header: { 'Idempotency-Key': key } }
    await must(api.POST('/api/partners/{partner}/agents', { params, body: { agents } }))
    await refreshPartner()
    done(agents.length === 1 ? 'The invitation is on its way.' : `${agents.length} invitations are on their way.`)
  }
  return (
    <FormDialog
      title="Invite agents"
      action="Send"
      size="large"
      fields={people.flatMap((_, at) => fieldsOf(at))}
      onSend={invite}
      onClose={onClose}
    >
      {(fault) => (
        <SpaceBetween size="m">
          <Box color="text-body-secondary">
            Each is a person with an address of their own at one of your domains. All get an invitation, or none.
          </Box>
          {people.map((one, at) => (
            <Grid
              key={one.key}
              gridDefinition={[
                { colspan: { default: 12, xs: 4 } },
                { colspan: { default: 12, xs: 4 } },
                { colspan: { default: 7, xs: 2 } },
                { colspan: { default: 5, xs: 2 } },
              ]}
            >
              <FormField label="Name" errorText={fault(`agents[${at}].name`)}>
                <Input value={one.name} onChange={({ detail }) => change(at, { name: detail.value })} />
              </FormField>
              <FormField label="Address" errorText={fault(`agents[${at}].email`)}>
                <Input
                  type="email"
                  value={one.email}
                  onChange={({ detail }) => change(at, { email: detail.value.trim() })}
                />
              </FormField>
              <FormField label="Role" errorText={fault(`agents[${at}].lead`)}>
                <Checkbox checked={one.lead} onChange={({ detail }) => change(at, { lead: detail.checked })}>
                  Leads
                </Checkbox>
              </FormField>
              {people.length > 1 && (
                <Box padding={{ top: 'xl' }}>
                  <Button
                    variant="inline-link"
                    formAction="none"
                    ariaLabel={`Remove person ${at + 1}`}
                    onClick={() => setPeople(people.filter((_, index) => index !== at))}
                  >
                    Remove
                  </Button>
                </Box>
              )}
            </Grid>
          ))}
          <Button formAction="none" iconName="add-plus" disabled={people.length >= most} onClick={add}>
            Add person
          </Button>
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
