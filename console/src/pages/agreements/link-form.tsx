import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import Container from '@cloudscape-design/components/container'
import FormField from '@cloudscape-design/components/form-field'
import Header from '@cloudscape-design/components/header'
import Input from '@cloudscape-design/components/input'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useAccount } from '../../shell/account.tsx'
import { inWords } from '../../words.ts'
import { type NewLink, propertiesOf, propertyName } from './links.ts'

/** One more link. */
export function LinkForm({ onLink }: { onLink: (link: NewLink) => Promise<void> }) {
  const { terms } = useAccount()
  const [type, setType] = useState(terms.links[0]?.type ?? '')
  const [id, setId] = useState('')
  const [on, setOn] = useState<Record<string, boolean>>({})
  const [refused, setRefused] = useState<string>()
  const [busy, setBusy] = useState(false)
  const options = terms.links.map(({ type: value, name: label }) => ({ value, label }))
  const properties = propertiesOf(terms, type)
  const submit = async () => {
    if (!id) return setRefused('Which one? Write its number.')
    setBusy(true)
    setRefused(undefined)
    try {
      await onLink({ type, id, properties: Object.fromEntries(properties.map((one) => [one.id, on[one.id] === true])) })
      setId('')
      setOn({})
    } catch (error) {
      setRefused(inWords(error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <Container
        header={<Header variant="h3">One more link</Header>}
        footer={
          <Button formAction="submit" loading={busy}>
            Link
          </Button>
        }
      >
        <SpaceBetween size="m">
          <ColumnLayout columns={2}>
            <FormField label="Link to">
              <Select
                expandToViewport
                selectedOption={options.find(({ value }) => value === type) ?? null}
                options={options}
                onChange={({ detail }) => setType(detail.selectedOption.value ?? type)}
              />
            </FormField>
            <FormField label="Number" description="As the platform calls it." errorText={refused}>
              <Input value={id} onChange={({ detail }) => setId(detail.value.trim())} />
            </FormField>
          </ColumnLayout>
          {properties.map((one) => (
            <Checkbox
              key={one.id}
              checked={on[one.id] === true}
              description={`Opens: ${one.opens}`}
              onChange={({ detail }) => setOn({ ...on, [one.id]: detail.checked })}
            >
              {propertyName(one.id)} is set up
            </Checkbox>
          ))}
        </SpaceBetween>
      </Container>
    </form>
  )
}
