import { parsePhoneNumberFromString } from 'libphonenumber-js/min'
import type { Mask, Obligation } from './model.ts'

/** What stands where a number is hidden. Constant, so that it tells nothing of the length. */
const hidden = '•••'
/** Masking twice is masking once. */
const alreadyMasked = /^\+\d{1,3} •••$/

/**
 * Applies the masks among a decision's obligations to a record before it is shown. The record itself is left as it is.
 * A field is a path such as `customer.phone`; a list on the way is masked in each of its entries.
 * Whatever cannot be recognised as a phone number is hidden whole: a mask never guesses in favour of showing.
 */
export function mask<T>(record: T, obligations: readonly Obligation[]): T {
  let masked = record
  for (const obligation of obligations) {
    if (!('fields' in obligation)) continue
    for (const field of obligation.fields) masked = maskAt(masked, field.split('.'), obligation.as) as T
  }
  return masked
}

function maskAt(value: unknown, [name, ...rest]: readonly string[], as: Mask['as']): unknown {
  if (name === undefined) return masked(value, as)
  if (Array.isArray(value)) return value.map((entry) => maskAt(entry, [name, ...rest], as))
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return value
  return { ...value, [name]: maskAt((value as Record<string, unknown>)[name], rest, as) }
}

function masked(value: unknown, as: Mask['as']): unknown {
  if (value === null || value === undefined) return value
  if (Array.isArray(value)) return value.map((entry) => masked(entry, as))
  if (as === 'country-code' && typeof value === 'string' && alreadyMasked.test(value)) return value
  const code = as === 'country-code' ? countryCode(value) : undefined
  return code === undefined ? hidden : `+${code} ${hidden}`
}

/** The country calling code of a number in international form; a number without one names no country. */
function countryCode(value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  const text = value.trim()
  const international = text.startsWith('00') ? `+${text.slice(2)}` : text
  return parsePhoneNumberFromString(international, { extract: false })?.countryCallingCode
}
