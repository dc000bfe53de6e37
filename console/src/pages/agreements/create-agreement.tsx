import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { type Answer, api, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'

interface Props {
  onClose: () => void
  onMade: (agreement: Answer<'createAgreement'>) => void
}

export function CreateAgreement({ onClose, onMade }: Props) {
  const { id: account } = useAccount()
  const [name, setName] = useState('')
  const [number, setNumber] = useState('')
  const { done } = useNotices()
  const create = async (key: string) => {
    const made = await must(
      api.POST('/api/accounts/{account}/agreements', {
        params: { path: { account }, header: { 'Idempotency-Key': key } },
        body: { name, ...(number && { id: number }) },
      }),
    )
    await refresh(account)
    onMade(made)
    done(`The agreement ${made.name} is there. Now say who works with which product in it.`)
  }
  return (
    <FormDialog
      title="Create an agreement"
      action="Create agreement"
      fields={['name', 'id']}
      onSend={create}
      onClose={onClose}
    >
      {(at) => (
        <SpaceBetween size="m">
          <FormField label="Name" description="What your people call the contract." errorText={at('name')}>
            <Input value={name} onChange={({ detail }) => setName(detail.value)} />
          </FormField>
          <FormField
            label={
              <span>
                Number <i>– optional</i>
              </span>
            }
            description="The contract’s own number. It stays as it is given here."
            constraintText={at('id') ? '' : 'Letters, digits, dots, hyphens and underscores.'}
            errorText={at('id')}
          >
            <Input value={number} onChange={({ detail }) => setNumber(detail.value.trim())} />
          </FormField>
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
