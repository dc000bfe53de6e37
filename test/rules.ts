/**
 * `npm run rules`: which test proves which numbered rule of the documented products. Fails on a rule without one.
 * A test proves a rule when its title, or that of a `describe` around it, begins with the rule's id.
 */
import { execFileSync } from 'node:child_process'
import { relative } from 'node:path'

/** How many numbered rules each document has. */
const numbered = { kaleyra: 35, jaicp: 25, interakt: 27, kompaas: 28, talkdesk: 37 }

interface Listed {
  name: string
  file: string
}

const titleBegins = /^((?:[a-z-]+\.r\d{2})(?:, [a-z-]+\.r\d{2})*): (.+)$/

const listed: Listed[] = JSON.parse(
  execFileSync('vitest', ['list', '--json', '--project', 'unit', '--project', 'endpoints', '--project', 'infra'], {
    encoding: 'utf8',
    maxBuffer: 64_000_000,
  }),
)

const proofs = new Map<string, Set<string>>()
for (const { name, file } of listed)
  for (const title of name.split(' > ')) {
    const [, ids = '', promise = ''] = titleBegins.exec(title) ?? []
    for (const id of ids.split(', ').filter(Boolean)) {
      const known = proofs.get(id) ?? new Set()
      proofs.set(id, known.add(`${promise}  (${relative(process.cwd(), file)})`))
    }
  }

const rules = Object.entries(numbered).flatMap(([document, count]) =>
  Array.from({ length: count }, (_, at) => `${document}.r${String(at + 1).padStart(2, '0')}`),
)
const unproved = rules.filter((id) => !proofs.has(id))
const isNumbered = (id: string) => Object.keys(numbered).some((document) => id.startsWith(`${document}.`))
const unknown = [...proofs.keys()].filter((id) => isNumbered(id) && !rules.includes(id))

for (const id of rules) for (const proof of proofs.get(id) ?? []) console.log(`${id}  ${proof}`)
console.log(`${rules.length - unproved.length} of ${rules.length} rules have a test`)
for (const id of unproved) console.error(`${id} has no test`)
for (const id of unknown) console.error(`${id} is no rule, but a test is named after it`)
if (unproved.length + unknown.length > 0) process.exitCode = 1
