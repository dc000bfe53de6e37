/** `npm start`: everything on this machine, with a few accounts to look at, until Ctrl-C. */
import { seed } from './seed.ts'
import { type Stack, startStack } from './stack.ts'

const port = Number(process.env.PORT || 3000)
const dataDir = process.env.GATEPASS_DATA || '.gatepass/'

// Standard output holds the addresses; what functions log goes beside it.
console.log = console.error

async function start(): Promise<Stack> {
  const stack = await startStack({ dataDir, port })
  await seed(stack)
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
