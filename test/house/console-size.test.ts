import { readFileSync } from 'node:fs'
import { gzipSync } from 'node:zlib'
import { beforeAll, expect, test } from 'vitest'
import { buildConsole } from '../../console/build.ts'

interface Chunk {
  file: string
  isEntry?: true
  isDynamicEntry?: true
  imports?: string[]
}

const built = new URL('../../console/dist/', import.meta.url)
const most = 450_000
let chunks: Record<string, Chunk>

beforeAll(async () => {
  await buildConsole()
  chunks = JSON.parse(readFileSync(new URL('.vite/manifest.json', built), 'utf8'))
})

const sizes = new Map<string, number>()
function size(file: string): number {
  const known = sizes.get(file) ?? gzipSync(readFileSync(new URL(file, built))).length
  sizes.set(file, known)
  return known
}

/** Everything that has to be there before these can run. */
function scripts(names: readonly string[], found = new Set<string>()): Set<string> {
  for (const name of names) {
    const chunk = chunks[name]
    if (!chunk || found.has(chunk.file)) continue
    found.add(chunk.file)
    scripts(chunk.imports ?? [], found)
  }
  return found
}

const loaded = (names: readonly string[]) => [...scripts(names)].reduce((sum, file) => sum + size(file), 0)

test('the first load takes at most 450 kB of compressed script, whichever page it is', () => {
  const entries = Object.keys(chunks).filter((name) => chunks[name]?.isEntry)
  const pages = Object.keys(chunks).filter((name) => name.startsWith('src/pages/') && chunks[name]?.isDynamicEntry)
  expect([entries.length, pages.length > 0]).toEqual([1, true])
  const heavy = [[], ...pages.map((page) => [page])]
    .map((page) => [page[0] ?? 'entry', loaded([...entries, ...page])] as const)
    .filter(([, bytes]) => bytes > most)
  expect(heavy).toEqual([])
})
