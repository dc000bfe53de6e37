/** How far each consumer has read the stream, and how often the record after that has failed. */
import type { DatabaseSync } from 'node:sqlite'

export interface Standing {
  /** The last record that is settled. */
  sequence: string | undefined
  /** How often the record after it has failed. */
  attempts: number
}

export type Progress = ReturnType<typeof keepProgress>

export function keepProgress(db: DatabaseSync) {
  db.exec(`
    CREATE TABLE IF NOT EXISTS stream_progress (
      consumer TEXT, place TEXT, sequence TEXT, attempts INTEGER NOT NULL, PRIMARY KEY (consumer, place)
    )`)
  const read = db.prepare('SELECT sequence, attempts FROM stream_progress WHERE consumer = ? AND place = ?')
  const write = db.prepare(
    'INSERT OR REPLACE INTO stream_progress (consumer, place, sequence, attempts) VALUES (?, ?, ?, ?)',
  )
  const count = db.prepare(
    `SELECT count(DISTINCT consumer) AS consumers, min(CAST(sequence AS INTEGER)) AS lowest
       FROM stream_progress WHERE consumer IN (SELECT value FROM json_each(?))`,
  )
  return {
    read: (consumer: string, place: string): Standing => {
      const row = read.get(consumer, place)
      return { sequence: (row?.sequence as string | null) ?? undefined, attempts: Number(row?.attempts ?? 0) }
    },
    write: (consumer: string, place: string, { sequence, attempts }: Standing): void => {
      write.run(consumer, place, sequence ?? null, attempts)
    },
    /** Every record up to here is settled for all of these consumers. */
    settledUpTo: (consumers: string[]): number => {
      const row = count.get(JSON.stringify(consumers))
      return Number(row?.consumers) < consumers.length ? 0 : Number(row?.lowest ?? 0)
    },
  }
}
