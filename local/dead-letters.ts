import type { DatabaseSync } from 'node:sqlite'

export type DeadLetters = ReturnType<typeof keepDeadLetters>

/** What was given up after too many attempts: kept for a person to look at, and said aloud. */
export function keepDeadLetters(db: DatabaseSync) {
  db.exec(`CREATE TABLE IF NOT EXISTS dead_letters (
    id INTEGER PRIMARY KEY, consumer TEXT NOT NULL, payload TEXT NOT NULL, error TEXT NOT NULL, at TEXT NOT NULL
  )`)
  const insert = db.prepare('INSERT INTO dead_letters (consumer, payload, error, at) VALUES (?, ?, ?, ?)')
  return {
    bury: (consumer: string, payload: unknown, error: unknown): void => {
      insert.run(consumer, JSON.stringify(payload), String(error), new Date().toISOString())
      console.error(`${consumer} gave up, see the table dead_letters: ${error}`)
    },
  }
}
