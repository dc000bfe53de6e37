/** A real Chromium that came with the packages, with libraries and fonts of its own: nothing is installed by hand. */
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import packed, { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const bin = join(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')), '../bin')

/** Unpacks it once, before the tests: a few seconds the first time on a machine. */
export async function unpack(): Promise<string> {
  await inflate(join(bin, 'al2023.tar.br'))
  return packed.executablePath()
}

const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--font-render-hinting=none',
  // Tabs of one browser share what is compiled, and no page lives long enough for its scripts to be worth optimizing.
  '--process-per-site',
  '--js-flags=--no-opt,--no-maglev',
]

let browser: Promise<Browser> | undefined

async function launch(): Promise<Browser> {
  const { CHROMIUM, ...env } = process.env
  const own = { LD_LIBRARY_PATH: join(tmpdir(), 'al2023/lib'), FONTCONFIG_PATH: join(tmpdir(), 'fonts') }
  return chromium.launch({
    executablePath: CHROMIUM ?? (await unpack()),
    args,
    env: CHROMIUM ? env : { ...env, ...own },
  })
}

/** One for all files of a worker; `CHROMIUM` names an installed one to use instead. */
export function theBrowser(): Promise<Browser> {
  browser ??= launch()
  return browser
}
