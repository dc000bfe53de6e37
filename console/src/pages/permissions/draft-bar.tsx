import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Container from '@cloudscape-design/components/container'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { Problem } from '../../api/problem.ts'
import { Refused } from '../../parts/refused.tsx'
import { countOf } from './draft.ts'
import { PreviewDialog } from './preview.tsx'
import type { Roles } from './save.ts'
import type { DraftHere } from './use-draft.tsx'

/** What is not saved yet, always in sight. */
export function DraftBar({ account, roles, here }: { account: string; roles: Roles; here: DraftHere }) {
  const { draft, busy, error, save, discard } = here
  const [previewing, setPreviewing] = useState(false)
  if (draft.length === 0) return null
  return (
    <section aria-label="Changes not saved yet" style={{ position: 'sticky', bottom: 12, zIndex: 830, marginTop: 20 }}>
      <Container>
        <SpaceBetween size="s">
          {Boolean(error) && <Refused header="Your changes are still here" error={explained(error, roles)} />}
          <SpaceBetween direction="horizontal" size="s" alignItems="center">
            <Box variant="strong">
              <span role="status">{countOf(draft.length, 'change')}</span>
            </Box>
            <Box color="text-body-secondary">Nobody’s access changes before you save.</Box>
            <Button onClick={() => setPreviewing(true)}>Preview</Button>
            <Button variant="link" onClick={discard} disabled={busy}>
              Discard
            </Button>
            <Button variant="primary" onClick={save} loading={busy}>
              Save
            </Button>
          </SpaceBetween>
        </SpaceBetween>
      </Container>
      {previewing && <PreviewDialog account={account} roles={roles} here={here} onClose={() => setPreviewing(false)} />}
    </section>
  )
}

/** A refusal names the permission it is about; people know it by another name. */
function explained(error: unknown, { permissions }: Roles): unknown {
  if (!(error instanceof Problem)) return error
  const told = error.faults.flatMap(({ field, detail }) => {
    const name = permissions.find(({ id }) => id === field)?.name
    return name ? [`${name}: ${detail}.`] : []
  })
  return told.length > 0 ? new Error(told.join(' ')) : error
}
