/** Takes away whatever can go while the case stays what it is. What no longer makes sense to either side stays. */
export function smallest<T extends object>(found: T, stillDiffers: (one: T) => boolean): T {
  const differs = (one: T) => {
    try {
      return stillDiffers(one)
    } catch {
      return false
    }
  }
  let least = found
  for (let before = ''; before !== JSON.stringify(least); ) {
    before = JSON.stringify(least)
    least = reduced(least, (one) => differs(one as T)) as T
  }
  return least
}

/** Tries to leave out each part, then looks into those that stay. */
function reduced(value: unknown, differs: (value: unknown) => boolean): unknown {
  if (typeof value !== 'object' || value === null) return value
  let least: unknown = value
  for (const key of Object.keys(value).reverse()) {
    const without = leaveOut(least, key)
    if (differs(without)) least = without
    else
      least = put(
        least,
        key,
        reduced(part(least, key), (smaller) => differs(put(least, key, smaller))),
      )
  }
  return least
}

const part = (value: unknown, key: string): unknown => (value as Record<string, unknown>)[key]

const leaveOut = (value: unknown, key: string): unknown =>
  Array.isArray(value)
    ? value.toSpliced(Number(key), 1)
    : Object.fromEntries(Object.entries(value as object).filter(([name]) => name !== key))

const put = (value: unknown, key: string, inside: unknown): unknown =>
  Array.isArray(value) ? value.with(Number(key), inside) : { ...(value as object), [key]: inside }
