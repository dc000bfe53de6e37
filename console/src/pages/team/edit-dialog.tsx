import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { type AccountPlace, useAccount } from '../../shell/account.tsx'
import { changedOf, requireFilled } from './changed.ts'
import { nameOf } from './consequences.tsx'
import type { Member } from './members.ts'
import { RolesField } from './roles-field.tsx'
import { Waiting } from './step-dialog.tsx'
import { waitsUntil } from './take-step.ts'

interface Props {
  member: Member
  onClose: () => void
}

const labels = { name: 'Name', firstName: 'First name', lastName: 'Last name' }
type NamePart = keyof typeof labels

/** Of a member, what accounts of this kind let be changed. */
export function EditDialog({ member, onClose }: Props) {
  const place = useAccount()
  const { done } = useNotices()
  /** Only what was written here: the rest follows what others make of it meanwhile. */
  const [written, setWritten] = useState<Partial<Draft>>({})
  const draft = { ...draftOf(member), ...written }
  const setDraft = (changed: Partial<Draft>) => setWritten({ ...written, ...changed })
  const body = changedOf(draft, member)
  const isOpen = openFields(place)
  const send = async () => {
    requireFilled(body)
    const params = { path: { account: place.id, member: member.id }, header: ifMatch(member.version) }
    const answer = await must(api.PATCH('/api/accounts/{account}/members/{member}', { params, body }))
    await refresh(place.id)
    const until = waitsUntil(answer)
    done(until ? <Waiting until={until} /> : `Saved: ${draft.name || nameOf(member)}.`)
  }
  const parts: NamePart[] = member.firstName === undefined ? ['name'] : ['firstName', 'lastName']
  const { shortestName } = place.terms.members
  return (
    <FormDialog
      title={`Edit ${nameOf(member)}`}
      action="Save"
      onSend={send}
      onClose={onClose}
      disabled={Object.keys(body).length === 0}
      fields={[...parts, 'email', 'roles']}
    >
      {(wrong) => (
        <SpaceBetween size="m">
          {isOpen('name') &&
            parts.map((part) => (
              <FormField
                key={part}
                label={labels[part]}
                errorText={wrong(part)}
                {...(shortestName > 1 && { constraintText: `At least ${shortestName} characters` })}
              >
                <Input value={draft[part] ?? ''} onChange={({ detail }) => setDraft({ [part]: detail.value })} />
              </FormField>
            ))}
          {isOpen('email') && member.status === 'invited' && (
            <FormField
              label="Email"
              description="A new address gets a mail with a new link; the old link stops working."
              errorText={wrong('email')}
            >
              <Input
                type="email"
                value={draft.email ?? ''}
                onChange={({ detail }) => setDraft({ email: detail.value })}
              />
            </FormField>
          )}
          {isOpen('roles') && (
            <RolesField
              value={draft.roles}
              held={member.roles}
              wrong={wrong('roles')}
              onChange={(roles) => setDraft({ roles })}
            />
          )}
        </SpaceBetween>
      )}
    </FormDialog>
  )
}

type Draft = Pick<Member, 'name' | 'firstName' | 'lastName' | 'email' | 'roles'>

const draftOf = ({ name, firstName, lastName, email, roles }: Member): Draft => ({
  name,
  email,
  roles,
  ...(firstName !== undefined && { firstName }),
  ...(lastName !== undefined && { lastName }),
})

const openFields =
  ({ terms }: AccountPlace) =>
  (field: string) =>
    terms.members.editable?.includes(field) ?? true
