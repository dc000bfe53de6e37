/** How somebody wants a table: what of it was kept may be years old, or written by something else. Pure. */

export interface Choices {
  pageSize: number
  visible: readonly string[]
  wrapLines: boolean
}

interface Known {
  id: string
  hidden?: true
}

export const textsIn = (value: unknown): string[] =>
  Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []

export const sizes = [10, 25, 50, 100]

/** Of what was kept, as far as this table still has it: its first column always shows, or nothing could be seen. */
export function choicesIn(kept: unknown, columns: readonly Known[]): Choices {
  const { pageSize, visible, wrapLines } = (kept ?? {}) as Record<string, unknown>
  const shown = textsIn(visible)
  const isKept = columns.some(({ id }) => shown.includes(id))
  return {
    pageSize: sizes.find((size) => size === pageSize) ?? 25,
    visible: columns
      .filter(({ id, hidden }, at) => (isKept ? at === 0 || shown.includes(id) : !hidden))
      .map(({ id }) => id),
    wrapLines: wrapLines === true,
  }
}
