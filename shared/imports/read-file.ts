/** A file of people as spreadsheets write it: with or without a byte order mark, any line ends, commas or semicolons. */
import { CsvError, parse } from 'csv-parse/sync'
import { type Fault, Refusal, refuseAny } from '../errors.ts'
import { normalEmail } from '../members/rules.ts'
import { mostRows, type Row } from './model.ts'
import { type Cells, columns, isColumn, rowOf } from './row.ts'

/** In bytes: a part of the rows fits an item of the table. */
export const longestRow = 3000
const mostColumns = 50

export interface FileRow {
  /** The line it ends on. */
  line: number
  /** As a spreadsheet counts it. */
  row: number
  cells: readonly string[]
}

const invalid = (line: number, detail: string): Fault => ({ code: 'csv_invalid', detail, field: `line ${line}` })
const refusal = (line: number, detail: string) => Refusal.of([invalid(line, detail)])

/** @throws Refusal csv_invalid with the line; then nothing of the file is taken. */
export function readFile(text: string): Row[] {
  const [header, ...people] = rowsOf(text)
  const names = header ? namesOf(header) : []
  if (people.length === 0) throw refusal(header?.line ?? 1, 'There is no row with a person')
  const seen = new Map<string, number>()
  return people.map(({ row, cells }) => {
    const named: Cells = Object.fromEntries(names.map((name, at) => [name, cells[at]]))
    return marked(rowOf(row, named), seen)
  })
}

/** An address stands once: the rows below it that repeat it are refused. */
function marked(row: Row, seen: Map<string, number>): Row {
  if (row.leave || row.email === '') return row
  const email = normalEmail(row.email)
  const doubles = seen.get(email)
  if (doubles !== undefined) return { ...row, doubles }
  seen.set(email, row.row)
  return row
}

/** The header, and every row that holds something. */
export function rowsOf(text: string): FileRow[] {
  if (text.includes('\ufffd')) throw refusal(lineOf(text, '\ufffd'), 'The file is text in UTF-8')
  const rows: FileRow[] = []
  let line = 0
  try {
    parse(text, {
      bom: true,
      // No column's name holds either, so the header says which it is.
      delimiter: /^[^\r\n]*;/.test(text) ? ';' : ',',
      record_delimiter: ['\r\n', '\n', '\r'],
      skip_empty_lines: true,
      max_record_size: longestRow,
      on_record: (cells: string[], { lines, records, empty_lines }) => {
        line = lines
        const isHeader = rows.length === 0
        if (isHeader || cells.some((cell) => cell.trim() !== '')) rows.push({ line, row: records + empty_lines, cells })
        requireRoom(rows, cells, line)
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    // A quote left open takes in what follows: what counts is where it began.
    throw refusal(line + 1, broken[error.code] ?? 'The file is not CSV')
  }
  return rows
}

const lineOf = (text: string, part: string): number => text.slice(0, text.indexOf(part)).split(/\r\n|\n|\r/).length

const tooLong = `A row has at most ${longestRow} bytes; is a quote left open?`
const broken: Record<string, string> = {
  CSV_QUOTE_NOT_CLOSED: 'A quote is opened and never closed',
  CSV_INVALID_CLOSING_QUOTE: 'A quote is closed in the middle of a cell; inside quotes it is written twice',
  INVALID_OPENING_QUOTE: 'A quote is opened in the middle of a cell',
  CSV_RECORD_INCONSISTENT_FIELDS_LENGTH: 'A row has as many cells as the header',
  CSV_MAX_RECORD_SIZE: tooLong,
}

function requireRoom(rows: readonly FileRow[], cells: readonly string[], line: number): void {
  if (rows.length > mostRows + 1) throw refusal(line, `A file has at most ${mostRows} rows`)
  if (cells.length > mostColumns) throw refusal(line, `A row has at most ${mostColumns} cells`)
  // What the parser counts are characters.
  if (cells.reduce((bytes, cell) => bytes + Buffer.byteLength(cell), 0) > longestRow) throw refusal(line, tooLong)
}

/** The columns by name, in the order of the file. */
function namesOf({ line, cells }: FileRow): string[] {
  const names = cells.map((cell) => cell.trim().toLowerCase())
  const missing = (name: string) => !names.includes(name)
  refuseAny([
    ...names.flatMap((name, at) => (isColumn(name) ? [] : [invalid(line, unknown(name, at))])),
    ...names.flatMap((name, at) =>
      names.indexOf(name) < at ? [invalid(line, `The column ${name} stands twice`)] : [],
    ),
    ...(['email', 'roles'] as const).filter(missing).map((name) => invalid(line, `The column ${name} is missing`)),
    ...(missing('first_name') === missing('last_name')
      ? []
      : [invalid(line, 'The columns first_name and last_name come together')]),
  ])
  return names
}

const unknown = (name: string, at: number): string =>
  `Column ${at + 1} is called ${JSON.stringify(name.slice(0, 50))}, which is none of ${columns.join(', ')}`
