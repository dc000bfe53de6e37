/** `npm run bench`: all of it, or some parts: `npm run bench -- decisions imports`. */
import { availableParallelism, cpus } from 'node:os'
import { coldStart } from './cold-start.ts'
import { consolePages } from './console.ts'
import { decisions } from './decisions.ts'
import { imports } from './imports.ts'
import { members } from './members.ts'
import { startServer } from './processes.ts'
import { requests } from './requests.ts'
import type { Served } from './serve.ts'

const parts = ['decisions', 'cold-start', 'requests', 'imports', 'members', 'console']
const wanted = process.argv.slice(2)
if (!wanted.every((part) => parts.includes(part))) {
  console.error(`Usage: npm run bench [-- ${parts.join(' | ')}]`)
  process.exit(2)
}
const includes = (part: string) => wanted.length === 0 || wanted.includes(part)

console.log(`${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}`)
if (includes('decisions')) await decisions()
if (includes('cold-start') || includes('requests')) await served()
if (includes('imports')) await imports()
if (includes('members')) await members()
if (includes('console')) await consolePages()

async function served(): Promise<void> {
  const gatepass = await startServer<Served>('./serve.ts')
  try {
    if (includes('cold-start')) await coldStart(gatepass.ready)
    if (includes('requests')) await requests(gatepass)
  } finally {
    await gatepass.stop()
  }
}
