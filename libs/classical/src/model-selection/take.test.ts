import { NdArray } from '@genre/core'
import { expect, expectTypeOf, it } from 'vitest'
import { countRows, takeRows } from './take'

it('takes rows of anything and keeps its type', () => {
  expect(takeRows(['a', 'b', 'c'], [2, 0, 2])).toEqual(['c', 'a', 'c'])
  expect(takeRows(Float32Array.of(1, 2, 3), Int32Array.of(1))).toEqual(Float32Array.of(2))
  expect(
    takeRows(
      [
        [1, 2],
        [3, 4],
      ],
      [1],
    ),
  ).toEqual([[3, 4]])
  const matrix = new NdArray(Int16Array.of(1, 2, 3, 4, 5, 6), [3, 2])
  expect(takeRows(matrix, [2, 0]).toArray()).toEqual([
    [5, 6],
    [1, 2],
  ])
  expect(takeRows(matrix, [2, 0]).data).toBeInstanceOf(Int16Array)
  expect(takeRows(matrix.transpose(), [1]).toArray()).toEqual([[2, 4, 6]])
  expect(takeRows({ data: Float64Array.of(1, 2, 3, 4), shape: [2, 2] }, [1]).toArray()).toEqual([[3, 4]])
  expect(takeRows(matrix, []).shape).toEqual([0, 2])
  expectTypeOf(takeRows(matrix, [0])).toEqualTypeOf<NdArray<Int16Array<ArrayBuffer>>>()
  expectTypeOf(takeRows(['a'], [0])).toEqualTypeOf<string[]>()
})

it('refuses rows that are not there and what has no rows', () => {
  expect(() => takeRows(['a'], [1])).toThrow('indices[0] must be a row from 0 to 0')
  expect(() => takeRows(['a'], [0, -1])).toThrow('indices[1]')
  expect(() => takeRows(['a'], [0.5])).toThrow('indices[0]')
  expect(() => countRows(5 as never, 'X')).toThrow('X must be a matrix')
  expect(() => countRows(new NdArray(new Float64Array(8), [2, 2, 2]), 'X')).toThrow('two axes')
})
