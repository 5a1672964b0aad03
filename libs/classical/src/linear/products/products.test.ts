import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { exponentialModule, productModule } from './product-module'
import { PlainProducts, Products, WasmProducts } from './products'

/** Numbers of very different sizes, so that another order of summation would show. */
function fill(array: Float64Array, seed: number): Float64Array {
  for (let k = 0; k < array.length; k++) array[k] = Math.sin(seed + 37.7 * k) * 10 ** ((k * 7 + seed) % 9)
  return array
}

const sizes = fc.record({
  m: fc.integer({ min: 0, max: 9 }),
  n: fc.integer({ min: 0, max: 9 }),
  width: fc.oneof(fc.integer({ min: 1, max: 20 }), fc.constantFrom(255, 256, 257, 300, 513)),
  seed: fc.integer({ min: 0, max: 1000 }),
})

describe('Products', () => {
  it('is WebAssembly here, unless there is little to do', () => {
    expect(Products.create(100_000)).toBeInstanceOf(WasmProducts)
    expect(Products.create(1000)).toBeInstanceOf(PlainProducts)
  })

  it('gives the same bits in WebAssembly and without', () => {
    fc.assert(
      fc.property(sizes, ({ m, n, width, seed }) => {
        const results = [new PlainProducts(), WasmProducts.tryCreate(1e6)!].map(unit => {
          const a = fill(unit.float64(m * width), seed)
          const b = fill(unit.float64(n * width), seed + 1)
          const p = fill(unit.float64(m * n), seed + 2)
          const out = unit.float64(m * n + 1).fill(7)
          unit.products(a, m, b, n, width, out)
          const sums = fill(unit.float64(n * width + 1), seed + 3)
          unit.addWeightedRows(p, m, n, a, width, sums)
          const rows = unit.int32(n)
          for (let k = 0; k < n; k++) rows[k] = (k * 5) % n
          const dots = unit.float64(n + 1).fill(7)
          if (m > 0) unit.dotRows(a, (m - 1) * width, b, width, rows, Math.min(1, n), n, dots)
          const powers = fill(unit.float64(width), seed)
          unit.exponentials(powers, width - (width % 3 === 0 ? 1 : 0))
          return { powers: powers.slice(), out: out.slice(), sums: sums.slice(), dots: dots.slice() }
        })
        expect(results[1]).toEqual(results[0])
      }),
    )
  })

  it('multiplies', () => {
    for (const unit of [new PlainProducts(), WasmProducts.tryCreate(1000)!]) {
      const a = unit.float64(6)
      a.set([1, 2, 3, 4, 5, 6])
      const b = unit.float64(3)
      b.set([1, 10, 100])
      const out = unit.float64(2)
      unit.products(a, 2, b, 1, 3, out)
      expect([...out]).toEqual([321, 654])
      const sum = unit.float64(3)
      unit.addWeightedRows(out, 2, 1, a, 3, sum)
      expect([...sum]).toEqual([321 + 4 * 654, 2 * 321 + 5 * 654, 3 * 321 + 6 * 654])
    }
  })

  it('knows exponentials within two units in the last place', () => {
    const arguments_ = [0, -0, 1, -1, 0.34657, -0.34658, 709, -708, 1e-300, Math.LN2]
    for (let x = -700; x < 700; x += 0.737) arguments_.push(x, x / 700)
    for (const unit of [new PlainProducts(), WasmProducts.tryCreate(1e5)!]) {
      const values = unit.float64(arguments_.length)
      values.set(arguments_)
      unit.exponentials(values, values.length)
      values.forEach((value, k) => {
        const exact = Math.exp(arguments_[k])
        expect(Math.abs(value - exact) / exact, `exp(${arguments_[k]})`).toBeLessThan(5e-16)
      })
      values.set([-1e9, -Infinity, NaN, Infinity])
      unit.exponentials(values, 4)
      expect(values[0]).toBe(values[1])
      expect(values[0]).toBeLessThan(1e-307)
      expect(values[2]).toBeNaN()
      expect(values[3]).toBeLessThan(Infinity)
    }
  })

  it('does without WebAssembly where that is forbidden, or memory too small', () => {
    const forbidden = () => [new WebAssembly.Module(new Uint8Array(0))]
    expect(WasmProducts.tryCreate(1000, forbidden)).toBe(null)
    expect(WasmProducts.tryCreate(2 ** 33)).toBe(null)
  })

  it('is small enough to be compiled at once on the main thread of any browser', () => {
    for (const code of [productModule(), exponentialModule()]) expect(code.length).toBeLessThan(4096)
  })
})
