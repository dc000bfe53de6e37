import Box from '@cloudscape-design/components/box'
import { Confirm } from '../../parts/confirm.tsx'
import { nameOf } from './names.ts'
import type { Member } from './use-levels.ts'

interface Props {
  member: Member
  isSelf: boolean
  agreement: string
  product: string
  onConfirm: () => unknown
  onClose: () => void
}

/** Without a level on core somebody is shut out, so that is asked first. */
export const LastLevel = ({ member, isSelf, agreement, product, onConfirm, onClose }: Props) => (
  <Confirm
    title={`Take away the last level on ${product}?`}
    action="Take level away"
    onConfirm={async () => onConfirm()}
    onClose={onClose}
  >
    <Box variant="p">
      {nameOf(member)} holds a level on {product} in {agreement} alone. Without it {product} is closed to them at once,
      in every agreement. They stay on record with everything else they hold, and can be let in again at any time.
    </Box>
    {isSelf && (
      <Box variant="p">
        <strong>This is your own level.</strong> Nobody lifts themselves: somebody else has to give it back.
      </Box>
    )}
  </Confirm>
)
