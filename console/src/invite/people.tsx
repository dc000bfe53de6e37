import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useAccount } from '../shell/account.tsx'
import { type Draft, fieldOf, most, type Person } from './draft.ts'
import { type Fault, faultAt } from './faults.ts'
import { LevelsPicker } from './levels-picker.tsx'
import type { Needs } from './missing.ts'
import { RolePicker } from './role-picker.tsx'

interface Props {
  draft: Draft
  needs: Needs
  faults: readonly Fault[]
  /** `part` is what was edited, such as `email`. */
  onEdit: (at: number, part: string, change: Partial<Person>) => void
  onAdd: () => void
  onRemove: (at: number) => void
}

/** Whom to invite: one or several, each with fields of their own. */
export function People({ onAdd, ...rest }: Props) {
  const { as, people } = rest.draft
  const isFull = people.length >= most[as]
  return (
    <SpaceBetween size="m">
      {people.map((person, at) => (
        <OnePerson key={person.key} person={person} at={at} {...rest} />
      ))}
      <SpaceBetween direction="horizontal" size="xs" alignItems="center">
        <Button iconName="add-plus" onClick={onAdd} disabled={isFull}>
          Add member
        </Button>
        {isFull && (
          <Box color="text-body-secondary">At most {most[as]} at once: send these, then invite the others.</Box>
        )}
      </SpaceBetween>
    </SpaceBetween>
  )
}

function OnePerson({
  person,
  at,
  draft,
  needs,
  faults,
  onEdit,
  onRemove,
}: Omit<Props, 'onAdd'> & { person: Person; at: number }) {
  const { terms } = useAccount()
  const { as, people } = draft
  const title = `Member ${at + 1}`
  const remove = (
    <Button iconName="close" onClick={() => onRemove(at)} ariaLabel={`Remove member ${at + 1}`}>
      Remove member
    </Button>
  )
  const text = (part: 'name' | 'firstName' | 'lastName' | 'email', label: string, description?: string) => (
    <FormField key={part} label={label} errorText={faultAt(faults, fieldOf(as, at, part))} constraintText={description}>
      <Input
        value={person[part]}
        onChange={({ detail }) => onEdit(at, part, { [part]: detail.value })}
        {...(part === 'email' && { type: 'email' as const, inputMode: 'email' as const })}
        autoComplete={false}
      />
    </FormField>
  )
  const domains = as === 'expert' ? `An address at ${needs.domains.join(' or ')}` : undefined
  return (
    <section aria-label={title}>
      <Container
        header={
          people.length > 1 ? (
            <Header variant="h3" actions={at > 0 ? remove : undefined}>
              {title}
            </Header>
          ) : undefined
        }
      >
        <SpaceBetween size="m">
          <ColumnLayout columns={as === 'team' && needs.twoNames ? 3 : 2} minColumnWidth={180}>
            {as === 'team' && needs.twoNames
              ? [text('firstName', 'First name'), text('lastName', 'Last name')]
              : text('name', 'Name')}
            {text('email', 'Email', domains)}
          </ColumnLayout>
          {as === 'team' && (
            <RolePicker
              chosen={person.roles}
              onChange={(roles) => onEdit(at, 'roles', { roles })}
              error={faultAt(faults, fieldOf(as, at, 'roles'))}
            />
          )}
          {as === 'team' && terms.levels && needs.core && !person.roles.includes(needs.ownerRole) && (
            <LevelsPicker
              levels={person.levels}
              onChange={(levels) => onEdit(at, 'levels', { levels })}
              faults={faults}
              field={fieldOf(as, at, 'levels')}
            />
          )}
        </SpaceBetween>
      </Container>
    </section>
  )
}
