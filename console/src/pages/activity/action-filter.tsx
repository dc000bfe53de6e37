/** What was done: a permission that was asked for, or whatever the platform calls what happened. */
import Autosuggest from '@cloudscape-design/components/autosuggest'
import { useEffect, useState } from 'react'
import { useAccount } from '../../shell/account.tsx'
import { humane } from '../../words.ts'

interface Props {
  action: string | undefined
  /** What the rows that are shown are called. */
  seen: readonly string[]
  onChange: (action: string | undefined) => void
}

export function ActionFilter({ action = '', seen, onChange }: Props) {
  const { terms } = useAccount()
  const [text, setText] = useState(action)
  useEffect(() => setText(action), [action])
  const permissions = terms.permissions.map(({ id, name }) => ({ value: id, label: id, description: name }))
  const known = new Set(terms.permissions.map(({ id }) => id))
  const others = [...new Set(seen)].filter((one) => !known.has(one))
  const take = (value: string) => {
    setText(value)
    if (value.trim() !== action) onChange(value.trim() || undefined)
  }
  return (
    <Autosuggest
      ariaLabel="What was done"
      placeholder="What was done"
      value={text}
      options={[
        { label: 'Told by the platform', options: others.map((value) => ({ value, description: humane(value) })) },
        { label: 'Asked for', options: permissions },
      ].filter(({ options }) => options.length > 0)}
      enteredTextLabel={(value) => `Exactly “${value}”`}
      empty="Nothing like it"
      clearAriaLabel="Clear what was done"
      virtualScroll
      onChange={({ detail }) => (detail.value === '' ? take('') : setText(detail.value))}
      onSelect={({ detail }) => take(detail.value)}
      onKeyDown={({ detail }) => detail.key === 'Enter' && take(text)}
      expandToViewport
    />
  )
}
