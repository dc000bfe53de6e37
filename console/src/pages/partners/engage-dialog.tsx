import Alert from '@cloudscape-design/components/alert'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'

/** A partner is known by its number: accounts do not browse all there are. */
export function EngageDialog({ onClose }: { onClose: () => void }) {
  const { id: account } = useAccount()
  const [partner, setPartner] = useState('')
  const { done } = useNotices()
  const engage = async () => {
    const engaged = await must(
      api.PUT('/api/accounts/{account}/partners/{partner}', { params: { path: { account, partner } } }),
    )
    await refresh(account)
    done(`${engaged.name} is engaged. Its agents are let in from now on.`)
  }
  return (
    <FormDialog
      title="Engage a partner"
      action="Engage"
      fields={['partner']}
      onSend={engage}
      onClose={onClose}
      disabled={partner === ''}
    >
      {(at) => (
        <SpaceBetween size="m">
          <FormField label="Partner’s number" description="The partner tells you." errorText={at('partner')}>
            <Input value={partner} onChange={({ detail }) => setPartner(detail.value.trim())} />
          </FormField>
          <Alert type="info" statusIconAriaLabel="Note">
            All its agents are let in at once, with what the role of the partner holds here. You can end that at any
            time.
          </Alert>
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
