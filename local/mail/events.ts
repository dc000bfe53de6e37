/** Carries what became of each mail to the function that records it, as EventBridge does: later, at least once, retried. */
import type { DatabaseSync } from 'node:sqlite'
import { keepDeadLetters } from '../dead-letters.ts'
import { createLoop, createTurns } from '../loop.ts'
import type { PassResult } from '../stream/stream.ts'

interface Setup {
  db: DatabaseSync
  invoke: (event: unknown) => Promise<void>
}

const attemptsInAll = 5

export function createMailEvents({ db, invoke }: Setup) {
  db.exec(`CREATE TABLE IF NOT EXISTS mail_events (
    id INTEGER PRIMARY KEY AUTOINCREMENT, event TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0
  )`)
  const insert = db.prepare('INSERT INTO mail_events (event) VALUES (?)')
  const waiting = db.prepare('SELECT id, event, attempts FROM mail_events ORDER BY id')
  const remove = db.prepare('DELETE FROM mail_events WHERE id = ?')
  const count = db.prepare('UPDATE mail_events SET attempts = attempts + 1 WHERE id = ?')
  const letters = keepDeadLetters(db)
  const turns = createTurns()

  const carry = async (id: number, event: unknown, attempts: number): Promise<boolean> => {
    try {
      await invoke(event)
      remove.run(id)
      return true
    } catch (error) {
      count.run(id)
      if (attempts + 1 >= attemptsInAll) {
        letters.bury('record-delivery', event, error)
        remove.run(id)
      }
      return false
    }
  }

  /** Tries everything that waits once. */
  const pass = (): Promise<PassResult> =>
    turns.take(async () => {
      const result = { processed: 0, failed: 0 }
      for (const { id, event, attempts } of waiting.all()) {
        const carried = await carry(Number(id), JSON.parse(String(event)), Number(attempts))
        result[carried ? 'processed' : 'failed'] += 1
      }
      return result
    })

  return {
    push: (event: unknown): void => {
      insert.run(JSON.stringify(event))
    },
    pass,
    ...createLoop('Carrying mail events', async () => ((await pass()).failed ? 1000 : 100)),
  }
}
