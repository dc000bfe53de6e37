/** What links are in words of the catalog. Pure. */
export interface Link {
  type: string
  id: string
  properties?: Record<string, unknown> | undefined
}

export interface NewLink extends Link {
  properties: Record<string, boolean | number | string>
}

interface LinkTerms {
  links: readonly { type: string; name: string; gives: readonly { permission: string; needs: string | null }[] }[]
  permissions: readonly { id: string; name: string }[]
}

export const typeName = ({ links }: LinkTerms, type: string): string =>
  links.find((one) => one.type === type)?.name ?? type

/** The permissions of this type that take a property: by property, in words. */
export function propertiesOf({ links, permissions }: LinkTerms, type: string): { id: string; opens: string }[] {
  const gives = links.find((one) => one.type === type)?.gives ?? []
  const needed = [...new Set(gives.flatMap(({ needs }) => needs ?? []))]
  return needed.map((id) => ({
    id,
    opens: inWords(
      permissions,
      gives.filter(({ needs }) => needs === id),
    ),
  }))
}

/** What a link gives as it is. */
export function givenBy({ links, permissions }: LinkTerms, { type, properties = {} }: Link): string {
  const gives = links.find((one) => one.type === type)?.gives ?? []
  return inWords(
    permissions,
    gives.filter(({ needs }) => needs === null || properties[needs] === true),
  )
}

const inWords = (permissions: LinkTerms['permissions'], gives: readonly { permission: string }[]): string =>
  gives.map(({ permission }) => permissions.find(({ id }) => id === permission)?.name ?? permission).join(', ')

/** `sip` is written as the abbreviation it is. */
export const propertyName = (id: string): string =>
  id.length <= 4 ? id.toUpperCase() : id.charAt(0).toUpperCase() + id.slice(1)
