/** What one part of a draft changes: for the role, and for each member by name. */
import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import { expert } from './matrix.ts'
import type { Preview, Previewed, Roles } from './save.ts'

type Difference = Preview['role']
const sides: readonly { side: keyof Difference; text: string }[] = [
  { side: 'loses', text: 'Loses' },
  { side: 'gains', text: 'Gains' },
  { side: 'masked', text: 'Sees masked from now on' },
  { side: 'unmasked', text: 'Sees unmasked again' },
]

export function StepPreview({ step, preview, roles }: Previewed & { roles: Roles }) {
  const role = step.role === expert ? 'Experts' : (roles.roles.find(({ id }) => id === step.role)?.name ?? step.role)
  const { more, looked } = preview
  const nothing = sides.every(({ side }) => preview.role[side].length === 0)
  return (
    <SpaceBetween size="s">
      <Box variant="h3">
        {role}: {step.kind}
      </Box>
      {nothing ? (
        <Box>Nothing changes for whoever holds only this role.</Box>
      ) : (
        <Told of={preview.role} roles={roles} />
      )}
      <Affected name={`${role}: ${step.kind}`} preview={preview} roles={roles} />
      {more && (
        <Box color="text-body-secondary">
          The first {looked} members were looked at. There are more: for them it changes in the same way.
        </Box>
      )}
    </SpaceBetween>
  )
}

/** By name. For most it is what changes for the role; whoever holds another role too may keep some. */
function Affected({ name, preview, roles }: { name: string; preview: Preview; roles: Roles }) {
  const { role, members } = preview
  const isSame = (one: Difference) => sides.every(({ side }) => one[side].join() === role[side].join())
  const same = members.filter(isSame)
  const others = members.filter((one) => !isSame(one))
  return (
    <SpaceBetween size="xs">
      <Box variant="h4">Members affected: {members.length}</Box>
      {members.length === 0 && <Box color="text-body-secondary">Nobody at the moment.</Box>}
      {same.length > 0 && (
        <Few header={`All of this: ${same.length}`} names={same.map(({ name }) => name ?? 'Erased')} />
      )}
      {others.length > 0 && (
        <Table
          variant="embedded"
          items={others}
          trackBy="member"
          wrapLines
          columnDefinitions={[
            { id: 'name', header: 'Member', cell: (member) => member.name ?? 'Erased', isRowHeader: true, width: 220 },
            { id: 'what', header: 'Only this', cell: (member) => <Told of={member} roles={roles} /> },
          ]}
          ariaLabels={{ tableLabel: `Members for whom less changes, ${name}` }}
        />
      )}
    </SpaceBetween>
  )
}

/** A few names are just there; many are behind a line of their own. */
const Few = ({ header, names }: { header: string; names: readonly string[] }) =>
  names.length <= 20 ? (
    <Box>{names.join(', ')}</Box>
  ) : (
    <ExpandableSection headerText={header}>{names.join(', ')}</ExpandableSection>
  )

function Told({ of, roles }: { of: Difference; roles: Roles }) {
  const nameOf = (id: string) => roles.permissions.find((one) => one.id === id)?.name ?? id
  return (
    <SpaceBetween size="xxs">
      {sides
        .filter(({ side }) => of[side].length > 0)
        .map(({ side, text }) => (
          <Box key={side}>
            <Box variant="strong">{text}:</Box> {of[side].map(nameOf).join(', ')}
          </Box>
        ))}
    </SpaceBetween>
  )
}
