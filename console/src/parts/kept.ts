/** What somebody chose, kept in this browser; whoever reads it trusts nothing of it. */
export function readKept(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null')
  } catch {
    return undefined
  }
}

/** A browser that keeps nothing still shows what was chosen. */
export function keep(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value))
  } catch {
    // Full, or closed to this page.
  }
}
