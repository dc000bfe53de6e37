/**
 * A spreadsheet runs a cell that begins like a formula. Where it takes semicolons for commas, as in much of Europe, a
 * cell begins behind each, behind each line end, and quotes around ours are none of its own. Pure.
 */
const formula = "(?='*[=+\\-@\\t＝＋－＠])"
const begin = '(^|[;\\r\\n]"*)'
const bare = new RegExp(begin + formula, 'g')
const guarded = new RegExp(`${begin}'${formula}`, 'g')

/** With one more apostrophe wherever a formula would begin, also where some stand already: so it can be undone. */
export const harmless = (text: string): string => text.replace(bare, "$1'")

/** What `harmless` was given. */
export const unharmed = (text: string): string => text.replace(guarded, '$1')
