/** Who loses what, before it is saved. */
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import { useQuery } from '@tanstack/react-query'
import { Refused } from '../../parts/refused.tsx'
import { countOf } from './draft.ts'
import { previewAll, type Roles } from './save.ts'
import { StepPreview } from './step-preview.tsx'
import type { DraftHere } from './use-draft.tsx'

interface Props {
  account: string
  roles: Roles
  here: DraftHere
  onClose: () => void
}

export function PreviewDialog({ account, roles, here, onClose }: Props) {
  const { data, error, refetch } = useQuery({
    queryKey: ['preview', account, here.draft],
    queryFn: () => previewAll(account, here.draft),
    gcTime: 0,
    staleTime: 0,
  })
  const save = async () => {
    await here.save()
    onClose()
  }
  const footer = (
    <Box float="right">
      <SpaceBetween direction="horizontal" size="xs">
        <Button variant="link" onClick={onClose}>
          Back to the changes
        </Button>
        <Button variant="primary" onClick={save} loading={here.busy} disabled={!data}>
          Save {countOf(here.draft.length, 'change')}
        </Button>
      </SpaceBetween>
    </Box>
  )
  return (
    <Modal
      visible
      size="large"
      header="Who loses and gains what"
      footer={footer}
      onDismiss={onClose}
      closeAriaLabel="Close"
    >
      <SpaceBetween size="l">
        <Refused error={error} onRetry={() => refetch()} />
        {!data && !error && (
          <Box textAlign="center">
            <Spinner /> Looking at every member
          </Box>
        )}
        {data?.map((one) => (
          <StepPreview key={`${one.step.role} ${one.step.kind}`} roles={roles} {...one} />
        ))}
        {data && data.length > 1 && (
          <Box color="text-body-secondary" fontSize="body-s">
            Each part is told by itself, against what is saved now. What a restriction hides stays hidden, whatever is
            switched on.
          </Box>
        )}
      </SpaceBetween>
    </Modal>
  )
}
