import { type Code, Refusal } from '../errors.ts'

/** A login that an admin makes for somebody: a plain name and a password, no address. */
export interface NewLogin {
  login: string
  name: string
  password: string
}

/** Where the caller has the login and the password from, so that a refusal can name the field. */
export interface Fields {
  login?: string | undefined
  password?: string | undefined
}

const uuid = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i

/** Whether this can be the subject of somebody in the directory. */
export const isSubject = (text: string): boolean => uuid.test(text)

/**
 * Never an address, which a directory takes for somebody's mail, nor a subject: both would find other people.
 * @throws Refusal login_not_plain.
 */
export function requirePlain(login: string, field?: string): void {
  if (!/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,127}$/u.test(login) || isSubject(login))
    throw new Refusal('login_not_plain', 'A login has letters, digits, dots, hyphens and underscores', field)
}

/**
 * What the directory would refuse as a malformed request, and not as a password.
 * @throws Refusal password_too_weak.
 */
export function requirePassword(password: string, field?: string): void {
  if (password.length > 256 || password !== password.trim())
    throw new Refusal('password_too_weak', 'A password has up to 256 characters, no blank first or last', field)
}

const refusals: Record<string, readonly [code: Code, detail: string, field?: keyof Fields]> = {
  UsernameExistsException: ['login_taken', 'There is a login of this name already', 'login'],
  InvalidPasswordException: ['password_too_weak', 'The directory takes stronger passwords only', 'password'],
  UserNotFoundException: ['login_unknown', 'The directory knows no such login'],
}

/** What the directory refuses, in codes of ours; anything else it says stays what it is. */
export function inOurWords(error: unknown, fields: Fields = {}): unknown {
  const found = refusals[(error as Error).name]
  if (!found) return error
  const [code, detail, field] = found
  return new Refusal(code, detail, field && fields[field])
}
