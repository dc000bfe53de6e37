/** What a restriction hides and masks, in plain words. */
import { humane } from '../../words.ts'
import type { Permission, Restriction } from './matrix.ts'

const list = new Intl.ListFormat('en-GB', { type: 'conjunction' })

/** `userCard.phone` and `chatList.phone` become `phone (user card and chat list)`. */
export function fieldsInWords(fields: readonly string[]): string {
  const places = new Map<string, string[]>()
  for (const field of fields) {
    const dot = field.lastIndexOf('.')
    const what = words(field.slice(dot + 1))
    places.set(what, [...(places.get(what) ?? []), ...(dot < 0 ? [] : [words(field.slice(0, dot))])])
  }
  return list.format([...places].map(([what, where]) => (where.length > 0 ? `${what} (${list.format(where)})` : what)))
}

const words = (part: string): string =>
  part
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[-_.]/g, ' ')
    .toLowerCase()

export function effectsOf({ hidesModules, keeps, masks }: Restriction, permissions: readonly Permission[]): string[] {
  const names = (ids: readonly string[]) =>
    list.format(ids.map((id) => permissions.find((one) => one.id === id)?.name ?? humane(id)))
  const hides = list.format(hidesModules.map(humane))
  return [
    ...(hidesModules.length > 0 ? [`Hides ${hides} altogether, whatever their switches say.`] : []),
    ...masks.map(({ permissions: where, fields, as }) => {
      const verb = as === 'country-code' ? 'Shows only the country code of' : 'Hides'
      return `${verb} ${fieldsInWords(fields)} when using ${names(where)}.`
    }),
    ...(keeps.length > 0 ? [`${names(keeps)} can still be used.`] : []),
  ]
}
