/** A set of permissions, by their index in the catalog. */
export type Bits = Uint32Array

export function bits(size: number, members: Iterable<number>): Bits {
  const set = new Uint32Array(Math.ceil(size / 32))
  for (const at of members) set[at >>> 5] = (set[at >>> 5] ?? 0) | (1 << (at & 31))
  return set
}

export const has = (set: Bits, at: number): boolean => ((set[at >>> 5] ?? 0) & (1 << (at & 31))) !== 0
