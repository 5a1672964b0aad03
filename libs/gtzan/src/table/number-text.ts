import { DataError } from '@genre/core'
import { shorten } from './check-header'

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/

/**
 * The finite number that a cell says.
 *
 * @throws DataError that names table, row and column if the cell is empty, text, NaN or out of range
 */
export function parseNumber(text: string, place: { table: string; row: number; column: string }): number {
  const value = NUMBER.test(text) ? Number(text) : NaN
  if (Number.isFinite(value)) return value
  const shown = shorten(text)
  const reason =
    text.trim() === ''
      ? 'the cell is empty; a number is needed'
      : NUMBER.test(text)
        ? `${shown} is out of range`
        : `${shown} is not a finite number`
  throw new DataError({ ...place, reason })
}

/**
 * A number as Python's `repr` writes it (and therefore pandas, and Kaggle's tables): the shortest text that reads back
 * as the same number, `123.0` for integers, an exponent below 1e-4 and from 1e16 on.
 */
export function formatNumber(value: number): string {
  if (Object.is(value, -0)) return '-0.0'
  const magnitude = Math.abs(value)
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [mantissa, exponent] = value.toExponential().split('e')
    const sign = exponent[0]
    return `${mantissa}e${sign}${exponent.slice(1).padStart(2, '0')}`
  }
  const text = String(value)
  return text.includes('.') ? text : `${text}.0`
}
