/** What was toggled and is not saved yet: what it changes, what saving it takes, and what undoing it takes. */
import { type Matrix, restrictionsOf } from './matrix.ts'

export interface Spot {
  role: string
  kind: 'switches' | 'restrictions'
  /** A permission, or a restriction. */
  id: string
}
export interface Change extends Spot {
  on: boolean
}
export type Draft = readonly Change[]

/** One request: what is set of one kind for one role. */
export interface Step {
  role: string
  kind: Spot['kind']
  choices: Record<string, boolean>
}

const isAt = (one: Spot) => (other: Spot) => one.role === other.role && one.kind === other.kind && one.id === other.id

/** What is saved; undefined where nothing can be set. */
export function savedAt(matrix: Matrix, { role, kind, id }: Spot): boolean | undefined {
  if (kind === 'restrictions') return restrictionsOf(matrix, role).find((one) => one.id === id)?.on
  const found = matrix.roles.find((one) => one.id === role)
  return found?.switches.includes(id) ? found.permissions.includes(id) : undefined
}

export const isChanged = (draft: Draft, spot: Spot): boolean => draft.some(isAt(spot))

export const wantedAt = (matrix: Matrix, draft: Draft, spot: Spot): boolean =>
  draft.find(isAt(spot))?.on ?? savedAt(matrix, spot) ?? false

/** Toggling twice is no change. */
export function toggled(matrix: Matrix, draft: Draft, spot: Spot): Draft {
  const others = draft.filter((one) => !isAt(spot)(one))
  return isChanged(draft, spot) ? others : [...others, { ...spot, on: !wantedAt(matrix, draft, spot) }]
}

/** What was not among these: a change that is saved is no draft any more, also once it is undone. */
export const without = (draft: Draft, done: Draft): Draft => draft.filter((one) => !done.some(isAt(one)))

/** What still changes something: others may have set the same meanwhile, or taken the switch away. */
export const stillNeeded = (matrix: Matrix, draft: Draft): Draft =>
  draft.filter((change) => savedAt(matrix, change) === !change.on)

/** Each role's switches in one request, and its restrictions in another. */
export function stepsOf(draft: Draft): Step[] {
  const steps: Step[] = []
  for (const { role, kind, id, on } of draft) {
    const step = steps.find((one) => one.role === role && one.kind === kind)
    if (step) step.choices[id] = on
    else steps.push({ role, kind, choices: { [id]: on } })
  }
  return steps
}

export const changesOf = ({ role, kind, choices }: Step): Change[] =>
  Object.entries(choices).map(([id, on]) => ({ role, kind, id, on }))

/** Puts back what was saved, except where somebody has changed it since. */
export const undoOf = (matrix: Matrix, saved: Draft): Draft =>
  stillNeeded(
    matrix,
    saved.map((change) => ({ ...change, on: !change.on })),
  )

export const countOf = (number: number, one: string): string => `${number} ${one}${number === 1 ? '' : 's'}`
