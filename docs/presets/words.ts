export const nameOf = (all: readonly { id: string; name: string }[], id: string) =>
  all.find((one) => one.id === id)?.name ?? id
export const code = (id: string) => `\`${id}\``
export const list = (names: readonly string[]) => names.join(', ')
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`
export const row = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
export function lines(all: readonly string[]): string {
  return all.join('\n')
}
