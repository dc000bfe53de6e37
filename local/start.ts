/** `npm start`: everything on this machine, with a few accounts to look at, until Ctrl-C. */
import { existsSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { seed } from './seed.ts'
import { type Stack, startStack } from './stack.ts'

const port = Number(process.env.PORT || 3000)
const dataDir = process.env.GATEPASS_DATA || '.gatepass/'

// Standard output holds the addresses; what functions log goes beside it.
console.log = console.error

async function start(): Promise<Stack> {
  const isNew = !existsSync(join(dataDir, 'table.sqlite'))
  const stack = await startStack({ dataDir, port })
  // There from before the first account until after the last: an interrupted first start leaves it behind.
  const unfinished = join(dataDir, 'demo-unfinished')
  if (isNew) writeFileSync(unfinished, '')
  if (await seed(stack)) rmSync(unfinished, { force: true })
  else if (existsSync(unfinished))
    process.stderr.write(
      `The first start was interrupted, so the demo data is not whole: delete ${resolve(dataDir)} to begin anew\n`,
    )
  return stack
}

function explain(error: unknown): string {
  const { code, message } = error as NodeJS.ErrnoException
  return code === 'EADDRINUSE'
    ? `Port ${port} is in use: set PORT to another one, such as PORT=${port + 1} npm start`
    : message
}

async function stopWith(stack: Stack) {
  await stack.stop()
  process.exit(0)
}

try {
  const stack = await start()
  // A second Ctrl-C ends at once.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopWith(stack))
  const places = { console: '/', API: '/api', OpenAPI: '/api/openapi.json', issuer: '/oidc', inbox: '/inbox' }
  for (const [name, path] of Object.entries(places)) process.stdout.write(`${name.padEnd(8)} ${stack.origin}${path}\n`)
  process.stdout.write('ready\n')
} catch (error) {
  process.stderr.write(`${explain(error)}\n`)
  process.exit(1)
}
