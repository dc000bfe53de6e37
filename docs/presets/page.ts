import type { Catalog, CatalogRole } from '../../shared/catalogs/schema.ts'
import { matrix } from './matrix.ts'
import { notes } from './notes.ts'
import { code, counted, lines, list, nameOf, row } from './words.ts'

/** Everything the presets say, as tables a person can read. The same presets always give the same page. */
export const presetsPage = (presets: readonly Catalog[]): string =>
  `${[
    '# The five presets',
    'Written by `npm run presets` from `shared/catalogs/presets/*.json`; what the fields mean is in [catalogs.md](catalogs.md).',
    legend,
    ...presets.flatMap(preset),
  ].join('\n\n')}\n`

const legend = lines([
  '| sign | means |',
  '|---|---|',
  '| `+` | granted |',
  '| `(+)` | granted, but a reconstruction: no document says so outright |',
  '| `o` `(o)` | granted by default, and an account may switch it off |',
  '| `x` | not granted by default, and an account may switch it on |',
  '| `!` | granted always: nothing an account stores reduces it |',
  '| `-` | closed: refused whatever else grants it |',
  '| empty | refused |',
  '| w, p, h, r | beside a permission: it changes something; it hands out personal data; plain HTTP reaches it without a login; on request: refused until the platform enables it for the account |',
])

const preset = (catalog: Catalog): string[] => [
  `## ${catalog.name}`,
  facts(catalog),
  matrix(catalog),
  '### Roles',
  lines(
    [...catalog.roles, ...(catalog.partners?.roles ?? [])].map(
      (role) => `- **${role.name}**: ${roleText(role, catalog)}`,
    ),
  ),
  ...levelSections(catalog),
  ...restrictionSections(catalog),
  ...linkSections(catalog),
  ...expertSections(catalog),
  "### Gatepass's own actions",
  guardTable(catalog),
  '### How the documents are read',
  lines((notes[catalog.id] ?? []).map((note) => `- ${note}`)),
]

const facts = ({ id, version, permissions, roles, members, ownerRole, regions }: Catalog) =>
  [
    `\`${id}\`, version ${version}: ${permissions.length} permissions.`,
    `A member holds ${members.roles === 'one' ? 'exactly one role' : 'any number of roles'};`,
    `whoever an account is created for is ${nameOf(roles, ownerRole)}.`,
    `Regions: ${list(regions.map(({ name }) => name))}.`,
    `Invitations work for ${members.invitationDays} days; names have at least ${counted(members.shortestName, 'character')}.`,
  ].join(' ')

function roleText({ description, login, locked, onRequest, givenBy, when }: CatalogRole, { roles }: Catalog): string {
  const traits = [
    login === false && 'gives no login',
    locked && 'locked: has everything',
    onRequest && 'on request',
    givenBy && (givenBy.length > 0 ? `given by ${list(givenBy.map((id) => nameOf(roles, id)))}` : 'given by nobody'),
    when && `under conditions: ${list(Object.keys(when).map(code))}`,
  ].filter((trait) => typeof trait === 'string')
  return [description, ...traits].join('; ')
}

function levelSections({ levels }: Catalog): string[] {
  if (!levels) return []
  const { order, products, core } = levels
  const given = (ids: readonly string[]) => list(ids.map((id) => nameOf(order, id))) || 'nothing'
  return [
    '### Levels',
    'Held per member, agreement and product; a level counts on the permissions of its own product, asked about in its own agreement.',
    lines(order.map(({ name, mayGive }) => `- **${name}** in ${nameOf(products, core)} gives: ${given(mayGive)}`)),
    `Products: ${list(products.map(({ name, governs }) => (governs ? `${name} (${list(governs)})` : name)))}.`,
  ]
}

function restrictionSections({ restrictions, roles }: Catalog): string[] {
  if (!restrictions) return []
  const named = (ids: readonly string[]) => list(ids.map((id) => (id === 'expert' ? 'experts' : nameOf(roles, id))))
  return [
    '### Restrictions',
    'Off until an account turns one on for a role; then it wins over every switch and grant.',
    ...restrictions.map(({ id, name, roles, hidesModules, keeps, masks, inferred }) =>
      lines([
        `**${name}** (\`${id}\`), for ${named(roles)}${inferred ? '; its effect is a reconstruction' : ''}`,
        '',
        `- hides the modules: ${list(hidesModules) || 'none'}`,
        `- leaves: ${list(keeps.map(code)) || 'nothing in particular'}`,
        ...masks.map(
          ({ permissions, fields, as }) =>
            `- shows ${list(fields.map(code))} ${as === 'hidden' ? 'not at all' : 'as the country code only'} in ${list(permissions.map(code))}`,
        ),
      ]),
    ),
  ]
}

const linkSections = ({ links }: Catalog): string[] =>
  links
    ? [
        '### Links',
        lines(
          links.map(
            ({ type, name, property, gives }) =>
              `- **${name}** (\`${type}\`, named by \`${property}\`): ${list(gives.map(({ permission, needs }) => `${code(permission)}${needs ? ` where the link has \`${needs}\`` : ''}`))}`,
          ),
        ),
      ]
    : []

function expertSections({ experts, regions }: Catalog): string[] {
  if (!experts) return []
  const { name, domains, longestWindowHours, noLimitClosedIn, excludedModules, consent } = experts
  return [
    '### Expert terms',
    lines([
      `- **${name}**: people with an address at ${list(domains)}`,
      `- a window ends within ${longestWindowHours} hours; No limit is closed in ${list(noLimitClosedIn.map((id) => nameOf(regions, id)))}`,
      `- never reached: ${list(excludedModules)}`,
      `- consent, wording ${consent.version}: ${consent.wording}`,
    ]),
  ]
}

const guardTable = ({ guards }: Catalog) =>
  lines([
    '| action | takes |',
    '|---|---|',
    ...Object.entries(guards)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([action, permission]) => row([code(action), code(permission)])),
  ])
