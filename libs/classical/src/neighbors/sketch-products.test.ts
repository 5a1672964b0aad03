import { RandomState } from '@genre/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WasmProducts } from '../linear/products/products'
import { LONGEST, SketchProducts } from './sketch-products'

/** Rows and vectors with at most `LONGEST` as their length, and what their products must be. */
function problem(rows: number, count: number, width: number) {
  const random = new RandomState(rows + count + width)
  const many = (n: number) =>
    Array.from({ length: n }, () => {
      const numbers = random.standardNormal(width)
      const scale = (random.next() * (LONGEST - width)) / Math.hypot(...numbers)
      return Int16Array.from(numbers, value => Math.round(value * scale))
    })
  const [x, v] = [many(rows), many(count)]
  const products = new SketchProducts(rows, width, count)
  x.forEach((numbers, i) => products.setRow(i, numbers))
  v.forEach((numbers, i) => products.setVector(i, numbers))
  products.multiply(count)
  const dot = (a: Int16Array, b: Int16Array) => a.reduce((sum, value, j) => sum + value * b[j], 0)
  return { products, expected: v.map(vector => x.map(row => Math.floor(dot(row, row) / 2) - dot(row, vector))) }
}

const SIZES = [
  [3000, 7, 58],
  [1500, 16, 5],
  [65, 4, 12],
  [3, 1, 1],
]

describe('SketchProducts', () => {
  afterEach(() => vi.restoreAllMocks())

  describe.each([true, false])('with WebAssembly: %s', wasm => {
    it.each(SIZES)(
      'finds the rows between two numbers, of %i rows by %i vectors of %i numbers',
      (rows, count, width) => {
        if (!wasm) vi.spyOn(WasmProducts, 'tryCreate').mockReturnValue(null)
        const { products, expected } = problem(rows, count, width)
        expected.forEach((own, v) => {
          const sorted = [...own].sort((a, b) => a - b)
          const middle = sorted[rows >> 1]
          for (const [from, to] of [
            [-Infinity, Infinity],
            [-Infinity, middle],
            [middle, Infinity],
            [sorted[0], middle - 1],
            [middle, middle],
          ]) {
            const { positions, count: found } = products.between(v, from, to)
            const right = own.flatMap((value, row) => (value > from && value <= to ? [row] : []))
            expect(positions.slice(0, found).sort()).toEqual(Int32Array.from(right))
          }
        })
      },
    )

    it.each(SIZES)(
      'gives a limit that enough rows are below: %i rows, %i vectors, %i numbers',
      (rows, count, width) => {
        if (!wasm) vi.spyOn(WasmProducts, 'tryCreate').mockReturnValue(null)
        const { products, expected } = problem(rows, count, width)
        expected.forEach((own, v) => {
          for (const k of [1, 2, 5, 19, rows].filter(k => k <= rows)) {
            const limit = products.limitFor(v, k)
            const below = own.filter(value => value <= limit).length
            expect(below).toBeGreaterThanOrEqual(k)
            if (rows === 3000 && k < rows) expect(below).toBeLessThan(2 * k + 20)
          }
        })
      },
    )
  })

  it('does not overflow where vectors are as long as they may be', () => {
    const products = new SketchProducts(2, 1, 1)
    products.setRow(0, Int16Array.of(LONGEST))
    products.setRow(1, Int16Array.of(-LONGEST))
    products.setVector(0, Int16Array.of(LONGEST))
    products.multiply(1)
    const { positions, count } = products.between(0, -Infinity, -(LONGEST ** 2) / 2)
    expect([count, positions[0]]).toEqual([1, 0])
    expect(products.between(0, 1.5 * LONGEST ** 2 - 1, 1.5 * LONGEST ** 2).count).toBe(1)
  })
})
