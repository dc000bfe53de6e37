import { writeFileSync } from 'node:fs'
import { presets } from '../../shared/catalogs/load.ts'
import { presetsPage } from './page.ts'

writeFileSync(new URL('../presets.md', import.meta.url), presetsPage(presets))
