import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { refreshPartner } from './partner.ts'
import { PlaceFields } from './place-fields.tsx'
import type { Organization } from './use-organizations.ts'

/** What a reseller sets of its own: how many licenses there are is the platform's. */
export function EditOrganization({ organization: was, onClose }: { organization: Organization; onClose: () => void }) {
  const [name, setName] = useState(was.name)
  const [region, setRegion] = useState(was.express.region ?? '')
  const [timeZone, setTimeZone] = useState(was.express.timeZone ?? '')
  const { done } = useNotices()
  const save = async () => {
    const params = { path: { organization: was.id }, header: ifMatch(was.version) }
    const express = {
      ...(region !== (was.express.region ?? '') && { region: region || null }),
      ...(timeZone !== (was.express.timeZone ?? '') && { timeZone: timeZone || null }),
    }
    const body = { name, ...(Object.keys(express).length > 0 && { express }) }
    await must(api.PATCH('/api/organizations/{organization}', { params, body }))
    await refreshPartner()
    done(`${name} is saved.`)
  }
  return (
    <FormDialog
      title={`Edit ${was.name}`}
      action="Save"
      fields={['name', 'express.region', 'express.timeZone']}
      onSend={save}
      onClose={onClose}
    >
      {(at) => (
        <SpaceBetween size="m">
          <FormField label="Name" errorText={at('name')}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          </FormField>
          <Box variant="h3">What new Express accounts start with</Box>
          <PlaceFields
            none="Asked each time"
            region={region}
            timeZone={timeZone}
            onRegion={setRegion}
            onTimeZone={setTimeZone}
            regionFault={at('express.region')}
            timeZoneFault={at('express.timeZone')}
          />
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
