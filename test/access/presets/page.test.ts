import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { presetsPage } from '../../../docs/presets/page.ts'
import { presets } from '../../../shared/catalogs/load.ts'

const page = readFileSync(new URL('../../../docs/presets.md', import.meta.url), 'utf8')

test('docs/presets.md is what `npm run presets` writes', () => {
  expect(presetsPage(presets)).toBe(page)
})

test.each(presets.map((preset) => [preset.id, preset]))(
  '%s: every permission has one row',
  (_, { name, permissions }) => {
    const chapter = page.split('\n## ').find((text) => text.startsWith(`${name}\n`)) ?? ''
    const rows = [...chapter.matchAll(/^\| [^|]*<br>`([^`]+)` \|/gm)].map(([, id]) => id)
    expect(rows.toSorted()).toEqual(permissions.map(({ id }) => id).toSorted())
  },
)
