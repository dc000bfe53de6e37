/** Which roles are shown side by side; kept in this browser. */
import CollectionPreferences from '@cloudscape-design/components/collection-preferences'
import { useState } from 'react'
import { textsIn } from '../../parts/choices.ts'
import { keep, readKept } from '../../parts/kept.ts'
import type { Role } from './matrix.ts'

/** What is hidden is kept, not what is shown: a role that the platform enables later is seen. */
export function useHiddenRoles(name: string) {
  const key = `gatepass.roles-hidden.${name}`
  const [hidden, setHidden] = useState(() => textsIn(readKept(key)))
  const hide = (next: string[]) => {
    keep(key, next)
    setHidden(next)
  }
  return [hidden, hide] as const
}

interface Props {
  roles: readonly Role[]
  hidden: readonly string[]
  onChange: (hidden: string[]) => void
}

export const ColumnPicker = ({ roles, hidden, onChange }: Props) => (
  <CollectionPreferences
    title="Which roles to show"
    confirmLabel="Confirm"
    cancelLabel="Cancel"
    preferences={{ visibleContent: roles.map(({ id }) => id).filter((id) => !hidden.includes(id)) }}
    onConfirm={({ detail: { visibleContent = [] } }) =>
      onChange(roles.map(({ id }) => id).filter((id) => !visibleContent.includes(id)))
    }
    visibleContentPreference={{
      title: 'Roles',
      options: [{ label: 'Roles', options: roles.map(({ id, name }) => ({ id, label: name })) }],
    }}
  />
)
