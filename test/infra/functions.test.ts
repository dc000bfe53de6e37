import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bundling } from '../../infra/bundling.ts'
import { Deployed } from './given.ts'

const settings = [
  'TABLE_NAME',
  'PUBLIC_URL',
  'MAIL_SENDER',
  'MAIL_CONFIGURATION_SET',
  'TOKEN_KEY_ID',
  'SCHEDULE_GROUP',
  'SCHEDULE_ROLE_ARN',
  'SCHEDULE_DEAD_LETTER_ARN',
  'END_GRANT_ARN',
  'REMIND_GRANT_ARN',
  'MOVE_STANDING_ARN',
  'END_DELEGATION_ARN',
  'MAKE_CHANGE_ARN',
  'USER_POOL_ID',
]
const functions = new Deployed()
  .all('AWS::Lambda::Function')
  .filter(([id]) => !id.startsWith('Custom'))
  .map(([, fn]) => ({ name: fn.Description.replace('Gatepass ', '') as string, told: fn.Environment.Variables }))
const api = ['about', 'accounts', 'members', 'experts', 'access', 'activity', 'partners']
const entry = (name: string) => `functions/${api.includes(name) ? `${name}/index` : `events/${name}`}.ts`

/** Built as `cdk deploy` builds them, but all that share options at once, which takes a third of the time. */
async function bundle(names: string[], outdir: string) {
  const byBanner = Map.groupBy(names, (name) => ({ banner: '', ...bundling(name) }).banner)
  const { target, minify, mainFields } = bundling('')
  for (const [js, alike] of byBanner) {
    await build({
      entryPoints: Object.fromEntries(alike.map((name) => [name, entry(name)])),
      outdir,
      outExtension: { '.js': '.mjs' },
      bundle: true,
      platform: 'node',
      format: 'esm',
      target,
      minify,
      mainFields: [...mainFields],
      conditions: ['module'],
      banner: { js },
    })
  }
}

describe('a bundled function', () => {
  let folder = ''
  const fileOf = (name: string) => join(folder, `${name}.mjs`)
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'gatepass-bundles-'))
    await bundle(
      functions.map(({ name }) => name),
      folder,
    )
  })
  afterAll(() => rm(folder, { recursive: true }))

  // In a Node of its own: the one around the tests would rewrite the bundles first.
  test('starts, whichever it is', () => {
    const files = functions.map(({ name }) => fileOf(name))
    const script = `for (const file of ${JSON.stringify(files)}) console.log(typeof (await import(file)).handler)`
    const said = execFileSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
    expect(said.trim().split('\n')).toEqual(functions.map(() => 'function'))
  })

  test.each(functions)('$name is told exactly the settings it reads', async ({ name, told }) => {
    const code = await readFile(fileOf(name), 'utf8')
    const read = settings.filter((setting) => code.includes(`"${setting}"`))
    // Its routes ask nothing of the caller, so the part of it that would look into the table never does.
    const idle = name === 'about' ? ['TABLE_NAME'] : []
    const { NODE_OPTIONS: _, ...expected } = told
    expect([...Object.keys(expected), ...idle].sort()).toEqual([...read].sort())
  })
})
