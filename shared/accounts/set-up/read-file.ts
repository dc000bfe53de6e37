/** A file of settings, as spreadsheets write it: a column `setting`, a column `value`. */
import { unharmed } from '../../activity/formulas.ts'
import { type Fault, Refusal, refuseAny } from '../../errors.ts'
import { rowsOf } from '../../imports/read-file.ts'

export interface SettingRow {
  /** The line it ends on. */
  line: number
  setting: string
  value: string
}

const mostSettings = 500
const columns = ['setting', 'value'] as const

const invalid = (line: number, detail: string): Fault => ({ code: 'csv_invalid', detail, field: `line ${line}` })

/** @throws Refusal csv_invalid with the line, for what is no such file. */
export function readSetUp(text: string): SettingRow[] {
  const [header, ...rows] = rowsOf(text)
  const names = header?.cells.map((cell) => cell.trim().toLowerCase()) ?? []
  const at = { setting: names.indexOf('setting'), value: names.indexOf('value') }
  const isHeader = names.length === columns.length && at.setting >= 0 && at.value >= 0
  if (!header || !isHeader) throw Refusal.of([invalid(header?.line ?? 1, 'The columns are setting and value')])
  if (rows.length === 0) throw Refusal.of([invalid(header.line, 'There is no row with a setting')])
  if (rows.length > mostSettings)
    throw Refusal.of([invalid(header.line, `A file has at most ${mostSettings} settings`)])
  refuseAny(
    rows.filter(({ cells }) => cells.length !== columns.length).map(({ line }) => invalid(line, 'A row has two cells')),
  )
  // As it was before an export made it harmless for spreadsheets.
  const cell = (cells: readonly string[], index: number) => unharmed(cells[index] ?? '').trim()
  return rows.map(({ line, cells }) => ({
    line,
    setting: cell(cells, at.setting),
    value: cell(cells, at.value),
  }))
}
