import FormField from '@cloudscape-design/components/form-field'
import Multiselect from '@cloudscape-design/components/multiselect'
import Select from '@cloudscape-design/components/select'
import { useAccount } from '../shell/account.tsx'
import { Details, RoleDetails } from './role-details.tsx'

interface Props {
  chosen: readonly string[]
  onChange: (roles: string[]) => void
  error: string | undefined
}

/** The roles that are the viewer's to give: one, or several where the catalog has members hold several. */
export function RolePicker({ chosen, onChange, error }: Props) {
  const { terms } = useAccount()
  const roles = terms.roles.filter(({ mayGive }) => mayGive)
  const options = roles.map(({ id, name, description }) => ({ value: id, label: name, description }))
  const selected = options.filter(({ value }) => chosen.includes(value))
  const shared = { options, ...(error && { invalid: true }), expandToViewport: true } as const
  const isMany = terms.members.roles === 'many'
  return (
    <div>
      <FormField label={isMany ? 'Roles' : 'Role'} errorText={error} stretch>
        {isMany ? (
          <Multiselect
            {...shared}
            placeholder="Choose one or several roles"
            selectedOptions={selected}
            onChange={({ detail }) => onChange(detail.selectedOptions.flatMap(({ value }) => value ?? []))}
            deselectAriaLabel={({ label }) => `Take away ${label}`}
            keepOpen={false}
          />
        ) : (
          <Select
            {...shared}
            placeholder="Choose a role"
            selectedOption={selected[0] ?? null}
            onChange={({ detail }) => onChange(detail.selectedOption.value ? [detail.selectedOption.value] : [])}
          />
        )}
      </FormField>
      <Details>
        <RoleDetails roles={chosen.length > 0 ? chosen : roles.map(({ id }) => id)} />
      </Details>
    </div>
  )
}
