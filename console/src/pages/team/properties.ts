/** What the filter box offers: each property of the API's filter with its conditions, and values where there are few. */
import type { PropertyFilterProps } from '@cloudscape-design/components/property-filter'
import type { AccountPlace } from '../../shell/account.tsx'
import { written } from '../../time.ts'
import { instantOf, none } from './filter.ts'
import { MomentForm } from './moment-form.tsx'

export const statuses = {
  invited: 'Invitation sent',
  active: 'Active',
  inactive: 'Inactive',
  expired: 'Expired',
  revoked: 'Revoked',
}
const kinds = { team: 'Team', expert: 'Expert' }

const property = (key: string, propertyLabel: string, more: Partial<PropertyFilterProps.FilteringProperty>) => ({
  key,
  propertyLabel,
  groupValuesLabel: `${propertyLabel}: values`,
  ...more,
})

const text = (key: string, label: string) =>
  property(key, label, {
    operators: [':', '!:', '=', '!=', '^', '!^', { operator: '$', description: 'Ends with', match: () => true }],
    defaultOperator: ':',
  })

const labelled = (labels: Readonly<Record<string, string>>) =>
  ['=', '!='].map((operator) => ({
    operator,
    format: (value: string) => labels[value] ?? value,
  }))

const choice = (key: string, label: string, labels: Readonly<Record<string, string>>) =>
  property(key, label, { operators: labelled(labels) })

function read(value: string): string {
  const instant = instantOf(value)
  return Number.isNaN(Date.parse(instant)) ? value : written(instant)
}

const moment = (key: string, label: string, noneLabel?: string) =>
  property(key, label, {
    operators: [
      ...(noneLabel === undefined ? [] : labelled({ [none]: noneLabel })),
      ...Object.entries({ '>=': 'From', '<': 'Before', '>': 'After', '<=': 'Up to' }).map(
        ([operator, description]) => ({ operator, description, form: MomentForm, format: read }),
      ),
    ],
    defaultOperator: '>=',
  })

const rolesOf = ({ terms }: AccountPlace) => Object.fromEntries(terms.roles.map(({ id, name }) => [id, name]))

export const propertiesFor = (place: AccountPlace): PropertyFilterProps.FilteringProperty[] => [
  text('name', 'Name'),
  text('login', 'Login'),
  text('email', 'Email'),
  choice('status', 'Status', statuses),
  choice('role', 'Role', rolesOf(place)),
  choice('kind', 'Kind', kinds),
  moment('created', 'Created'),
  moment('lastSeen', 'Last seen', 'Never'),
  moment('until', 'Access until', 'No end'),
]

const valuesOf = (propertyKey: string, labels: Readonly<Record<string, string>>) =>
  Object.entries(labels).map(([value, label]) => ({ propertyKey, value, label }))

export const valuesFor = (place: AccountPlace): PropertyFilterProps.FilteringOption[] => [
  ...valuesOf('status', statuses),
  ...valuesOf('role', rolesOf(place)),
  ...valuesOf('kind', kinds),
  ...valuesOf('lastSeen', { [none]: 'Never' }),
  ...valuesOf('until', { [none]: 'No end' }),
]
