/** What tests of digests share. */
import { hour, minute } from '../../shared/time.ts'
import type { World } from '../given.ts'

/** The first Monday, 07:00, in Europe/Rome after `start`. */
export const monday = '2026-11-23T06:00:00.000Z'

/** Lets that Monday come, or the one so many weeks later: digests are made and mailed. */
export async function toMonday(world: World, weeks = 0): Promise<void> {
  world.setNow(monday)
  world.pass(weeks * 7 * 24 * hour + 10 * minute)
  await world.stack.makeDigests()
  await world.stack.settle()
}

export const isDigest = (subject: string): boolean => subject.includes('who joined, left and changed')

/** Newest first. */
export const digestsTo = (world: World, email: string) =>
  world.mailsTo(email).filter(({ subject }) => isDigest(subject))
