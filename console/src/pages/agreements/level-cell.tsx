import Box from '@cloudscape-design/components/box'
import FormField from '@cloudscape-design/components/form-field'
import Icon from '@cloudscape-design/components/icon'
import Popover from '@cloudscape-design/components/popover'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import type { Choice } from './levels.ts'

interface Props {
  /** Whose level on what, for who cannot see the table. */
  label: string
  level: string | null
  choice: Choice
  nameOf: (level: string) => string
  refused: string | undefined
  onPick: (level: string | null) => void
}

const noLevel: SelectProps.Option = { value: '', label: 'No level' }

/** A picker of what the viewer may give; else the level with a lock, and why. */
export function LevelCell({ label, level, choice, nameOf, refused, onPick }: Props) {
  const shown = level === null ? 'No level' : nameOf(level)
  if ('locked' in choice)
    return (
      <Popover triggerType="text" size="small" position="top" content={choice.locked} renderWithPortal>
        <Icon name="lock-private" ariaLabel={`${label}: locked`} />{' '}
        <Box variant="span" color={level === null ? 'text-body-secondary' : 'inherit'}>
          {shown}
        </Box>
      </Popover>
    )
  const options = choice.options.map((one) => (one ? { value: one.id, label: one.name } : noLevel))
  return (
    <FormField errorText={refused} stretch>
      <Select
        expandToViewport
        selectedOption={level === null ? noLevel : { value: level, label: shown }}
        options={options}
        ariaLabel={label}
        onChange={({ detail }) => {
          const next = detail.selectedOption.value || null
          if (next !== level) onPick(next)
        }}
      />
    </FormField>
  )
}
