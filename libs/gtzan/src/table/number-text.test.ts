import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { formatNumber, parseNumber } from './number-text'

const place = { table: 'table', row: 4, column: 'tempo' }

describe('formatNumber', () => {
  // What Python 3 prints for repr(x).
  it.each([
    [0, '0.0'],
    [-0, '-0.0'],
    [1, '1.0'],
    [-123, '-123.0'],
    [0.1, '0.1'],
    [0.0001, '0.0001'],
    [0.00001, '1e-05'],
    [-4.5297241740627214e-5, '-4.5297241740627214e-05'],
    [1e-7, '1e-07'],
    [5e-324, '5e-324'],
    [1e15, '1000000000000000.0'],
    [123456789012345680, '1.2345678901234568e+17'],
    [1e16, '1e+16'],
    [1e22, '1e+22'],
    [1.7976931348623157e308, '1.7976931348623157e+308'],
    [129774.06452515082, '129774.06452515082'],
  ])('%d', (value, text) => {
    expect(formatNumber(value)).toBe(text)
  })

  it('reads back exactly', () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), value => {
        expect(parseNumber(formatNumber(value), place)).toBe(value)
      }),
      { numRuns: 2000 },
    )
  })
})

describe('parseNumber', () => {
  it.each(['1', '+1', '-1.5', '.5', '5.', '1e3', '1E-3', '1.5e+3', '007'])('takes %j', text => {
    expect(parseNumber(text, place)).toBe(Number(text))
  })

  it.each(['', ' ', '1 ', 'nan', 'NaN', 'inf', 'Infinity', '1,5', '0x10', '1_000', '1e', '--1', '12abc', '.', '1e999'])(
    'refuses %j with row and column',
    text => {
      expect(() => parseNumber(text, place)).toThrowError(/^table, row 4, column tempo: /)
    },
  )
})
