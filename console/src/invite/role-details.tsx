import Badge from '@cloudscape-design/components/badge'
import Box from '@cloudscape-design/components/box'
import ExpandableSection from '@cloudscape-design/components/expandable-section'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { type ReactNode, useState } from 'react'
import { useAccount } from '../shell/account.tsx'
import { humane } from '../words.ts'

/** Opened by whoever wants to know before giving it; drawn only then. */
export function Details({ children }: { children: ReactNode }) {
  const [expanded, setExpanded] = useState(false)
  return (
    <ExpandableSection
      headerText="View details"
      expanded={expanded}
      onChange={({ detail }) => setExpanded(detail.expanded)}
    >
      {expanded && children}
    </ExpandableSection>
  )
}

/** Permissions in words, by the part of the product that they are about. */
export function ByModule({ ids }: { ids: readonly string[] }) {
  const { terms } = useAccount()
  const held = terms.permissions.filter(({ id }) => ids.includes(id))
  const modules = [...new Set(held.map(({ module }) => module))]
  if (held.length === 0) return <Box color="text-body-secondary">No permissions of its own.</Box>
  return (
    <KeyValuePairs
      columns={3}
      minColumnWidth={180}
      items={modules.map((module) => ({
        label: humane(module),
        value: (
          <SpaceBetween size="xxxs">
            {held
              .filter((one) => one.module === module)
              .map(({ id, name, personalData }) => (
                <span key={id} title={id}>
                  {name} {personalData && <Badge color="severity-medium">Personal data</Badge>}
                </span>
              ))}
          </SpaceBetween>
        ),
      }))}
    />
  )
}

/** What each of these roles may do. */
export function RoleDetails({ roles }: { roles: readonly string[] }) {
  const { terms } = useAccount()
  return (
    <SpaceBetween size="m">
      {terms.roles
        .filter(({ id }) => roles.includes(id))
        .map(({ id, name, description, permissions, login }) => (
          <SpaceBetween size="xxs" key={id}>
            <Box variant="h4">{name}</Box>
            <Box color="text-body-secondary">
              {description}
              {!login && '. Does not log in.'}
            </Box>
            <ByModule ids={permissions} />
          </SpaceBetween>
        ))}
    </SpaceBetween>
  )
}
