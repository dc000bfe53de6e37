import { describe, expect, test } from 'vitest'
import { windowFrom } from '../../console/src/invite/window.ts'
import { offersFor } from '../../console/src/pages/experts/acts.ts'
import { byHour, mostBars } from '../../console/src/pages/experts/by-hour.ts'
import { rowsOf } from '../../console/src/pages/experts/csv-rows.ts'

describe('what is offered about an expert', () => {
  const window = windowFrom(Date.parse('2031-03-03T10:00:00Z'), 72)
  const offers = (expert: Partial<Parameters<typeof offersFor>[0]>, can = (_: string) => true) =>
    offersFor({ status: 'active', until: '2031-03-06T09:00:00.000Z', erasedAt: null, ...expert }, can, window)
  const ids = (...asked: Parameters<typeof offers>) => offers(...asked).map(({ id }) => id)

  test('kaleyra.r15-r18: hangs on where they stand', () => {
    expect(ids({})).toEqual(['edit', 'hour', 'day', 'revoke'])
    expect(ids({ until: null })).toEqual(['edit', 'revoke'])
    expect(ids({ status: 'invited' })).toEqual(['resend', 'revoke'])
    for (const status of ['expired', 'revoked']) expect(ids({ status })).toEqual(['delete'])
    expect(ids({ status: 'revoked', erasedAt: '2031-03-03T10:00:00.000Z' })).toEqual([])
  })
  test('is only what the viewer may do', () => {
    expect(ids({}, (action) => action === 'expert.revoke')).toEqual(['revoke'])
    expect(ids({ status: 'expired' }, (action) => action !== 'expert.erase')).toEqual([])
  })
  test('kaleyra.r08: closes what would pass the longest window, and says so', () => {
    const closed = (until: string) => offers({ until }).flatMap(({ id, closed }) => (closed ? [id] : []))
    expect(closed('2031-03-06T09:00:00.000Z')).toEqual(['day'])
    expect(closed('2031-03-06T09:30:00.000Z')).toEqual(['hour', 'day'])
    expect(closed('2031-03-05T10:00:00.000Z')).toEqual([])
  })
})

describe('what an expert did', () => {
  test('is counted by the hour, each thing once, with the hours between', () => {
    const bars = byHour([
      { at: '2031-03-03T12:00:00.000Z', outcome: 'denied', personalData: true },
      { at: '2031-03-03T10:59:59.999Z', outcome: 'succeeded' },
      { at: '2031-03-03T10:00:00.000Z', outcome: 'permitted', personalData: true },
    ])
    expect(bars.map(({ count }) => count)).toEqual([
      { done: 1, refused: 0, personal: 1 },
      { done: 0, refused: 0, personal: 0 },
      { done: 0, refused: 1, personal: 0 },
    ])
    expect(bars[0]?.from).toBe(Date.parse('2031-03-03T10:00:00Z'))
    const [one, ...rest] = byHour([{ at: '2031-03-03T12:00:00.000Z', outcome: 'denied' }], 12)
    expect([one?.count.refused, rest.length, rest.some(({ count }) => count.refused > 0)]).toEqual([1, 11, false])
    expect(byHour([])).toEqual([])
  })
  test('is drawn for the latest hours where it went on for years', () => {
    const bars = byHour(['2011-01-01T00:00:00Z', '2031-01-01T00:00:00Z'].map((at) => ({ at, outcome: 'failed' })))
    expect(bars).toHaveLength(mostBars)
    expect(bars.at(-1)?.count.refused).toBe(1)
  })
  test('is read from the file of its report, whatever stands in the cells', () => {
    const text = 'a,b,c\r\n1,"two, ""quoted""\r\nlines",\r\n,,3\r\n'
    expect(rowsOf(text)).toEqual([
      { a: '1', b: 'two, "quoted"\r\nlines', c: '' },
      { a: '', b: '', c: '3' },
    ])
    expect(rowsOf('a,b\n')).toEqual([])
    expect(() => rowsOf('a,b\n"open,c')).toThrow('cannot be read')
  })
})
