/** Builds the console where what it is made of is newer than what was built: `npm start`, tests and `cdk synth` begin with it. */
import { existsSync, globSync, readFileSync, statSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
const built = `${here}dist/index.html`

const sources = ['src/**/*', 'public/*', 'index.html', 'package.json', 'vite.config.ts', '../package-lock.json']
const changedAt = (path: string): number => statSync(path).mtimeMs

function isFresh(): boolean {
  if (!existsSync(built) || !isWhole()) return false
  const at = changedAt(built)
  return sources.every((pattern) => globSync(pattern, { cwd: here }).every((file) => changedAt(here + file) < at))
}

/** A build that was interrupted, or met another one, may have its page and not all that the page names. */
function isWhole(): boolean {
  const manifest = `${here}dist/.vite/manifest.json`
  if (!existsSync(manifest)) return false
  const chunks: { file: string; css?: string[] }[] = Object.values(JSON.parse(readFileSync(manifest, 'utf8')))
  return chunks.every(({ file, css = [] }) => [file, ...css].every((name) => existsSync(`${here}dist/${name}`)))
}

/** Takes seconds the first time and nothing afterwards. */
export async function buildConsole(): Promise<void> {
  if (isFresh()) return
  const { build } = await import('vite')
  // Vite takes it from whoever builds: a test run would leave a React for development behind, and `npm start` serve it.
  const { NODE_ENV } = process.env
  process.env.NODE_ENV = 'production'
  try {
    await build({ root: here, logLevel: 'warn', mode: 'production' })
  } finally {
    if (NODE_ENV === undefined) delete process.env.NODE_ENV
    else process.env.NODE_ENV = NODE_ENV
  }
}

if (import.meta.main) await buildConsole()
