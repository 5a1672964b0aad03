import type { MatrixLike, NdArray } from '@genre/core'
import { asMatrix, DataError, InvalidParameterError, ShapeError } from '@genre/core'

/** A non-empty list, or an error that names it. */
export function checkList<T>(parameter: string, value: readonly T[]): readonly T[] {
  if (Array.isArray(value) && value.length > 0) return value as readonly T[]
  throw new InvalidParameterError({ parameter, received: value, allowed: 'a list that is not empty' })
}

/** Finite numbers, as many as `count` says. */
export function checkValues(parameter: string, value: ArrayLike<number>, count: number, like: string): number[] {
  const list = Array.from(value)
  if (list.length !== count) {
    throw new ShapeError({ array: parameter, received: [list.length], expected: `${count} values like ${like}` })
  }
  list.forEach((x, row) => {
    if (typeof x !== 'number' || !Number.isFinite(x)) {
      throw new DataError({ table: parameter, row, reason: `must be a finite number, is ${String(x)}` })
    }
  })
  return list
}

/** A matrix of finite numbers with so many rows and columns. */
export function checkMatrix(name: string, value: MatrixLike, rows: number, columns: number): NdArray<Float64Array> {
  const matrix = asMatrix(name, value)
  if (matrix.shape[0] !== rows || matrix.shape[1] !== columns) {
    throw new ShapeError({ array: name, received: matrix.shape, expected: `shape (${rows}, ${columns})` })
  }
  matrix.data.forEach((x, i) => {
    if (!Number.isFinite(x)) {
      const row = Math.floor(i / columns)
      throw new DataError({ table: name, row, column: i - row * columns, reason: `must be finite, is ${x}` })
    }
  })
  return matrix
}

/** A share from 0 to 1. */
export function checkShare(table: string, column: string, row: number, value: number): number {
  if (typeof value === 'number' && value >= 0 && value <= 1) return value
  throw new DataError({ table, row, column, reason: `must be a number from 0 to 1, is ${String(value)}` })
}

/** The order in which words first appear. */
export function orderOf(words: Iterable<string>): string[] {
  return [...new Set(words)]
}
