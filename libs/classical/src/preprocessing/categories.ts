import type { MatrixLike } from '@genre/core'
import { DataError, InvalidParameterError, ShapeError, asMatrix } from '@genre/core'
import { sortLabels } from '../base/labels'
import type { Field } from '../base/schema'

/** A value of a categorical column. */
export type Category = string | number | boolean

/** Rows of categories: plain rows of strings, numbers and booleans, or any matrix of numbers. */
export type TableLike = MatrixLike | readonly (readonly Category[])[]

/**
 * The columns of a table, each of one kind of value.
 *
 * @param width - how many columns there must be; nothing for any number
 * @throws ShapeError for no rows, no columns, rows of different lengths or another width; DataError for a value that is
 *   missing, not finite, or of another kind than the first one of its column, with its row and column
 */
export function columnsOf(X: TableLike, width?: number): Category[][] {
  const rows = rowsOf(X)
  if (rows.length === 0) throw new ShapeError({ array: 'X', received: [0], expected: 'at least one row' })
  const columns = rows[0].length
  if (columns === 0) throw new ShapeError({ array: 'X', received: [rows.length, 0], expected: 'at least one column' })
  if (width !== undefined && columns !== width) {
    const expected = `${width} ${width === 1 ? 'column' : 'columns'}, as many as fit saw`
    throw new ShapeError({ array: 'X', received: [rows.length, columns], expected })
  }
  const out = Array.from({ length: columns }, () => new Array<Category>(rows.length))
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new ShapeError({
        array: `row ${i} of X`,
        received: [row.length],
        expected: `${columns} values, as row 0 has`,
      })
    }
    for (let j = 0; j < columns; j++) {
      const value = row[j]
      if (!isCategory(value)) {
        const what = typeof value === 'number' ? String(value) : value === null ? 'null' : typeof value
        const reason = `${what} where a string, a finite number or a boolean is needed`
        throw new DataError({ table: 'X', row: i, column: j, reason })
      }
      if (typeof value !== typeof rows[0][j]) {
        const reason = `a ${typeof value} in a column that begins with a ${typeof rows[0][j]}`
        throw new DataError({ table: 'X', row: i, column: j, reason })
      }
      // Minus zero is the same category as zero.
      out[j][i] = value === 0 ? 0 : value
    }
  })
  return out
}

/** The different values, sorted: numbers by value, strings by code point, `false` before `true`. */
export function uniqueCategories(values: readonly Category[]): Category[] {
  return sortLabels([...new Set(values)])
}

/** Categories of a column in a model file: of one kind, all different. */
export const categoriesField: Field<Category[]> = {
  encode: value => [...value],
  decode: (json, at) => {
    if (!Array.isArray(json) || json.length === 0) at.fail('an array of categories is needed')
    const values = json as unknown[]
    values.forEach((value, i) => {
      if (!isCategory(value) || typeof value !== typeof values[0]) {
        at.fail(`item ${i} is no category, or of another kind than the first`)
      }
    })
    if (new Set(values).size !== values.length) at.fail('a category is repeated')
    return [...values] as Category[]
  },
}

export function isCategory(value: unknown): value is Category {
  return (
    typeof value === 'string' || typeof value === 'boolean' || (typeof value === 'number' && Number.isFinite(value))
  )
}

/** Rows that can be read by index; what they hold is not looked at. */
function rowsOf(X: TableLike): readonly ArrayLike<Category>[] {
  if (Array.isArray(X)) {
    const rows = X as readonly unknown[]
    rows.forEach((row, i) => {
      if (Array.isArray(row) || (ArrayBuffer.isView(row) && !(row instanceof DataView))) return
      throw new ShapeError({
        array: 'X',
        received: [rows.length],
        expected: `two axes (rows, columns); row ${i} is none`,
      })
    })
    return rows as readonly ArrayLike<Category>[]
  }
  if (typeof X === 'string') {
    throw new InvalidParameterError({ parameter: 'X', received: X, allowed: 'rows of values, or { data, shape }' })
  }
  return asMatrix('X', X as MatrixLike).toArray() as number[][]
}
