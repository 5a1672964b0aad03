import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Products } from '../linear/products/products'
import { PlainProducts, WasmProducts } from '../linear/products/products'
import { PlainLoops, SmoLoops } from './smo-loops'

describe('SmoLoops', () => {
  it('is WebAssembly where the products are', () => {
    expect(SmoLoops.on(new PlainProducts())).toBeInstanceOf(PlainLoops)
    expect(SmoLoops.on(WasmProducts.tryCreate(1000)!)).not.toBeInstanceOf(PlainLoops)
  })

  it('finds the same and computes the same bits in WebAssembly and without', () => {
    // Few different numbers, so that there are ties.
    const number = fc.integer({ min: -3, max: 3 })
    const variable = fc.record({
      gradient: number,
      rises: fc.boolean(),
      falls: fc.boolean(),
      diagonal: fc.integer({ min: 0, max: 2 }),
      rowI: number,
      rowJ: number,
    })
    fc.assert(
      fc.property(fc.array(variable, { maxLength: 9 }), number, number, (variables, a, b) => {
        const run = (unit: Products) => {
          const loops = SmoLoops.on(unit)
          const n = variables.length
          const floats = (of: (v: (typeof variables)[0]) => number) => {
            const array = unit.float64(n + 1).fill(9)
            array.set(variables.map(of))
            return array
          }
          const singles = (of: (v: (typeof variables)[0]) => number) => {
            const array = unit.float32(n + 1).fill(9)
            array.set(variables.map(of))
            return array
          }
          const gradient = floats(v => v.gradient / 3)
          const [rowI, rowJ] = [singles(v => v.rowI / 7), singles(v => v.rowJ / 7)]
          const mayRise = floats(v => (v.rises ? 0 : -Infinity))
          const mayFall = floats(v => (v.falls ? 0 : -Infinity))
          const diagonal = floats(v => v.diagonal)
          loops.move(gradient, mayRise, rowI, rowJ, a / 3, b / 3, n)
          const rise = { ...loops.found }
          loops.selectSecond(gradient, mayFall, diagonal, rowI, a, 1, n)
          return { rise, gradient: gradient.slice(), fall: { ...loops.found }, steepest: loops.steepestFall }
        }
        const plain = run(new PlainProducts())
        const wasm = run(WasmProducts.tryCreate(10_000)!)
        // Where no variable may rise, it does not matter which one is found.
        if (plain.rise.value === -Infinity) plain.rise.index = wasm.rise.index = -1
        expect(wasm).toEqual(plain)
      }),
      { numRuns: 300 },
    )
  })
})
