import Tiles from '@cloudscape-design/components/tiles'
import { useAccount } from '../shell/account.tsx'
import type { As } from './draft.ts'
import { spanInWords } from './window.ts'

/** What they shall be: of the team, or somebody who helps from outside. */
export function KindPicker({ as, onChange }: { as: As; onChange: (as: As) => void }) {
  const { experts } = useAccount().terms
  const end = experts?.mayEndNever ? 'when you say so' : `within ${spanInWords(experts?.longestWindowHours ?? 0)}`
  return (
    <Tiles
      ariaLabel="Role"
      columns={2}
      value={as}
      onChange={({ detail }) => onChange(detail.value as As)}
      items={[
        { value: 'team', label: 'Team member', description: 'Holds roles in this account, without an end.' },
        {
          value: 'expert',
          label: experts?.name,
          description: `Helps from outside: limited, watched, and out again ${end}.`,
        },
      ]}
    />
  )
}
