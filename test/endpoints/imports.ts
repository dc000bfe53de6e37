/** Files of people on their way through an account. */
import type { Answer, Asked, GivenAccount, Wire, World } from '../given.ts'

/** A file with these columns. */
export const file = (columns: string, ...rows: string[]): string => [columns, ...rows].join('\n')

/** People who are not there yet. */
export const people = (count: number, domain = 'example.com'): string =>
  file('email,roles,name', ...Array.from({ length: count }, (_, at) => `p${at}@${domain},support,Person ${at}`))

interface Upload extends Pick<Asked, 'as'> {
  dryRun?: boolean
  headers?: Record<string, string>
}

export const upload = (
  world: World,
  { id, owner }: GivenAccount,
  body: string,
  { dryRun, as = owner.email, headers }: Upload = {},
): Promise<Answer> =>
  world.ask('POST', `/accounts/${id}/members/import${dryRun === undefined ? '' : `?dryRun=${dryRun}`}`, {
    ...{ as, body },
    headers: { 'content-type': 'text/csv', ...headers },
  })

export const importOf = (
  world: World,
  { id, owner }: GivenAccount,
  job: string,
  query = '?limit=100',
): Promise<Answer> => world.ask('GET', `/accounts/${id}/members/imports/${job}${query}`, { as: owner.email })

/** Uploads a file, lets it be worked off with all that follows, and answers what came of it. */
export async function imported(world: World, account: GivenAccount, body: string, given: Upload = {}): Promise<Wire> {
  const { id } = world.must(await upload(world, account, body, given), 202)
  await world.stack.settle()
  return world.must(await importOf(world, account, id), 200)
}

/** What became of each row, in short. */
export const outcomes = ({ items }: Wire): string[] =>
  items.map(({ row, outcome, code, field }: Wire) => [row, outcome, code, field].filter(Boolean).join(' '))

/** The members of an account by address: their roles, in the order given. */
export async function rolesOf(world: World, account: GivenAccount, members: readonly string[]) {
  const read = (id: string) => world.ask('GET', `/accounts/${account.id}/members/${id}`, { as: account.owner.email })
  const found = await Promise.all(members.map(async (id) => world.must(await read(id), 200)))
  return Object.fromEntries(found.map(({ email, roles }) => [email, roles]))
}
