const nested = (open: string, close: string, depth: number) => open.repeat(depth) + close.repeat(depth)
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, at) => [`k${at}`, at]))

/** By what is wrong with it. None of them is what any row takes. */
const all: Record<string, string> = {
  'half an object': '{"name":',
  'single quotes': "{'name':'x'}",
  'two objects': '{}{}',
  'a bare word': 'undefined',
  'a zero byte': '\u0000',
  'a byte order mark': '\ufeff{}',
  'half a surrogate pair': '{"name":"\\ud83d"}',
  'an array': '[]',
  'an array of objects': '[{}]',
  null: 'null',
  'a number': '7',
  'a number beyond numbers': '-1e999',
  'a text': '"text"',
  true: 'true',
  'a body of spaces and a brace': '   }',
  '200 000 arrays in each other': nested('[', ']', 200_000),
  '100 000 objects in each other': `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`,
  'its prototype': '{"__proto__":{"polluted":true,"erase":true,"name":"x"}}',
  'its constructor': '{"constructor":{"prototype":{"polluted":true}}}',
  '50 000 unknown fields': JSON.stringify(keys(50_000)),
  '100 000 wrong entries': `{"experts":[${Array(100_000).fill('1')}],"events":[${Array(100_000).fill('1')}]}`,
  'an unknown field with a name of 900 000 letters': `{"${'n'.repeat(900_000)}":1}`,
}

const isLarge = ([, body]: [string, string]) => body.length > 50_000

export const badBodies = Object.fromEntries(Object.entries(all).filter((one) => !isLarge(one)))
/** What costs a while to read. All rows of a function read with the same code. */
export const largeBodies = Object.fromEntries(Object.entries(all).filter(isLarge))
