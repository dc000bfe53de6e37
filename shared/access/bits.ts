/** A set of permissions, by their index in the catalog. */
export type Bits = Uint32Array

export const emptyBits = (size: number): Bits => new Uint32Array(Math.ceil(size / 32))

export function add(set: Bits, at: number): void {
  set[at >>> 5] = (set[at >>> 5] ?? 0) | (1 << (at & 31))
}

export function remove(set: Bits, at: number): void {
  set[at >>> 5] = (set[at >>> 5] ?? 0) & ~(1 << (at & 31))
}

export const has = (set: Bits, at: number): boolean => ((set[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0

/** Adds all of `more` to `set`. */
export function unite(set: Bits, more: Bits): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) | (more[word] ?? 0)
}

/** Takes all of `less` out of `set`. */
export function subtract(set: Bits, less: Bits): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & ~(less[word] ?? 0)
}

/** Leaves in `set` only what is also in `other`. */
export function intersect(set: Bits, other: Bits): void {
  for (let word = 0; word < set.length; word++) set[word] = (set[word] ?? 0) & (other[word] ?? 0)
}
