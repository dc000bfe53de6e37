/** On which terms experts come in: what they may do, until when, and with whose consent. */
import Box from '@cloudscape-design/components/box'
import Checkbox from '@cloudscape-design/components/checkbox'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import RadioGroup from '@cloudscape-design/components/radio-group'
import SpaceBetween from '@cloudscape-design/components/space-between'
import type { Place } from '../api/queries.ts'
import { useAccount } from '../shell/account.tsx'
import { humane } from '../words.ts'
import type { Draft } from './draft.ts'
import { EndPicker } from './end-picker.tsx'
import { type Fault, faultAt } from './faults.ts'
import { ByModule, Details } from './role-details.tsx'

export type Terms = NonNullable<Place['terms']['experts']>

interface Props {
  terms: Terms
  draft: Draft
  faults: readonly Fault[]
  /** `field` is what was edited, as the API calls it. */
  onEdit: (field: string, change: Partial<Draft>) => void
}

export const ExpertTerms = (props: Props) => (
  <Container
    header={<Header variant="h3">Access of {props.draft.people.length > 1 ? 'all of them' : 'this expert'}</Header>}
  >
    <SpaceBetween size="l">
      <Scope {...props} />
      <Till {...props} />
      <Consent {...props} />
    </SpaceBetween>
  </Container>
)

function Scope({ terms, draft, faults, onEdit }: Props) {
  return (
    <div>
      <FormField label="What they may do" errorText={faultAt(faults, 'access')} stretch>
        {terms.mayGive.includes('limited-write') ? (
          <Checkbox
            checked={draft.write}
            onChange={({ detail }) => onEdit('access', { write: detail.checked })}
            description="Without it they look, and change nothing."
          >
            Allow updating configurations
          </Checkbox>
        ) : (
          <Box>They look, and change nothing: updating configurations is not yours to give.</Box>
        )}
      </FormField>
      <Details>
        <ScopeDetails terms={terms} />
      </Details>
    </div>
  )
}

const ScopeDetails = ({ terms }: { terms: Terms }) => (
  <SpaceBetween size="m">
    <SpaceBetween size="xxs">
      <Box variant="h4">Looking</Box>
      <ByModule ids={terms.readOnly} />
    </SpaceBetween>
    <SpaceBetween size="xxs">
      <Box variant="h4">Beside that, where updating configurations is allowed</Box>
      <ByModule ids={terms.limitedWrite} />
    </SpaceBetween>
    <SpaceBetween size="xxs">
      <Box variant="h4">Never, in either case</Box>
      <Box>{terms.excludedModules.map(humane).join(', ') || 'Nothing is excluded.'}</Box>
    </SpaceBetween>
  </SpaceBetween>
)

function Till({ terms, draft, faults, onEdit }: Props) {
  const beside = faults.filter(({ field }) => field === 'until')
  return (
    <FormField
      label="Allow access till"
      description={terms.mayEndNever ? undefined : 'Accounts of this region always set an end.'}
      errorText={faultAt(beside, 'until')}
      stretch
    >
      <SpaceBetween size="s">
        {terms.mayEndNever && (
          <RadioGroup
            ariaLabel="Allow access till"
            value={draft.end}
            onChange={({ detail }) => onEdit('until', { end: detail.value as Draft['end'] })}
            items={[
              { value: 'custom', label: 'Custom date and time' },
              { value: 'never', label: 'No limit', description: 'Access stays until somebody revokes it.' },
            ]}
          />
        )}
        {draft.end === 'custom' && (
          <EndPicker
            day={draft.day}
            until={draft.until}
            onChange={(end) => onEdit('until', end)}
            longestHours={terms.longestWindowHours}
            dayError={faultAt(faults, 'until.day')}
            timeError={faultAt(faults, 'until.time')}
          />
        )}
      </SpaceBetween>
    </FormField>
  )
}

function Consent({ terms: { consent }, draft, faults, onEdit }: Props) {
  const { account } = useAccount()
  return (
    <FormField label={`Your consent for ${account.name}`} errorText={faultAt(faults, 'consent')} stretch>
      <Checkbox
        checked={draft.agreed}
        onChange={({ detail }) => onEdit('consent', { agreed: detail.checked })}
        description={`Wording of version ${consent.version}. It is kept with your name and the time.`}
      >
        {consent.wording}
      </Checkbox>
    </FormField>
  )
}
