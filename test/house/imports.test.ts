import { globSync, readFileSync } from 'node:fs'
import { dirname, relative, resolve } from 'node:path'
import { describe, expect, test } from 'vitest'

/** Who may import what: the tree keeps its promises about where AWS, time and the environment are. */
const root = resolve(import.meta.dirname, '../..')
const files = ['shared', 'functions', 'infra', 'local', 'console'].flatMap((folder) =>
  globSync(`${folder}/**/*.{ts,tsx}`, { cwd: root, exclude: (name) => /node_modules|dist/.test(name) }),
)

interface Import {
  file: string
  from: string
  typeOnly: boolean
}

const imports: Import[] = files.flatMap((file) => {
  const text = readFileSync(resolve(root, file), 'utf8')
  return [...text.matchAll(/^(?:import|export) (type )?[^'"]*? ?from '([^']+)'/gm)].map(([, type, from = '']) => ({
    file,
    from: from.startsWith('.') ? relative(root, resolve(root, dirname(file), from)) : from,
    typeOnly: type !== undefined,
  }))
})

const pure = (file: string) =>
  /\/(model|rules|guards|consequences|access-record|role-rules|level-rules|giving-rules|move-rules|authority|limits|schema|(?:partner-)?contradictions|references|(?:agent-)?templates|render|times)\.ts$/.test(
    file,
  ) ||
  /^shared\/(keys|errors|time)\.ts$/.test(file) ||
  /^shared\/members\/find\/(folded|entries|grammar|properties|filter|lanes|candidates|plan|question)\.ts$/.test(file) ||
  /^shared\/(digests\/(calendar|news)|mails\/(digest|standing)|reports\/blocks)\.ts$/.test(file) ||
  /^shared\/access\/(bits|compile|levels|options|prepare|sources|judge|decide|explain|flip|flip-delegation|ties|effective|mask|decide-in-account|authzen|instant-from|standing)\.ts$/.test(
    file,
  )

const touchesAws =
  /^shared\/(table|mail|schedule|identity|tokens|credentials)\.ts$|\/store\.ts$|^shared\/audit\/(settle|redrive)\.ts$|^shared\/experts\/delivery\.ts$/

const offenders = (test: (one: Import) => boolean) => imports.filter(test).map(({ file, from }) => `${file} -> ${from}`)

describe('the house', () => {
  test('there is something to check', () => {
    expect(imports.length).toBeGreaterThan(100)
  })
  test('pure files import only pure files, zod, csv and hashing', () => {
    const allowed = ['zod', 'csv-stringify/sync', 'node:crypto', 'libphonenumber-js/min']
    expect(
      offenders(
        ({ file, from, typeOnly }) =>
          file.startsWith('shared/') &&
          pure(file) &&
          !typeOnly &&
          !pure(from) &&
          !allowed.includes(from) &&
          from !== 'shared/activity/csv.ts' &&
          // For the first id of a moment; it makes none.
          !(file === 'shared/members/find/candidates.ts' && from === 'shared/ids.ts'),
      ),
    ).toEqual([])
  })
  test('only the files named for it talk to AWS', () => {
    expect(
      offenders(
        ({ file, from }) =>
          /^(shared|functions)\//.test(file) && from.startsWith('@aws-sdk/') && !touchesAws.test(file),
      ),
    ).toEqual([])
  })
  test('the product does not know the local runtime, and nothing imports infra', () => {
    expect(
      offenders(({ file, from }) => /^(shared|functions)\//.test(file) && /^(local|infra|test)\//.test(from)),
    ).toEqual([])
    expect(offenders(({ file, from }) => !file.startsWith('infra/') && from.startsWith('infra/'))).toEqual([])
  })
  test('shared does not know functions; infra knows only routes, triggers and keys', () => {
    expect(offenders(({ file, from }) => file.startsWith('shared/') && from.startsWith('functions/'))).toEqual([])
    const own = /^(functions|shared|local|console|test|bench|docs)\//
    const known = /^(functions\/(routes|triggers|endpoint)\.ts|shared\/(keys|config)\.ts|console\/addresses\.json)$/
    expect(offenders(({ file, from }) => file.startsWith('infra/') && own.test(from) && !known.test(from))).toEqual([])
  })
  test('the console knows the API, and nothing of what is behind it', () => {
    const beyond = offenders(
      ({ file, from }) => file.startsWith('console/src/') && /^(shared|functions|local|infra|test)\//.test(from),
    )
    expect(beyond).toEqual([])
  })
  test('only the clock and the edges ask what time it is', () => {
    const asking = files.filter(
      (file) =>
        /^(shared|functions)\//.test(file) &&
        file !== 'shared/clock.ts' &&
        /Date\.now\(\)|new Date\(\)/.test(readFileSync(resolve(root, file), 'utf8')),
    )
    expect(asking).toEqual([])
  })
})
