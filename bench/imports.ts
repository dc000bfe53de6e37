/** How long a file of 10 000 people takes, from the upload to the last row. */
import { printTable } from './figures.ts'
import type { Imported } from './importing.ts'
import { startServer } from './processes.ts'

export async function imports(): Promise<void> {
  const worker = await startServer<Imported[]>('./importing.ts')
  try {
    console.log('\nA file of 10 000 people\n')
    printTable(['', 'upload ms', 'runs', 'seconds', 'rows/s', 'CPU ms/row'], worker.ready.map(figures))
  } finally {
    await worker.stop()
  }
}

const figures = ({ name, uploadMillis, runs, seconds, cpuMillis }: Imported): string[] => [
  name,
  uploadMillis.toFixed(0),
  String(runs),
  seconds.toFixed(1),
  (10_000 / seconds).toFixed(0),
  cpuMillis.toFixed(2),
]
