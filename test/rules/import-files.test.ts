import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { csv } from '../../shared/activity/csv.ts'
import { Refusal } from '../../shared/errors.ts'
import { readFile } from '../../shared/imports/read-file.ts'

const ada = { row: 2, email: 'ada@example.com', roles: ['admin'], name: 'Ada' }

/** What is wrong with a file, and where. */
function wrong(text: string): [string | undefined, string][] {
  try {
    readFile(text)
  } catch (error) {
    if (error instanceof Refusal) return error.faults.map(({ code, detail, field }) => [field, `${code}: ${detail}`])
    throw error
  }
  throw new Error('the file was taken')
}

describe('a file is read as people and spreadsheets write it', () => {
  test.each([
    ['email,roles,name\nada@example.com,admin,Ada\n', 'plain'],
    ['name,EMAIL, Roles \nAda,ada@example.com,admin', 'columns in any order and case, no end of the last line'],
    ['\ufeffemail,roles,name\r\nada@example.com,admin,Ada\r\n', 'with a byte order mark and CRLF'],
    ['email;roles;name\r\nada@example.com;admin;Ada\r\n', 'semicolons between cells'],
    ['email,roles,name\rada@example.com,admin,Ada\r', 'line ends of old'],
    ['email,roles,name\nada@example.com,admin,Ada\n,,\n"","  ",\n', 'rows without anything below'],
    ['"email","roles","name"\n" ada@example.com "," admin ","Ada "\n', 'quotes, and spaces around'],
    ['email,roles,first_name,last_name,name\nada@example.com,admin,,,Ada\n', 'parts of a name that are empty'],
  ])('%j', (text) => {
    expect(readFile(text)).toEqual([ada])
  })

  test('roles are separated by spaces or semicolons', () => {
    for (const roles of ['admin support', 'admin;support', ' admin ; support;'])
      expect(readFile(`email,roles,name\nada@example.com,${roles},Ada`)[0]?.roles).toEqual(['admin', 'support'])
    expect(readFile('email;roles\nada@example.com;"admin;support"')[0]?.roles).toEqual(['admin', 'support'])
  })

  test('a first and a last name make the name; without one of them the name stands', () => {
    const rows = 'a@example.com,x,Ada Byron,Ada,Lovelace\nb@example.com,x,Bo,Bo,\nc@example.com,x,,Cy,'
    expect(readFile(`email,roles,name,first_name,last_name\n${rows}`)).toEqual([
      { row: 2, email: 'a@example.com', roles: ['x'], firstName: 'Ada', lastName: 'Lovelace' },
      { row: 3, email: 'b@example.com', roles: ['x'], name: 'Bo' },
      { row: 4, email: 'c@example.com', roles: ['x'], firstName: 'Cy' },
    ])
  })

  test('rows are counted as a spreadsheet counts them: with the header, empty rows and rows of several lines', () => {
    const text = 'email,roles,name\n\na@example.com,x,"A\nB"\n,,\nb@example.com,x,B\n'
    expect(readFile(text).map(({ row }) => row)).toEqual([3, 5])
  })

  test('what an export makes harmless for spreadsheets is the same again', () => {
    const parts = fc.constantFrom(...'=+-@＝＋－＠', "'", "'", ';', '"', ',', ' ', 'x', '😀')
    const name = fc
      .array(fc.oneof(parts, parts, fc.string({ unit: 'grapheme' })))
      .map((texts) => texts.join('').trim())
      .filter((text) => text !== '' && text.isWellFormed() && !/[\r\ufffd]/.test(text))
    fc.assert(
      fc.property(name, (name) => {
        const exported = csv([{ email: '+ada@example.com', roles: 'admin', name }], ['email', 'roles', 'name'])
        expect(exported).not.toMatch(/(^|[;\n]"*)[=+\-@\t＝＋－＠]/)
        expect(readFile(exported)).toEqual([{ ...ada, email: '+ada@example.com', name }])
      }),
      { numRuns: 1000 },
    )
  })

  test('the later of two rows with one address knows the earlier', () => {
    const text = 'email,roles\nada@example.com,x\nbo@example.com,x\nADA@example.com,y\nada@example.com,z\n,x\n,x\n'
    expect(readFile(text).map(({ doubles }) => doubles)).toEqual([undefined, undefined, 2, 2, undefined, undefined])
  })

  test('experts, ended memberships and logins without an address are left alone, and double nobody', () => {
    const text = [
      'id,name,login,email,kind,status,roles,created,accepted,last_seen,until',
      '1,Vera,,vera@example.com,expert,active,,2026,2026,,2027',
      '2,Rita,,rita@example.com,team,revoked,support,2026,2026,,',
      '3,,,,team,expired,,2026,,,',
      '4,Lola,lola,,team,active,support,2026,2026,,',
      '5,Rita,,rita@example.com,team,active,support,2026,2026,,',
      '6,Vera,,vera@example.com,team,inactive,support,2026,2026,,',
    ].join('\n')
    expect(readFile(text).map(({ leave, doubles }) => leave?.code ?? doubles)).toEqual([
      'not_a_team_member',
      'already_ended',
      'already_ended',
      'email_missing',
      undefined,
      undefined,
    ])
  })
})

describe('a bad file is refused as a whole, with the line', () => {
  const bad: [name: string, text: string, line: string, detail: string][] = [
    ['nothing', '', 'line 1', 'no row'],
    ['a header alone', 'email,roles,name\n', 'line 1', 'no row'],
    ['empty rows alone', 'email,roles,name\n,,\n\n', 'line 1', 'no row'],
    ['a missing column', '\n\nemail\n', 'line 3', 'roles is missing'],
    ['an unknown column', 'email,roles,colour\nx@example.com,x,red', 'line 1', 'Column 3 is called "colour"'],
    ['a column without a name', 'email,roles,\nx@example.com,x,', 'line 1', 'Column 3 is called ""'],
    ['a prototype', 'email,roles,__proto__\nx@example.com,x,', 'line 1', 'Column 3'],
    ['a constructor', 'email,roles,constructor\nx@example.com,x,', 'line 1', 'Column 3'],
    ['a column twice', 'email,roles,EMAIL\nx@example.com,x,y@example.com', 'line 1', 'email stands twice'],
    ['half a name', 'email,roles,first_name\nx@example.com,x,X', 'line 1', 'come together'],
    ['a cell too few', 'email,roles\nx@example.com\n', 'line 2', 'as many cells as the header'],
    ['a cell too many', 'email,roles\nx@example.com,x,X\n', 'line 2', 'as many cells as the header'],
    ['an open quote', 'email,roles\n"a\nb",x\nx@example.com,"open\n\n', 'line 4', 'never closed'],
    ['an open quote above many rows', `email,roles\nx@example.com,"${'x,\n'.repeat(2000)}`, 'line 2', 'left open?'],
    ['text after a quote', 'email,roles\nx@example.com,"a"b\n', 'line 2', 'closed in the middle'],
    ['text before a quote', 'email,roles\nx@example.com,a"b"\n', 'line 2', 'opened in the middle'],
    ['another encoding', 'email,roles\nx@example.com,x\n\nx\ufffd@example.com,x\n', 'line 4', 'UTF-8'],
    ['tabs', 'email\troles\nx@example.com\tx', 'line 1', 'Column 1'],
    ['a row too long', `email,roles\nx@example.com,${'x'.repeat(3001)}\n`, 'line 2', 'at most 3000 bytes'],
    ['a row too long in bytes', `email,roles\nx@example.com,${'漢'.repeat(1000)}\n`, 'line 2', 'at most 3000 bytes'],
    ['too many columns', `email,roles${','.repeat(100_000)}\n`, 'line 1', 'at most 50 cells'],
  ]
  test.each(bad)('%s', (_, text, line, detail) => {
    const [[field, told] = []] = wrong(text)
    expect([field, told]).toEqual([line, expect.stringMatching(/^csv_invalid: /)])
    expect(told).toContain(detail)
  })

  test('everything wrong with the header is told at once', () => {
    expect(wrong('mail,name,name\nx,x,x').map(([, detail]) => detail.replace(/ is called.*/, ''))).toEqual([
      'csv_invalid: Column 1',
      'csv_invalid: The column name stands twice',
      'csv_invalid: The column email is missing',
      'csv_invalid: The column roles is missing',
    ])
  })

  test('10 000 people are taken, one more is not, and empty rows do not count', () => {
    const people = (count: number) => Array.from({ length: count }, (_, at) => `p${at}@example.com,x\n,\n`).join('')
    expect(readFile(`email,roles\n${people(10_000)}`)).toHaveLength(10_000)
    expect(wrong(`email,roles\n${people(10_001)}`)).toEqual([
      ['line 20002', 'csv_invalid: A file has at most 10000 rows'],
    ])
  })

  test('whatever the text, it is read or refused', () => {
    const part = fc.constantFrom(
      'email',
      'roles',
      'name',
      ',',
      ';',
      '"',
      '\n',
      '\r\n',
      '\r',
      '\ufeff',
      "'",
      '=',
      'a@b.c',
      '\0',
    )
    const noise = fc.array(fc.oneof(part, fc.string({ maxLength: 3 }))).map((parts) => parts.join(''))
    const read = (text: string) => {
      try {
        return readFile(text).length > 0
      } catch (error) {
        return error instanceof Refusal && error.faults.every(({ code, field }) => code === 'csv_invalid' && field)
      }
    }
    for (const header of ['', 'email,roles,name\n'])
      fc.assert(
        fc.property(noise, (text) => {
          expect(read(header + text)).toBeTruthy()
        }),
        { numRuns: 500 },
      )
  })
})
