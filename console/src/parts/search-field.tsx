import TextFilter from '@cloudscape-design/components/text-filter'
import { useEffect, useState } from 'react'

interface Props {
  /** What is searched for, such as `Find members by name`. */
  label: string
  onSearch: (text: string) => void
}

/** A search that asks once somebody has stopped typing for a moment. */
export function SearchField({ label, onSearch }: Props) {
  const [text, setText] = useState('')
  useEffect(() => {
    const timer = setTimeout(() => onSearch(text.trim()), 300)
    return () => clearTimeout(timer)
  }, [text, onSearch])
  return (
    <TextFilter
      filteringText={text}
      filteringPlaceholder={label}
      filteringAriaLabel={label}
      filteringClearAriaLabel="Clear"
      onChange={({ detail }) => setText(detail.filteringText)}
    />
  )
}
