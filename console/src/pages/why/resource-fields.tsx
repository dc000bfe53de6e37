import AttributeEditor from '@cloudscape-design/components/attribute-editor'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import FormField from '@cloudscape-design/components/form-field'
import Input from '@cloudscape-design/components/input'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { Question, Row } from './question.ts'

/** Which resource, and what is known of it: conditions, agreements and links look at that. */
export function ResourceFields({ question, set }: { question: Question; set: (changes: Partial<Question>) => void }) {
  const { permission, resource, properties } = question
  const [open, setOpen] = useState(resource !== '')
  const change = (at: number, changes: Partial<Row>) =>
    set({ properties: properties.map((row, index) => (index === at ? { ...row, ...changes } : row)) })
  return (
    <ExpandableSection
      headerText="One resource, with its properties"
      headerDescription="Where conditions, agreements or links decide; otherwise leave it."
      expanded={open || properties.length > 0}
      onChange={({ detail }) => setOpen(detail.expanded)}
    >
      <SpaceBetween size="m">
        <ColumnLayout columns={3}>
          <FormField label="Type" description="Follows from the permission.">
            <Input value={permission.slice(0, permission.lastIndexOf('.')) || '–'} readOnly />
          </FormField>
          <FormField label="Id" description="Which one; leave it empty for any.">
            <Input value={resource} placeholder="any" onChange={({ detail }) => set({ resource: detail.value })} />
          </FormField>
        </ColumnLayout>
        <AttributeEditor<Row>
          items={properties}
          addButtonText="Add property"
          removeButtonText="Remove"
          removeButtonAriaLabel={({ name }) => `Remove ${name || 'property'}`}
          onAddButtonClick={() => set({ properties: [...properties, { name: '', value: '' }] })}
          onRemoveButtonClick={({ detail }) =>
            set({ properties: properties.filter((_, at) => at !== detail.itemIndex) })
          }
          empty="No properties."
          definition={[
            {
              label: 'Property',
              control: ({ name }, at) => (
                <Input
                  value={name}
                  placeholder="status"
                  onChange={({ detail }) => change(at, { name: detail.value })}
                />
              ),
            },
            {
              label: 'Value',
              constraintText:
                'true, false and numbers are taken as such; put quotes around a text that looks like one.',
              control: ({ value }, at) => (
                <Input value={value} onChange={({ detail }) => change(at, { value: detail.value })} />
              ),
            },
          ]}
        />
      </SpaceBetween>
    </ExpandableSection>
  )
}
