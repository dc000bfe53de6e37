/** What is asked, as the page's address says it and as the API is asked it. */
export interface Row {
  name: string
  value: string
}

export interface Question {
  /** A member by id, or anybody by the issuer's subject id. */
  who: { type: 'member' | 'user'; id: string }
  permission: string
  /** Which one of its type; empty where it does not matter. */
  resource: string
  properties: readonly Row[]
  /** An instant; absent: now. */
  at?: string
}

export const isWhole = ({ who, permission }: Question): boolean => who.id !== '' && permission.includes('.')

const prefix = 'property.'

export function fromQuery(search: string): Question {
  const query = new URLSearchParams(search)
  const subject = query.get('subject')
  const at = query.get('at')
  return {
    who: subject === null ? { type: 'member', id: query.get('member') ?? '' } : { type: 'user', id: subject },
    permission: query.get('permission') ?? '',
    resource: query.get('resource') ?? '',
    properties: [...query]
      .filter(([key]) => key.startsWith(prefix))
      .map(([key, value]) => ({ name: key.slice(prefix.length), value })),
    ...(at !== null && !Number.isNaN(Date.parse(at)) && { at: new Date(at).toISOString() }),
  }
}

/** The other way round: an address that can be sent to somebody. */
export function toQuery({ who, permission, resource, properties, at }: Question): string {
  const query = new URLSearchParams({
    ...(who.id !== '' && { [who.type === 'member' ? 'member' : 'subject']: who.id }),
    ...(permission !== '' && { permission }),
    ...(resource !== '' && { resource }),
    ...(at !== undefined && { at }),
  })
  for (const { name, value } of properties) if (name !== '') query.append(prefix + name, value)
  return query.toString()
}

/** `true`, `false` and numbers are what they look like; quotes make any of them a text. */
export function typed(text: string): string | number | boolean {
  const quoted = /^"(.*)"$/.exec(text)
  if (quoted) return quoted[1] ?? ''
  if (text === 'true' || text === 'false') return text === 'true'
  return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : text
}

/** Conditions ask of the resource, mostly; `action.` and `subject.` before a name speak of those. */
function propertiesOf(rows: readonly Row[], of: 'subject' | 'action' | 'resource') {
  const own = rows.flatMap(({ name, value }) => {
    const [, about = 'resource', property = ''] = /^(?:(subject|action|resource)\.)?(.*)$/.exec(name) ?? []
    // The one property with a meaning of its own is a text whatever it looks like.
    const is = property === 'agreement' ? value : typed(value)
    return property !== '' && about === of ? [[property, is] as const] : []
  })
  return own.length > 0 ? { properties: Object.fromEntries(own) } : {}
}

export function bodyOf({ who, permission, resource, properties, at }: Question) {
  const dot = permission.lastIndexOf('.')
  return {
    subject: { ...who, ...propertiesOf(properties, 'subject') },
    action: { name: permission.slice(dot + 1), ...propertiesOf(properties, 'action') },
    resource: {
      type: permission.slice(0, dot),
      // The standard wants one.
      id: resource === '' ? 'any' : resource,
      ...propertiesOf(properties, 'resource'),
    },
    ...(at !== undefined && { context: { time: at } }),
  }
}
