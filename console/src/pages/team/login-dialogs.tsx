/** Logins that are made here: a member with one, and a new password for it. */

import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Toggle from '@cloudscape-design/components/toggle'
import { useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { refresh } from '../../api/queries.ts'
import { FormDialog } from '../../parts/form-dialog.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { type AccountPlace, useAccount } from '../../shell/account.tsx'
import { requireFilled } from './changed.ts'
import { nameOf, stepNames } from './consequences.tsx'
import type { Member } from './members.ts'
import { RolesField } from './roles-field.tsx'

const ruleOf = ({ terms }: AccountPlace): string => {
  const { shortestPassword = 0, passwordNeeds = [] } = terms.members.login ?? {}
  const needs = passwordNeeds.map((one) => `${/^[aeiou]/.test(one) ? 'an' : 'a'} ${one}`)
  return [`At least ${shortestPassword} characters`, ...needs].join(', ')
}

interface PasswordsProps {
  value: { password: string; repeatedPassword: string }
  onChange: (changed: { password?: string; repeatedPassword?: string }) => void
  wrong: (field: 'password' | 'repeatedPassword') => string | undefined
}

function Passwords({ value, onChange, wrong }: PasswordsProps) {
  const rule = ruleOf(useAccount())
  return (
    <SpaceBetween size="m">
      <FormField label="Password" constraintText={wrong('password') ? '' : rule} errorText={wrong('password')}>
        <Input
          type="password"
          autoComplete="new-password"
          value={value.password}
          onChange={({ detail }) => onChange({ password: detail.value })}
        />
      </FormField>
      <FormField label="Password, once more" errorText={wrong('repeatedPassword')}>
        <Input
          type="password"
          autoComplete="new-password"
          value={value.repeatedPassword}
          onChange={({ detail }) => onChange({ repeatedPassword: detail.value })}
        />
      </FormField>
    </SpaceBetween>
  )
}

const noPassword = { password: '', repeatedPassword: '' }

export function PasswordDialog({ member, onClose }: { member: Member; onClose: () => void }) {
  const { id: account } = useAccount()
  const { done } = useNotices()
  const [body, setBody] = useState(noPassword)
  const send = async () => {
    const params = { path: { account, member: member.id }, header: ifMatch(member.version) }
    await must(api.PUT('/api/accounts/{account}/members/{member}/password', { params, body }))
    await refresh(account)
    done(stepNames['set-password'].done(nameOf(member)))
  }
  return (
    <FormDialog
      title={`Set password: ${nameOf(member)}`}
      action="Set password"
      onSend={send}
      onClose={onClose}
      disabled={body.password === ''}
      fields={['password', 'repeatedPassword']}
    >
      {(wrong) => (
        <SpaceBetween size="m">
          <Box>The old password stops working. Tell {nameOf(member)} the new one yourself: nobody mails it.</Box>
          <Passwords value={body} onChange={(changed) => setBody({ ...body, ...changed })} wrong={wrong} />
        </SpaceBetween>
      )}
    </FormDialog>
  )
}

const nobody = { firstName: '', lastName: '', login: '', roles: [] as string[], active: true, ...noPassword }
const texts = { firstName: 'First name', lastName: 'Last name', login: 'Login' } as const

/** Somebody who comes in with a login and a password of this account's own, at once and without a mail. */
export function CreateDialog({ onClose }: { onClose: () => void }) {
  const { id: account } = useAccount()
  const { done } = useNotices()
  const [create, setCreate] = useState(nobody)
  const change = (changed: Partial<typeof nobody>) => setCreate({ ...create, ...changed })
  const send = async (key: string) => {
    requireFilled(create, 'create.')
    const params = { path: { account }, header: { 'Idempotency-Key': key } }
    await must(api.POST('/api/accounts/{account}/members', { params, body: { create } }))
    await refresh(account)
    done(`${create.firstName} ${create.lastName} can sign in as ${create.login}.`)
  }
  return (
    <FormDialog
      title="Create a member with a login"
      action="Create member"
      onSend={send}
      onClose={onClose}
      fields={Object.keys(nobody).map((field) => `create.${field}`)}
    >
      {(wrong) => (
        <SpaceBetween size="m">
          {(Object.keys(texts) as (keyof typeof texts)[]).map((field) => (
            <FormField
              key={field}
              label={texts[field]}
              errorText={wrong(`create.${field}`)}
              {...(field === 'login' && {
                constraintText: '3 to 64 letters, digits, dots, hyphens or underscores; not an address',
              })}
            >
              <Input
                autoComplete="off"
                value={create[field]}
                onChange={({ detail }) => change({ [field]: detail.value })}
              />
            </FormField>
          ))}
          <RolesField value={create.roles} wrong={wrong('create.roles')} onChange={(roles) => change({ roles })} />
          <Passwords value={create} onChange={change} wrong={(field) => wrong(`create.${field}`)} />
          <Toggle checked={create.active} onChange={({ detail }) => change({ active: detail.checked })}>
            Active: can sign in at once
          </Toggle>
        </SpaceBetween>
      )}
    </FormDialog>
  )
}
