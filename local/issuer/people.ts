/** Whom the development issuer knows; the stand-in for Cognito manages the same people. */
import { randomUUID } from 'node:crypto'
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'

export interface Person {
  sub: string
  /** What Cognito calls the user name. Of people who came by an address it is their subject. */
  login: string
  name: string
  email: string | undefined
  emailVerified: boolean
  /** As passwords.ts keeps it. Who has none signs in without. */
  password: string | undefined
  /** The password came by mail, and is to be changed. */
  temporary: boolean
  /** The second factors that are on. Nobody is asked for them here. */
  factors: string[]
}

export const normalEmail = (email: string): string => email.trim().toLowerCase()
export const isEmail = (email: string): boolean => /^[^\s@]+@[^\s@]+$/.test(email)

const table = `CREATE TABLE IF NOT EXISTS people (
  sub TEXT PRIMARY KEY, login TEXT NOT NULL UNIQUE COLLATE NOCASE, email TEXT UNIQUE, name TEXT NOT NULL,
  email_verified INTEGER NOT NULL, password TEXT, temporary INTEGER NOT NULL DEFAULT 0,
  factors TEXT NOT NULL DEFAULT '[]') STRICT;`

export function createPeopleTable(db: DatabaseSync): void {
  const columns = db.prepare(`SELECT name FROM pragma_table_info('people')`).all()
  const fromBefore = columns.length > 0 && !columns.some(({ name }) => name === 'login')
  // Data of a version in which everybody had an address and nobody a password.
  if (fromBefore)
    db.exec(`BEGIN IMMEDIATE; ALTER TABLE people RENAME TO people_before; ${table}
    INSERT INTO people (sub, login, email, name, email_verified) SELECT sub, sub, email, name, email_verified FROM people_before;
    DROP TABLE people_before; COMMIT`)
  else db.exec(table)
}

const asPerson = (row: Record<string, SQLOutputValue>): Person => ({
  sub: String(row.sub),
  login: String(row.login),
  name: String(row.name),
  email: row.email === null ? undefined : String(row.email),
  emailVerified: row.email_verified === 1,
  password: row.password === null ? undefined : String(row.password),
  temporary: row.temporary === 1,
  factors: JSON.parse(String(row.factors)),
})

interface NewPerson {
  login: string
  name: string
  email?: string | undefined
  emailVerified: boolean
  password: string
  temporary: boolean
}

export type People = ReturnType<typeof createPeople>

export function createPeople(db: DatabaseSync) {
  const find = (where: string) => {
    const query = db.prepare(`SELECT * FROM people WHERE ${where}`)
    return (value: string): Person | undefined => {
      const row = query.get({ value })
      return row && asPerson(row)
    }
  }
  const bySub = find('sub = :value')
  const byLogin = find('login = :value')
  const byEmail = find('email = lower(trim(:value))')
  const byVerifiedEmail = find('email = lower(trim(:value)) AND email_verified = 1')
  const all = db.prepare('SELECT * FROM people ORDER BY name, email LIMIT 200')
  const meet = db.prepare(`INSERT INTO people (sub, login, email, name, email_verified)
    VALUES (:sub, :sub, :email, coalesce(:name, :fallback), coalesce(:verified, 1))
    ON CONFLICT (email) DO UPDATE SET name = coalesce(:name, name), email_verified = coalesce(:verified, email_verified)
    RETURNING *`)
  const add = db.prepare(`INSERT INTO people (sub, login, email, name, email_verified, password, temporary)
    VALUES (:sub, :login, :email, :name, :verified, :password, :temporary) RETURNING *`)
  const keepPassword = db.prepare('UPDATE people SET password = ?, temporary = ? WHERE sub = ?')
  const keepFactors = db.prepare('UPDATE people SET factors = ? WHERE sub = ?')
  const remove = db.prepare('DELETE FROM people WHERE sub = ?')
  return {
    bySub,
    byLogin,
    byEmail,
    /** As Cognito finds people: by user name, by subject, by an address that is verified. */
    named: (text: string) => byLogin(text) ?? bySub(text) ?? byVerifiedEmail(text),
    all: () => all.all().map(asPerson),
    /** Known by email, created when new; what is not given stays as it was. */
    meet(email: string, { name, emailVerified }: { name?: string; emailVerified?: boolean } = {}): Person {
      const known = normalEmail(email)
      if (!isEmail(known)) throw new TypeError(`Not an email address: ${email}`)
      const verified = emailVerified === undefined ? null : Number(emailVerified)
      const fallback = known.slice(0, known.indexOf('@'))
      const row = meet.get({ sub: randomUUID(), email: known, name: name?.trim() || null, fallback, verified })
      return asPerson(row as Record<string, SQLOutputValue>)
    },
    add({ login, name, email, emailVerified, password, temporary }: NewPerson): Person {
      const known = email === undefined ? null : normalEmail(email)
      const [sub, verified] = [randomUUID(), Number(emailVerified)]
      const row = add.get({ sub, login, email: known, name, verified, password, temporary: Number(temporary) })
      return asPerson(row as Record<string, SQLOutputValue>)
    },
    keepPassword: (sub: string, password: string, temporary: boolean): void =>
      void keepPassword.run(password, Number(temporary), sub),
    keepFactors: (sub: string, factors: readonly string[]): void => void keepFactors.run(JSON.stringify(factors), sub),
    remove: (sub: string): void => void remove.run(sub),
  }
}
