/** A stack of its own process, for tests that kill it. `TIMERS=no`: nothing follows a commit until the next start. */
import { startStack } from '../../local/stack.ts'

const { DATA = '', PORT, TIMERS } = process.env
await startStack({ dataDir: DATA, port: Number(PORT), timers: TIMERS !== 'no' })
process.stdout.write('ready\n')
