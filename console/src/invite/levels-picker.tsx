import Box from '@cloudscape-design/components/box'
import ColumnLayout from '@cloudscape-design/components/column-layout'
import FormField from '@cloudscape-design/components/form-field'
import Select from '@cloudscape-design/components/select'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import { useAgreementNames } from '../parts/agreement-names.ts'
import { useAccount } from '../shell/account.tsx'
import type { Levels } from './draft.ts'
import { type Fault, faultAt } from './faults.ts'

interface Props {
  levels: Levels
  onChange: (levels: Levels) => void
  faults: readonly Fault[]
  /** Such as `members[0].levels`. */
  field: string
}

/** Levels in agreements, product by product, as far as they are the viewer's to give. */
export function LevelsPicker({ levels, onChange, faults, field }: Props) {
  const { terms } = useAccount()
  const names = useAgreementNames()
  const givable = Object.entries(terms.levels?.givable ?? {}).filter(([, products]) =>
    Object.values(products).some((held) => held.length > 0),
  )
  const [first] = givable
  const [opened, setOpened] = useState<string[]>(() => [...new Set([...Object.keys(levels), first?.[0] ?? ''])])
  const nameOf = (agreement: string) => names.get(agreement) ?? agreement
  const more = givable.filter(([agreement]) => !opened.includes(agreement))
  /** What is wrong with levels as a whole is told where the one that is missing goes. */
  const faultOf = (agreement: string, product: string) => {
    const whole = faults.filter((one) => one.field === field || one.field === `${field}.${agreement}`)
    const own = faultAt(faults, `${field}.${agreement}.${product}`)
    return own ?? (product === terms.levels?.core ? faultAt(whole, field) : undefined)
  }
  const set = (agreement: string, product: string, level: string | undefined) => {
    const { [product]: _, ...rest } = levels[agreement] ?? {}
    const held = level ? { ...rest, [product]: level } : rest
    const { [agreement]: __, ...others } = levels
    onChange(Object.keys(held).length > 0 ? { ...others, [agreement]: held } : others)
  }
  return (
    <FormField
      label="Levels in agreements"
      description="Somebody new starts with a level on the system itself, in at least one agreement."
      stretch
    >
      <SpaceBetween size="m">
        {givable
          .filter(([agreement]) => opened.includes(agreement))
          .map(([agreement, products]) => (
            <Agreement
              key={agreement}
              name={nameOf(agreement)}
              givable={products}
              held={levels[agreement] ?? {}}
              errorOf={(product) => faultOf(agreement, product)}
              onChange={(product, level) => set(agreement, product, level)}
            />
          ))}
        {more.length > 0 && (
          <Select
            ariaLabel="Add an agreement"
            placeholder="Add an agreement"
            filteringType="auto"
            expandToViewport
            selectedOption={null}
            options={more.map(([agreement]) => ({ value: agreement, label: nameOf(agreement) }))}
            onChange={({ detail }) => setOpened([...opened, detail.selectedOption.value ?? ''])}
          />
        )}
      </SpaceBetween>
    </FormField>
  )
}

interface AgreementProps {
  name: string
  givable: Readonly<Record<string, readonly string[]>>
  held: Readonly<Record<string, string>>
  onChange: (product: string, level: string | undefined) => void
  errorOf: (product: string) => string | undefined
}

const none = { value: '', label: 'No level' }

function Agreement({ name, givable, held, onChange, errorOf }: AgreementProps) {
  const { terms } = useAccount()
  const levelNames = new Map(terms.levels?.order.map((level) => [level.id, level.name]))
  const products = terms.levels?.products.filter(({ id }) => (givable[id]?.length ?? 0) > 0) ?? []
  return (
    <section aria-label={name}>
      <Box variant="h4">{name}</Box>
      <ColumnLayout columns={3} minColumnWidth={180}>
        {products.map(({ id, name: product }) => {
          const options = [
            none,
            ...(givable[id] ?? []).map((level) => ({ value: level, label: levelNames.get(level) ?? level })),
          ]
          return (
            <FormField key={id} label={product} errorText={errorOf(id)}>
              <Select
                expandToViewport
                options={options}
                selectedOption={options.find(({ value }) => value === held[id]) ?? none}
                onChange={({ detail }) => onChange(id, detail.selectedOption.value || undefined)}
              />
            </FormField>
          )
        })}
      </ColumnLayout>
    </section>
  )
}
