/** A seeded stream of choices (mulberry32): the same seed always makes the same cases. */
export class Random {
  #state: number
  constructor(seed: number) {
    this.#state = seed
  }

  /** From 0 up to, and without, 1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) | 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }

  chance = (share: number): boolean => this.next() < share

  /** Both ends included. */
  between = (least: number, most: number): number => least + Math.floor(this.next() * (most - least + 1))

  pick<T>(from: readonly T[]): T {
    if (from.length === 0) throw new Error('Nothing to pick from')
    return from[Math.floor(this.next() * from.length)] as T
  }

  /** Each with the same chance. */
  some = <T>(from: readonly T[], share: number): T[] => from.filter(() => this.chance(share))

  /** The value most of the time, otherwise nothing: for a key that may be absent. */
  maybe<K extends string, T>(share: number, key: K, value: () => T): { [key in K]?: T } {
    return this.chance(share) ? ({ [key]: value() } as { [key in K]?: T }) : {}
  }
}

/** `ORACLE_SEED=7 vitest run test/access/oracle` tries other cases than the fixed ones of a plain run. */
export const seed = Number(process.env.ORACLE_SEED ?? 1)
