import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'

/** Asked where a stray key or click would take away what somebody typed. */
export const Leaving = ({ onStay, onLeave }: { onStay: () => void; onLeave: () => void }) => (
  <Box float="right">
    <SpaceBetween direction="horizontal" size="xs" alignItems="center">
      <Box>Discard what you typed?</Box>
      <Button onClick={onStay}>Keep writing</Button>
      <Button variant="primary" onClick={onLeave}>
        Discard
      </Button>
    </SpaceBetween>
  </Box>
)
