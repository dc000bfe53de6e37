import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, must } from '../../api/client.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { refreshPartner } from './partner.ts'
import { PlaceFields } from './place-fields.tsx'
import type { Organization } from './use-organizations.ts'

const fields = ['name', 'owner.name', 'owner.email', 'reportEmail', 'region', 'timeZone']

/** A small account that a reseller makes; its owner is invited. */
export function ExpressDialog({ organization, onClose }: { organization: Organization; onClose: () => void }) {
  const [name, setName] = useState('')
  const [owner, setOwner] = useState({ name: '', email: '' })
  const [reportEmail, setReportEmail] = useState('')
  const [region, setRegion] = useState(organization.express.region ?? '')
  const [timeZone, setTimeZone] = useState(organization.express.timeZone ?? '')
  const { done } = useNotices()
  const create = async (key: string) => {
    const params = { path: { organization: organization.id }, header: { 'Idempotency-Key': key } }
    const place = { ...(region && { region }), ...(timeZone && { timeZone }) }
    const body = { name, owner, reportEmail, ...place }
    await must(api.POST('/api/partner/organizations/{organization}/express-accounts', { params, body }))
    await refreshPartner()
    done(`${name} is created. ${owner.name} gets an invitation by mail.`)
  }
  return (
    <FormDialog
      title={`Create an Express account in ${organization.name}`}
      action="Create account"
      fields={fields}
      onSend={create}
      onClose={onClose}
    >
      {(at) => (
        <SpaceBetween size="m">
          <FormField label="Name of the account" errorText={at('name')}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          </FormField>
          <FormField label="Name of the owner" errorText={at('owner.name')}>
            <Input value={owner.name} onChange={({ detail }) => setOwner({ ...owner, name: detail.value })} />
          </FormField>
          <FormField
            label="Address of the owner"
            description="The invitation goes there."
            errorText={at('owner.email')}
          >
            <Input
              type="email"
              value={owner.email}
              onChange={({ detail }) => setOwner({ ...owner, email: detail.value.trim() })}
            />
          </FormField>
          <FormField
            label="Address for reports"
            description="Where reports about outsiders go."
            errorText={at('reportEmail')}
          >
            <Input type="email" value={reportEmail} onChange={({ detail }) => setReportEmail(detail.value.trim())} />
          </FormField>
          <PlaceFields
            none="Choose"
            region={region}
            timeZone={timeZone}
            onRegion={setRegion}
            onTimeZone={setTimeZone}
            regionFault={at('region')}
            timeZoneFault={at('timeZone')}
          />
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
