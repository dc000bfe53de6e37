import ButtonDropdown from '@cloudscape-design/components/button-dropdown'
import type { Act } from './acts.ts'
import { useExpertActs } from './expert-acts.tsx'
import { nameOf } from './expert-cells.tsx'
import type { Expert } from './queries.ts'

/** In a row of a table. */
export function ExpertMenu({ expert }: { expert: Expert }) {
  const { offers, start } = useExpertActs(expert)
  if (offers.length === 0) return '–'
  return (
    <ButtonDropdown
      variant="inline-icon"
      ariaLabel={`Actions for ${nameOf(expert)}`}
      expandToViewport
      items={offers.map(({ id, text, closed }) => ({
        ...{ id, text },
        ...(closed && { disabled: true, disabledReason: closed }),
      }))}
      onItemClick={({ detail }) => start(detail.id as Act)}
    />
  )
}
