/** `npm run bench`: all of it, or one part: `npm run bench -- cold-start` or `npm run bench -- requests`. */
import { availableParallelism, cpus } from 'node:os'
import { coldStart } from './cold-start.ts'
import { startServer } from './processes.ts'
import { requests } from './requests.ts'
import type { Served } from './serve.ts'

const parts = ['cold-start', 'requests']
const wanted = process.argv.slice(2)
if (!wanted.every((part) => parts.includes(part))) {
  console.error('Usage: npm run bench [-- cold-start | requests]')
  process.exit(2)
}
const includes = (part: string) => wanted.length === 0 || wanted.includes(part)

console.log(`${cpus()[0]?.model.trim()}, ${availableParallelism()} cores, Node ${process.version}`)
const gatepass = await startServer<Served>('./serve.ts')
try {
  if (includes('cold-start')) await coldStart(gatepass.ready)
  if (includes('requests')) await requests(gatepass)
} finally {
  await gatepass.stop()
}
