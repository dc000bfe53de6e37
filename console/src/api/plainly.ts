/** What a check of the API says of a value, in words for whoever wrote it. Pure. */
const entries = (count = '') => (count === '1' ? 'one' : count)

type Told = readonly [RegExp, (...parts: string[]) => string]

const told: readonly Told[] = [
  [/^Too small: expected string to have >=1 characters?$/, () => 'Fill this in'],
  [/^Too small: expected string to have >=(\d+) characters?$/, (count) => `Write at least ${count} characters`],
  [/^Too big: expected string to have <=(\d+) characters?$/, (count) => `Write at most ${count} characters`],
  [/^Too small: expected array to have >=(\d+) items?$/, (count) => `Choose at least ${entries(count)}`],
  [/^Too big: expected array to have <=(\d+) items?$/, (count) => `Choose at most ${entries(count)}`],
  [/^Too small: expected (?:number|int) to be >=?(.+)$/, (least) => `Write a number of at least ${least}`],
  [/^Too big: expected (?:number|int) to be <=?(.+)$/, (most) => `Write a number of at most ${most}`],
  [/^Invalid email address$/, () => 'Write a whole address, such as name@example.com'],
  [/^Invalid ISO date(?:time)?$/, () => 'Choose a date and a time'],
  [/^Invalid input: expected \w+, received (?:undefined|null)$/, () => 'Fill this in'],
  [
    /^Invalid (?:input|string|option|key|value)\b.*$/s,
    () => 'This cannot be used here: choose or write something else',
  ],
  [/^Unrecognized keys?\b.*$/s, () => 'This console is older than the server: load the page again'],
]

export function plainly(detail: string): string {
  for (const [pattern, say] of told) {
    const found = pattern.exec(detail)
    if (found) return say(...found.slice(1))
  }
  return detail
}
