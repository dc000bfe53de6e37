import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import Form from '@cloudscape-design/components/form'
import Header from '@cloudscape-design/components/header'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { api, ifMatch, must } from '../../api/client.ts'
import { Problem } from '../../api/problem.ts'
import { refresh, refreshMe } from '../../api/queries.ts'
import { AskBeforeLeaving } from '../../parts/ask-before-leaving.tsx'
import { useNotices } from '../../parts/notices.tsx'
import { Refused } from '../../parts/refused.tsx'
import { type Draft, Fields, fields } from './fields.tsx'
import type { Account } from './settings.tsx'

/** Only what was changed is sent, over the version that was read. */
const changed = (draft: Draft, account: Account): Partial<Draft> =>
  Object.fromEntries(fields.filter((field) => draft[field] !== account[field]).map((field) => [field, draft[field]]))

/** What the form has no field for stands above it. */
function beside(error: unknown): unknown {
  return error instanceof Problem && error.beside(fields).length === 0 ? undefined : error
}

export function SettingsForm({ account }: { account: Account }) {
  // What is being written outlives a reload of the account; what was read when it began is what is changed.
  const [read, setRead] = useState(account)
  const [draft, setDraft] = useState<Draft>(account)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>()
  const { done } = useNotices()
  const changes = changed(draft, read)
  const isChanged = Object.keys(changes).length > 0
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const at = (field: keyof Draft) => (error instanceof Problem ? error.at(field) : undefined)
  const begin = (from: Account) => {
    setRead(from)
    setDraft(from)
    setError(undefined)
  }
  // Where nothing is being written, what somebody else changed is simply shown.
  if (!isChanged && !busy && account.version > read.version) begin(account)
  const save = async () => {
    setBusy(true)
    setError(undefined)
    try {
      const params = { path: { account: read.id }, header: ifMatch(read.version) }
      begin(await must(api.PATCH('/api/accounts/{account}', { params, body: changes })))
      done('The settings are saved.')
      await Promise.all([refresh(read.id), refreshMe()])
    } catch (refusal) {
      setError(refusal)
    }
    setBusy(false)
  }
  /** Takes what somebody else changed meanwhile, and keeps what was written here. */
  const rebase = async () => {
    try {
      const now = await must(api.GET('/api/accounts/{account}', { params: { path: { account: read.id } } }))
      setRead(now)
      setDraft({ ...now, ...changes })
      setError(undefined)
    } catch (refusal) {
      setError(refusal)
    }
  }
  const isStale = error instanceof Problem && error.code === 'version_conflict'
  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        if (isChanged) void save()
      }}
    >
      <Form
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <Button formAction="none" variant="link" disabled={!isChanged || busy} onClick={() => begin(read)}>
              Discard changes
            </Button>
            <Button variant="primary" loading={busy} disabled={!isChanged}>
              Save changes
            </Button>
          </SpaceBetween>
        }
      >
        <Container header={<Header variant="h2">General</Header>}>
          <SpaceBetween size="m">
            <Refused error={beside(error)} {...(isStale && { onRetry: rebase })} />
            <Fields draft={draft} set={set} at={at} />
          </SpaceBetween>
        </Container>
      </Form>
      <AskBeforeLeaving when={isChanged} title="Leave without saving?">
        What you wrote would be lost. The settings are as they were.
      </AskBeforeLeaving>
    </form>
  )
}
