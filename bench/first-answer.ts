/** A process that lives for one answer: imports a bundled function, invokes it once, and says when it had the answer. */
const [bundle = '', event = ''] = process.argv.slice(2)
const parsed = JSON.parse(event)

const before = performance.now()
const { handler } = await import(bundle)
const importMillis = performance.now() - before
const answer = await handler(parsed, { functionName: 'bench' })
const answeredAt = process.hrtime.bigint()
const { user, system } = process.cpuUsage()

process.stdout.write(
  JSON.stringify({ importMillis, answeredAt: String(answeredAt), cpuMillis: (user + system) / 1000, answer }),
)
// Connections kept for a next request would keep the process.
process.exit(0)
