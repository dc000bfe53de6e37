/** What is wrong with a form, by the field names of the API. Pure. */
export interface Fault {
  detail: string
  /** Such as `experts[1].email`. */
  field?: string
}

const covers = (shown: string, field: string): boolean =>
  field === shown || field.startsWith(`${shown}[`) || field.startsWith(`${shown}.`)

/** What is wrong at a field, and within it: `members[0].roles` shows what is wrong at `members[0].roles[1]`. */
export function faultAt(faults: readonly Fault[], field: string): string | undefined {
  const said = faults.filter((fault) => fault.field !== undefined && covers(field, fault.field))
  return said.length > 0 ? [...new Set(said.map(({ detail }) => detail))].join('. ') : undefined
}

/** What none of these fields shows. */
export const faultsBeside = (faults: readonly Fault[], shown: readonly string[]): Fault[] =>
  faults.filter(({ field }) => field === undefined || !shown.some((one) => covers(one, field)))

/** What was said of a field is settled once somebody edits it. */
export const faultsWithout = (faults: readonly Fault[], edited: string): Fault[] =>
  faults.filter(({ field }) => field === undefined || !covers(edited, field))

const numbered = /^(members|experts)\[(\d+)\](.*)$/

/** The person at this place of the list is gone: what was said of those behind moves up with them. */
export const faultsWithoutPerson = (faults: readonly Fault[], gone: number): Fault[] =>
  faults.flatMap((fault) => {
    const [, list, place = '', rest] = numbered.exec(fault.field ?? '') ?? []
    const at = Number(place)
    if (list === undefined || at < gone) return [fault]
    return at === gone ? [] : [{ ...fault, field: `${list}[${at - 1}]${rest}` }]
  })
