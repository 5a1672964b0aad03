import { RandomState } from '@genre/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WasmProducts } from '../linear/products/products'
import type { SketchMeasure } from './sketch-products'
import { LONGEST, SIDE, SketchProducts } from './sketch-products'

/** Rows and vectors as long as they may be, and what must be made of them. */
function problem(rows: number, count: number, width: number, measure: SketchMeasure) {
  const random = new RandomState(rows + count + width)
  const many = (n: number) =>
    Array.from({ length: n }, () => {
      const numbers = random.standardNormal(width)
      const largest = measure === 'squares' ? Math.hypot(...numbers) : Math.max(...numbers.map(Math.abs))
      const scale = (random.next() * ((measure === 'squares' ? LONGEST : SIDE) - width)) / largest
      return Int16Array.from(numbers, value => Math.round(value * scale))
    })
  const [x, v] = [many(rows), many(count)]
  const products = new SketchProducts(rows, width, count, measure)
  x.forEach((numbers, i) => products.setRow(i, numbers))
  v.forEach((numbers, i) => products.setVector(i, numbers))
  products.multiply(count)
  const dot = (a: Int16Array, b: Int16Array) => a.reduce((sum, value, j) => sum + value * b[j], 0)
  const result = (row: Int16Array, vector: Int16Array) => {
    if (measure === 'squares') return Math.floor(dot(row, row) / 2) - dot(row, vector)
    const differences = Array.from(row, (value, j) => Math.abs(value - vector[j]))
    return measure === 'largest' ? Math.max(...differences) : differences.reduce((sum, value) => sum + value, 0)
  }
  return { products, expected: v.map(vector => x.map(row => result(row, vector))) }
}

const SIZES = [
  ['squares', 3000, 7, 58],
  ['squares', 1500, 16, 5],
  ['squares', 65, 4, 12],
  ['squares', 3, 1, 1],
  ['magnitudes', 2000, 5, 13],
  ['magnitudes', 3, 1, 1],
  ['largest', 2000, 5, 13],
  ['largest', 3, 1, 1],
] as const

describe('SketchProducts', () => {
  afterEach(() => vi.restoreAllMocks())

  describe.each([true, false])('with WebAssembly: %s', wasm => {
    it.each(SIZES)(
      'finds the rows between two numbers, %s of %i rows by %i vectors of %i numbers',
      (measure, rows, count, width) => {
        if (!wasm) vi.spyOn(WasmProducts, 'tryCreate').mockReturnValue(null)
        const { products, expected } = problem(rows, count, width, measure)
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
      'gives a limit that enough rows are below: %s, %i rows, %i vectors, %i numbers',
      (measure, rows, count, width) => {
        if (!wasm) vi.spyOn(WasmProducts, 'tryCreate').mockReturnValue(null)
        const { products, expected } = problem(rows, count, width, measure)
        expected.forEach((own, v) => {
          for (const k of [1, 2, 5, 19, rows].filter(k => k <= rows)) {
            const limit = products.limitFor(v, k)
            const below = own.filter(value => value <= limit).length
            expect(below).toBeGreaterThanOrEqual(k)
            if (rows >= 2000 && k < rows) expect(below).toBeLessThan(2 * k + 20)
          }
        })
      },
    )
  })

  it('does not overflow where vectors are as long as they may be', () => {
    const products = new SketchProducts(2, 1, 1, 'squares')
    products.setRow(0, Int16Array.of(LONGEST))
    products.setRow(1, Int16Array.of(-LONGEST))
    products.setVector(0, Int16Array.of(LONGEST))
    products.multiply(1)
    const { positions, count } = products.between(0, -Infinity, -(LONGEST ** 2) / 2)
    expect([count, positions[0]]).toEqual([1, 0])
    expect(products.between(0, 1.5 * LONGEST ** 2 - 1, 1.5 * LONGEST ** 2).count).toBe(1)
  })
})
