/** Reads the CSV of a report (RFC 4180), so that people can read it where they are. Pure. */
const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r?\n|$)/y

/** Each row by the names in the first one. */
export function rowsOf(text: string): Record<string, string>[] {
  const lines: string[][] = [[]]
  field.lastIndex = 0
  while (field.lastIndex < text.length) {
    const [, quoted, plain = '', end] = field.exec(text) ?? []
    if (end === undefined) throw new Error('The report’s file cannot be read.')
    lines.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'))
    if (end !== ',' && end !== '') lines.push([])
    else if (end === ',' && field.lastIndex === text.length) lines.at(-1)?.push('')
  }
  const [names = [], ...rows] = lines.filter((line) => line.length > 0)
  return rows.map((row) => Object.fromEntries(names.map((name, at) => [name, row[at] ?? ''])))
}
