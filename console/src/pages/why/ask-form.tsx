import Button from '@cloudscape-design/components/button'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Select, { type SelectProps } from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type FormEvent, useState } from 'react'
import { type AccountPlace, useAccount } from '../../shell/account.tsx'
import { humane } from '../../words.ts'
import { instantOf, type Moment, momentOf } from './moment.ts'
import { isWhole, type Question } from './question.ts'
import { ResourceFields } from './resource-fields.tsx'
import { SubjectPicker } from './subject-picker.tsx'
import { TimePicker } from './time-picker.tsx'

interface Props {
  asked: Question
  onAsk: (question: Question) => void
}

export function AskForm({ asked, onAsk }: Props) {
  const { terms } = useAccount()
  const [question, setQuestion] = useState(asked)
  const [moment, setMoment] = useState<Moment | undefined>(asked.at === undefined ? undefined : momentOf(asked.at))
  const set = (changes: Partial<Question>) => setQuestion({ ...question, ...changes })
  const at = moment && instantOf(moment)
  const isReady = isWhole(question) && (moment === undefined || at !== undefined)
  const { at: _, ...rest } = question
  const ask = (event: FormEvent) => {
    event.preventDefault()
    if (isReady) onAsk({ ...rest, ...(at !== undefined && { at }) })
  }
  return (
    <Container>
      <form onSubmit={ask} aria-label="Question">
        <SpaceBetween size="l">
          <ColumnLayout columns={3}>
            <SubjectPicker who={question.who} onChange={(who) => set({ who })} />
            <FormField label="What" description="One permission of this account.">
              <Select
                selectedOption={
                  optionsOf(terms)
                    .flatMap(({ options }) => options)
                    .find(({ value }) => value === question.permission) ?? null
                }
                options={optionsOf(terms)}
                filteringType="auto"
                filteringAriaLabel="Find a permission"
                placeholder="Choose a permission"
                empty="No permission is called that"
                onChange={({ detail }) => set(chosen(terms, question, detail.selectedOption.value ?? ''))}
              />
            </FormField>
            <TimePicker moment={moment} onChange={setMoment} />
          </ColumnLayout>
          <ResourceFields question={question} set={set} />
          <Button variant="primary" formAction="submit" disabled={!isReady} disabledReason="Choose who and what first.">
            Explain
          </Button>
        </SpaceBetween>
      </form>
    </Container>
  )
}

type Terms = AccountPlace['terms']

interface OptionGroup extends SelectProps.OptionGroup {
  options: SelectProps.Option[]
}

function optionsOf({ permissions }: Terms): OptionGroup[] {
  const modules = [...new Set(permissions.map(({ module }) => module))]
  return modules.map((module) => ({
    label: humane(module),
    options: permissions
      .filter((one) => one.module === module)
      .map(({ id, name }) => ({ value: id, label: name, description: id })),
  }))
}

/** What levels give is given under an agreement: there the question has to name one. */
function chosen({ permissions, levels }: Terms, { properties }: Question, permission: string): Partial<Question> {
  const module = permissions.find(({ id }) => id === permission)?.module
  const byLevel = levels?.products.some(({ id }) => id === module)
  const isNamed = properties.some(({ name }) => name === 'agreement')
  return { permission, ...(byLevel && !isNamed && { properties: [...properties, { name: 'agreement', value: '' }] }) }
}
