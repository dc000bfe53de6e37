/** What each setting of a file means for an account: pure. */
import type { Policy } from '../../access/compile.ts'
import type { AccessRecord } from '../../access/model.ts'
import type { Catalog } from '../../catalogs/schema.ts'
import { type Fault, Refusal } from '../../errors.ts'
import { normalEmail } from '../../members/rules.ts'
import { type Account, Email, Name } from '../model.ts'
import { choiceFaults, freedFaults, heldFaults, inForce, type Kind, withChoices } from '../role-rules.ts'
import { isTimeZone } from '../rules.ts'
import type { SettingRow } from './read-file.ts'

type Changes = Partial<Pick<Account, 'name' | 'timeZone' | 'reportEmail' | 'policy'>>

export interface Planned {
  changes: Changes
  changed: { setting: string; before: string; after: string }[]
}

export interface SetUpOf {
  account: Account
  catalog: Catalog
  policy: Policy
  /** Who gives no more than they hold. */
  by: AccessRecord
}

const invalid = (detail: string) => new Refusal('set_up_invalid', detail)

const texts = {
  name: ['name', (value: string) => Name.safeParse(value).data, 'A name has 1 to 200 visible characters'],
  'time-zone': [
    'timeZone',
    (value: string) => (isTimeZone(value) ? value : undefined),
    'Name an IANA time zone, such as Europe/Rome',
  ],
  'report-email': [
    'reportEmail',
    (value: string) => Email.safeParse(normalEmail(value)).data,
    'This is no mail address',
  ],
} as const

const kinds: Readonly<Record<string, Kind>> = { switch: 'switches', restriction: 'restrictions' }

/** What one more row changes. @throws Refusal saying what is wrong with it. */
function withRow(planned: Planned, row: SettingRow, of: SetUpOf): Planned {
  if (Object.hasOwn(texts, row.setting)) return withText(planned, row, of)
  const [, prefix = '', role = '', id = ''] = /^([a-z]+):([^:]+):(.+)$/.exec(row.setting) ?? []
  const kind = Object.hasOwn(kinds, prefix) ? kinds[prefix] : undefined
  if (!kind)
    throw invalid('A setting is name, time-zone, report-email, switch:<role>:<permission> or restriction:<role>:<id>')
  return withChoice(planned, row, { ...of, kind, role, id })
}

function withText(planned: Planned, { setting, value }: SettingRow, { account }: SetUpOf): Planned {
  const [field, read, detail] = texts[setting as keyof typeof texts]
  const [before, after] = [account[field], read(value)]
  if (after === undefined) throw invalid(detail)
  if (after === before) return planned
  return {
    changes: { ...planned.changes, [field]: after },
    changed: [...planned.changed, { setting, before, after }],
  }
}

function withChoice(
  planned: Planned,
  { setting, value }: SettingRow,
  { account, catalog, policy, by, role, kind, id }: SetUpOf & { role: string; kind: Kind; id: string },
): Planned {
  if (value !== 'on' && value !== 'off') throw invalid('A switch or restriction is on or off')
  const choices = { [id]: value === 'on' }
  const [unknown] = choiceFaults(catalog, role, kind, choices)
  if (unknown) throw invalid(unknown.detail)
  const [unheld] = kind === 'switches' ? heldFaults(policy, by, choices) : []
  if (unheld) throw new Refusal(unheld.code, unheld.detail)
  const was = inForce(account, policy, { role, kind, choices })
  const before = was[id] ? 'on' : 'off'
  if (before === value) return planned
  const [freed] = freedFaults(by, { role, kind, choices }, was)
  if (freed) throw new Refusal(freed.code, freed.detail)
  return {
    changes: {
      ...planned.changes,
      policy: withChoices(planned.changes.policy ?? account.policy, role, kind, choices),
    },
    changed: [...planned.changed, { setting, before, after: value }],
  }
}

/** What a file comes to, and everything that is wrong with it, each at its line. */
export function planSetUp(of: SetUpOf, rows: readonly SettingRow[]): Planned & { faults: Fault[] } {
  const faults: Fault[] = []
  let planned: Planned = { changes: {}, changed: [] }
  for (const [at, row] of rows.entries())
    try {
      if (rows.slice(0, at).some(({ setting }) => setting === row.setting))
        throw invalid(`The setting ${row.setting} stands twice`)
      planned = withRow(planned, row, of)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const code = error.code === 'not_permitted' ? error.code : 'set_up_invalid'
      faults.push({ code, detail: error.faults[0].detail, field: `line ${row.line}` })
    }
  return { ...planned, faults }
}
