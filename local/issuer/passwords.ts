/** Passwords as the directory of a deployment would take them, kept as scrypt makes them and never as they were typed. */
import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

const derive = promisify<string, Buffer, number, ScryptOptions, Buffer>(scrypt)
const cost: ScryptOptions = { N: 2 ** 14, r: 8, p: 1 }
const keyLength = 32

/** The policy of the user pool in infra/directory.ts. */
export const isStrong = (password: string): boolean =>
  password.length >= 10 && [/\d/, /[a-z]/, /[A-Z]/].every((kind) => kind.test(password))

export async function hashed(password: string): Promise<string> {
  const salt = randomBytes(16)
  return [salt, await derive(password, salt, keyLength, cost)].map((part) => part.toString('base64url')).join('.')
}

/** Takes as long where there is nothing to compare with, so that time does not tell who exists. */
export async function matches(password: string, kept: string | undefined): Promise<boolean> {
  const [salt, key] = (kept ?? '').split('.').map((part) => Buffer.from(part, 'base64url'))
  const derived = await derive(password, salt ?? Buffer.alloc(16), keyLength, cost)
  return key?.length === keyLength && timingSafeEqual(derived, key)
}

export function temporaryPassword(): string {
  const password = randomBytes(12).toString('base64url')
  return isStrong(password) ? password : temporaryPassword()
}
