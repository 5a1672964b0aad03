import { RandomState } from '@genre/core'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { WasmProducts } from '../linear/products/products'
import { SingleProducts } from './single-products'

/** Fills rows and vectors, and returns their products in float64 with the sums of the terms' magnitudes. */
function problem(single: SingleProducts, rows: number, count: number, width: number) {
  const random = new RandomState(rows + count + width)
  const x = random.standardNormal(rows * width)
  const v = random.standardNormal(count * width)
  for (let i = 0; i < rows; i++) for (let j = 0; j < width; j++) single.setRow(i, j, x[i * width + j])
  for (let i = 0; i < count; i++) for (let j = 0; j < width; j++) single.setVector(i, j, v[i * width + j])
  const terms = (c: number, r: number) => Array.from({ length: width }, (_, j) => x[r * width + j] * v[c * width + j])
  const sum = (numbers: number[]) => numbers.reduce((all, n) => all + n, 0)
  return (c: number, r: number) => ({ exact: sum(terms(c, r)), size: sum(terms(c, r).map(Math.abs)) })
}

describe('SingleProducts', () => {
  afterEach(() => vi.restoreAllMocks())

  it.each([
    ['by WebAssembly', 3000, 7, 5, 3000],
    ['in chunks', 3001, 9, 12, 512],
    ['of few rows, plain', 11, 3, 4, 11],
    ['plain, in chunks', 50, 6, 3, 16],
    ['of one row and vector', 1, 1, 1, 1],
  ])('is as accurate as it says, %s', (_, rows, count, width, chunk) => {
    const single = new SingleProducts(rows, width, count, chunk)
    const product = problem(single, rows, count, width)
    for (let first = 0; first < rows; first += single.chunk) {
      const out = single.multiply(count, first)
      for (let c = 0; c < count; c++) {
        for (let r = first; r < Math.min(rows, first + single.chunk); r++) {
          const { exact, size } = product(c, r)
          const difference = Math.abs(out[c * single.chunk + r - first] - exact)
          expect(difference).toBeLessThanOrEqual(single.error * size)
        }
      }
    }
    const { best, second, label } = single.lowest(count)
    for (let r = 0; r < rows; r += 1 + (rows >> 6)) {
      const row = Array.from({ length: count }, (_, c) => product(c, r).exact)
      const sorted = [...row].sort((a, b) => a - b)
      expect(best[r]).toBeCloseTo(sorted[0], 4)
      if (count > 1) expect(second[r]).toBeCloseTo(sorted[1], 4)
      else expect(second[r]).toBe(Infinity)
      expect(row[label[r]]).toBeCloseTo(sorted[0], 4)
    }
  })

  it('does without WebAssembly', () => {
    vi.spyOn(WasmProducts, 'tryCreate').mockReturnValue(null)
    const single = new SingleProducts(3000, 4, 5)
    const product = problem(single, 3000, 5, 4)
    const { best } = single.lowest(5)
    const least = Math.min(...Array.from({ length: 5 }, (_, c) => product(c, 2999).exact))
    expect(best[2999]).toBeCloseTo(least, 5)
  })
})
