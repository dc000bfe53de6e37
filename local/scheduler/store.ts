/** The schedules and their groups, in SQLite. */
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import * as z from 'zod'

export const scheduleBody = z.looseObject({
  ScheduleExpression: z.string(),
  ScheduleExpressionTimezone: z.string().optional(),
  GroupName: z.string().default('default'),
  FlexibleTimeWindow: z.looseObject({ Mode: z.enum(['OFF', 'FLEXIBLE']) }),
  State: z.enum(['ENABLED', 'DISABLED']).default('ENABLED'),
  ActionAfterCompletion: z.enum(['NONE', 'DELETE']).default('NONE'),
  ClientToken: z.string().optional(),
  Target: z.looseObject({
    Arn: z.string().min(1),
    RoleArn: z.string().min(1),
    Input: z.string().optional(),
    RetryPolicy: z.looseObject({ MaximumRetryAttempts: z.number().int().min(0).max(185).optional() }).optional(),
  }),
})

export type ScheduleBody = z.infer<typeof scheduleBody>

export interface Schedule {
  /** Changes with every update, so that a firing that overlaps an update does not finish the newer schedule. */
  id: number
  name: string
  body: ScheduleBody
  due: number
  attempts: number
  created: number
}

export type ScheduleStore = ReturnType<typeof keepSchedules>

const toSchedule = (row: Record<string, SQLOutputValue>): Schedule => ({
  id: Number(row.id),
  name: String(row.name),
  body: JSON.parse(String(row.body)),
  due: Number(row.due),
  attempts: Number(row.attempts),
  created: Number(row.created),
})

export function keepSchedules(db: DatabaseSync) {
  db.exec(`
    CREATE TABLE IF NOT EXISTS schedule_groups (name TEXT PRIMARY KEY, created INTEGER NOT NULL);
    CREATE TABLE IF NOT EXISTS schedules (
      id INTEGER PRIMARY KEY AUTOINCREMENT, group_name TEXT NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,
      due INTEGER NOT NULL, enabled INTEGER NOT NULL, completed INTEGER NOT NULL DEFAULT 0,
      attempts INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL, UNIQUE (group_name, name)
    );
    INSERT OR IGNORE INTO schedule_groups VALUES ('default', 0)`)
  const one = db.prepare('SELECT * FROM schedules WHERE group_name = ? AND name = ?')
  const remove = db.prepare('DELETE FROM schedules WHERE group_name = ? AND name = ?')
  const waiting = db.prepare('SELECT * FROM schedules WHERE enabled AND NOT completed AND due <= ? ORDER BY due, id')
  const put = db.prepare(
    'INSERT OR REPLACE INTO schedules (group_name, name, body, due, enabled, created) VALUES (?, ?, ?, ?, ?, ?)',
  )
  const named = db.prepare(
    'SELECT * FROM schedules WHERE name > ? AND name LIKE ? AND group_name LIKE ? ORDER BY name LIMIT ?',
  )
  const addGroup = db.prepare('INSERT OR IGNORE INTO schedule_groups VALUES (?, ?)')
  const group = db.prepare('SELECT created FROM schedule_groups WHERE name = ?')
  return {
    find: (groupName: string, name: string): Schedule | undefined => {
      const row = one.get(groupName, name)
      return row && toSchedule(row)
    },
    put: (name: string, body: ScheduleBody, due: number, created: number): void => {
      put.run(body.GroupName, name, JSON.stringify(body), due, body.State === 'ENABLED' ? 1 : 0, created)
    },
    remove: (groupName: string, name: string): boolean => Number(remove.run(groupName, name).changes) > 0,
    due: (now: number): Schedule[] => waiting.all(now).map(toSchedule),
    open: (): Schedule[] => waiting.all(Number.MAX_SAFE_INTEGER).map(toSchedule),
    named: ({ after = '', prefix = '', group: groupName = '%', limit = 100 }): Schedule[] =>
      named.all(after, `${prefix}%`, groupName, limit).map(toSchedule),
    countAttempt: (id: number): void => {
      db.prepare('UPDATE schedules SET attempts = attempts + 1 WHERE id = ?').run(id)
    },
    finish: ({ id, body }: Schedule): void => {
      const keep = body.ActionAfterCompletion === 'NONE'
      db.prepare(keep ? 'UPDATE schedules SET completed = 1 WHERE id = ?' : 'DELETE FROM schedules WHERE id = ?').run(
        id,
      )
    },
    forget: (name: string): void => {
      db.prepare('DELETE FROM schedules WHERE name = ?').run(name)
    },
    createGroup: (name: string): boolean => Number(addGroup.run(name, Date.now()).changes) > 0,
    groupCreated: (name: string): number | undefined => {
      const row = group.get(name)
      return row && Number(row.created)
    },
    removeGroup: (name: string): boolean => {
      db.prepare('DELETE FROM schedules WHERE group_name = ?').run(name)
      return Number(db.prepare('DELETE FROM schedule_groups WHERE name = ?').run(name).changes) > 0
    },
  }
}
