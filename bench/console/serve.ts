/** Gatepass on this machine, with two accounts of one owner: one of 100 members, and one of 100,000. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createPeopleTable } from '../../local/issuer/people.ts'
import { startStack } from '../../local/stack.ts'
import { type Filled, fill, owner } from '../members/fill.ts'
import { serveParent } from '../processes.ts'

export interface Served {
  origin: string
  few: Filled
  many: Filled
}

const directory = mkdtempSync(join(tmpdir(), 'gatepass-bench-'))
process.once('exit', () => rmSync(directory, { recursive: true, force: true }))
const now = new Date().toISOString()
const [few, many] = fill(directory, [100, 100_000], now) as [Filled, Filled]
introduceOwner()
const stack = await startStack({ dataDir: directory, port: 0, timers: false })
serveParent({ origin: stack.origin, few, many } satisfies Served, stack.stop)

/** To the issuer: by the subject that both accounts know. */
function introduceOwner(): void {
  const db = new DatabaseSync(join(directory, 'local.sqlite'))
  createPeopleTable(db)
  db.prepare('INSERT INTO people (sub, login, email, name, email_verified) VALUES (?, ?, ?, ?, 1)').run(
    ...[owner, owner, 'owner@example.com', 'Owner'],
  )
  db.close()
}
