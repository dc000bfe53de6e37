/** Letters that no decomposition takes apart, and that people type without their stroke, or as two. */
const plain: Readonly<Record<string, string>> = { æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ł: 'l' }

/** Accents go, and the points that Hebrew is read without; the marks of Indian and Thai scripts are vowels, and stay. */
const dropped = /(?=\p{M})[\p{Script=Inherited}\p{Script=Hebrew}]|[\p{Cf}\p{NChar}]|(?!\s)\p{Cc}/gu

/**
 * Text as it is compared and sorted: without case, accents, invisible characters, or more than one space in a row.
 * What is stored is found by it, so a change here means to write every entry again.
 */
export const folded = (text: string): string =>
  text
    .normalize('NFKD')
    .replace(dropped, '')
    // Upper case in between: it knows no difference of ss and ß, nor of a sigma's place in the word.
    .toLowerCase()
    .toUpperCase()
    .toLowerCase()
    .replace(/[æœøđðħł]/g, (letter) => plain[letter] ?? letter)
    .replaceAll('ς', 'σ')
    .replace(/\s+/g, ' ')
    .trim()

/** A sort key holds 1024 bytes; what is longer is told apart by looking at the member. */
const mostCharacters = 60

/** As much of a folded text as a key holds. */
export const cut = (text: string): string => [...text].slice(0, mostCharacters).join('').trimEnd()
