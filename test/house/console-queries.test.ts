import { globSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { expect, test } from 'vitest'

/** What is read under one key is kept under it: two pages that keep different things there break each other. */
test('in the console nothing is read under the same key in two places', () => {
  const root = resolve(import.meta.dirname, '../../console/src')
  const read = globSync('**/*.{ts,tsx}', { cwd: root }).flatMap((file) => {
    const text = readFileSync(resolve(root, file), 'utf8')
    return [...text.matchAll(/queryKey: \[(.+)\],\n\s*queryFn|usePages(?:<\w+>)?\(\s*\[(.+?)\],/g)].map(
      ([, once, paged]) => ({ file, key: once ?? `${paged}, size` }),
    )
  })
  expect(read.length).toBeGreaterThan(30)
  expect(read.filter(({ key, file }) => read.some((one) => one.key === key && one.file !== file))).toEqual([])
})
