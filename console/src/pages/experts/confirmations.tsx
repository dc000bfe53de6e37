import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import { useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { Confirm } from '../../parts/confirm.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { useAccount } from '../../shell/account.tsx'
import { nameOf } from './expert-cells.tsx'
import { type Expert, useReportAddress } from './queries.ts'

export interface DialogProps {
  expert: Expert
  onClose: () => void
}

/** The request's parameters: this expert, as last read. */
export const useParams = ({ id, version }: Expert) => ({
  path: { account: useAccount().id, member: id },
  header: ifMatch(version),
})

export function Revoke({ expert, onClose }: DialogProps) {
  const params = useParams(expert)
  const notices = useNotices()
  const reports = useReportAddress()
  const [erase, setErase] = useState(false)
  const name = nameOf(expert)
  const revoke = async () => {
    await must(api.POST('/api/accounts/{account}/experts/{member}/revoke', { params, body: { erase } }))
    notices.done(`${name} has no access any more.${erase ? ' Their name and email are deleted.' : ''}`)
    await refresh(params.path.account)
  }
  return (
    <Confirm title={`Revoke the access of ${name}`} action="Revoke access" onConfirm={revoke} onClose={onClose}>
      <Box>
        {expert.status === 'active'
          ? `${name} is out at once: from now on nothing they ask for is permitted.`
          : `The link that was mailed to ${name} stops working at once.`}{' '}
        A report of what they did goes to {reports ?? 'the report address of the account'}.
      </Box>
      <Checkbox
        checked={erase}
        onChange={({ detail }) => setErase(detail.checked)}
        description="Reports and the audit stay, under a number instead of the name. You can also do this later."
      >
        Also delete their name and email
      </Checkbox>
    </Confirm>
  )
}

export function DeleteDetails({ expert, onClose }: DialogProps) {
  const params = useParams(expert)
  const notices = useNotices()
  const name = nameOf(expert)
  const remove = async () => {
    await must(api.DELETE('/api/accounts/{account}/experts/{member}', { params }))
    notices.done(`The details of ${name} are deleted.`)
    await refresh(params.path.account)
  }
  return (
    <Confirm title={`Delete the details of ${name}`} action="Delete details" onConfirm={remove} onClose={onClose}>
      <Box>
        Their name and email are deleted for good. Reports and the audit stay, under a number instead of the name.
      </Box>
    </Confirm>
  )
}

export function Resend({ expert, onClose }: DialogProps) {
  const params = useParams(expert)
  const notices = useNotices()
  const name = nameOf(expert)
  const resend = async () => {
    await must(api.POST('/api/accounts/{account}/experts/{member}/resend', { params }))
    notices.done(`A new invitation is on its way to ${expert.email ?? name}.`)
    await refresh(params.path.account)
  }
  return (
    <Confirm title={`Resend the invitation to ${name}`} action="Resend invitation" onConfirm={resend} onClose={onClose}>
      <Box>{expert.email} gets a mail with a new link. The link that was sent before stops working.</Box>
    </Confirm>
  )
}
