import Button from '@cloudscape-design/components/button'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Table from '@cloudscape-design/components/table'
import Toggle from '@cloudscape-design/components/toggle'
import { Empty } from '../../parts/paged-table.tsx'
import { useAccount } from '../../shell/account.tsx'
import { givenBy, type Link, propertiesOf, propertyName, typeName } from './links.ts'

interface Props {
  links: readonly Link[]
  editable: boolean
  onChange: (link: Link, property: string, on: boolean) => void
  onUnlink: (link: Link) => void
}

export function LinkList({ links, editable, onChange, onUnlink }: Props) {
  const { terms } = useAccount()
  return (
    <Table
      variant="embedded"
      enableKeyboardNavigation
      ariaLabels={{ tableLabel: 'Links' }}
      items={links}
      trackBy={({ type, id }) => `${type} ${id}`}
      wrapLines
      columnDefinitions={[
        { id: 'type', header: 'Linked to', cell: ({ type }) => typeName(terms, type) },
        { id: 'id', header: 'Number', isRowHeader: true, cell: ({ id }) => id },
        {
          id: 'properties',
          header: 'Set up',
          cell: (link) => (
            <SpaceBetween size="xs">
              {propertiesOf(terms, link.type).map(({ id }) => (
                <Toggle
                  key={id}
                  checked={link.properties?.[id] === true}
                  disabled={!editable}
                  ariaLabel={`${propertyName(id)} of ${link.id}`}
                  onChange={({ detail }) => onChange(link, id, detail.checked)}
                >
                  {propertyName(id)}
                </Toggle>
              ))}
            </SpaceBetween>
          ),
        },
        { id: 'gives', header: 'Gives', cell: (link) => givenBy(terms, link) || 'Nothing as it is' },
        ...(editable
          ? [
              {
                id: 'unlink',
                header: 'Action',
                cell: (link: Link) => (
                  <Button variant="inline-link" ariaLabel={`Unlink from ${link.id}`} onClick={() => onUnlink(link)}>
                    Unlink
                  </Button>
                ),
              },
            ]
          : []),
      ]}
      empty={
        <Empty title="No links">A link gives somebody one resource of the platform, such as its recordings.</Empty>
      }
    />
  )
}
