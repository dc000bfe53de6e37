import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import { useAccount } from '../../shell/account.tsx'
import { humane } from '../../words.ts'

interface Props {
  value: readonly string[]
  onChange: (roles: string[]) => void
  /** What somebody holds already needs nobody's leave to stay. */
  held?: readonly string[]
  wrong: string | undefined
}

/** The roles that are the viewer's to give: one or several, as the catalog has it. */
export function RolesField({ value, onChange, held = [], wrong }: Props) {
  const { terms } = useAccount()
  const known = terms.roles.filter(({ id, mayGive }) => mayGive || held.includes(id))
  const unknown = held.filter((role) => !terms.roles.some(({ id }) => id === role))
  const options = [
    ...known.map(({ id, name, description }) => ({ value: id, label: name, description })),
    ...unknown.map((id) => ({ value: id, label: humane(id), description: '' })),
  ]
  const chosen = options.filter((one) => value.includes(one.value))
  if (terms.members.roles === 'one')
    return (
      <FormField label="Role" errorText={wrong}>
        <Select
          options={options}
          selectedOption={chosen[0] ?? null}
          placeholder="Choose a role"
          onChange={({ detail }) => onChange([detail.selectedOption.value ?? ''])}
        />
      </FormField>
    )
  return (
    <FormField label="Roles" errorText={wrong}>
      <Multiselect
        options={options}
        selectedOptions={chosen}
        placeholder="Choose roles"
        deselectAriaLabel={({ label }) => `Take away ${label}`}
        onChange={({ detail }) => onChange(detail.selectedOptions.map((one) => one.value ?? ''))}
      />
    </FormField>
  )
}
