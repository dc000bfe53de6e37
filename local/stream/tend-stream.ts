import { DatabaseSync } from 'node:sqlite'

/** Without the index every write reads all stream records before it. Rows go in small portions: the engine waits meanwhile. */
export function tendStream(databaseFile: string, tableName: string, settledUpTo: number): void {
  const db = new DatabaseSync(databaseFile, { timeout: 2000 })
  try {
    db.exec('CREATE INDEX IF NOT EXISTS x_seq ON _stream_records(table_name, CAST(sequence_number AS INTEGER))')
    const newest = db.prepare(
      'SELECT max(CAST(sequence_number AS INTEGER)) AS sequence FROM _stream_records WHERE table_name = ?',
    )
    // The engine counts on from the newest row, so that one stays.
    const last = Math.min(settledUpTo, Number(newest.get(tableName)?.sequence ?? 0) - 1)
    const portion = db.prepare(
      `DELETE FROM _stream_records WHERE id IN (SELECT id FROM _stream_records
         WHERE table_name = ? AND CAST(sequence_number AS INTEGER) <= ? LIMIT 500)`,
    )
    while (Number(portion.run(tableName, last).changes) > 0) {}
  } finally {
    db.close()
  }
}
