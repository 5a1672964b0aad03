import fc from 'fast-check'
import { expect, test } from 'vitest'
import { Summary } from './statistic'

const of = (data: Float32Array | Float64Array, samples = 100) =>
  new Summary({ data, rows: 1, frames: data.length }, 0, 1, samples)

test('equals NumPy and SciPy on a small example', () => {
  // numpy 2.4, scipy 1.17 on [1, 2, 2, 3, 9, -4, 0.5]
  const summary = of(Float64Array.of(1, 2, 2, 3, 9, -4, 0.5))
  expect(summary.get('mean')).toBeCloseTo(1.9285714285714286, 14)
  expect(summary.get('var')).toBeCloseTo(12.744897959183673, 12)
  expect(summary.get('std')).toBeCloseTo(3.57, 4)
  expect(summary.get('min')).toBe(-4)
  expect(summary.get('max')).toBe(9)
  expect(summary.get('median')).toBe(2)
  expect(summary.get('skewness')).toBeCloseTo(0.4481857152794172, 12)
  expect(summary.get('kurtosis')).toBeCloseTo(0.29114051849966716, 12)
  expect(summary.get('meanSquare')).toBeCloseTo(16.464285714285715, 12)
  expect(summary.get('meanChange')).toBeCloseTo((1 + 0 + 1 + 6 + 13 + 4.5) / 6, 12)
  expect(summary.get('perSample')).toBeCloseTo(13.5 / 100, 14)
})

test('takes rows of a track, alone and together', () => {
  // Two frames of rows 0, 1, 2.
  const track = { data: Float32Array.of(1, 10, 100, 3, 30, 300), rows: 3, frames: 2 }
  expect(new Summary(track, 1, 2, 1).get('mean')).toBe(20)
  expect(new Summary(track, 0, 2, 1).get('mean')).toBe(11)
  expect(new Summary(track, 0, 2, 1).get('max')).toBe(30)
  expect(new Summary(track, 0, 2, 1).get('meanChange')).toBe(11)
  expect(new Summary(track, 0, 3, 1).get('mean')).toBe(74)
  expect(new Summary(track, 2, 3, 1).get('var')).toBe(10000)
})

test('is defined for one value and for a constant', () => {
  const one = of(Float64Array.of(4))
  expect([one.get('mean'), one.get('var'), one.get('meanChange'), one.get('median')]).toEqual([4, 0, 0, 4])
  const constant = of(new Float64Array(50).fill(0.1))
  expect([constant.get('skewness'), constant.get('kurtosis')]).toEqual([0, 0])
})

test('does not lose small deviations from a large mean', () => {
  const shifted = Float64Array.from({ length: 1001 }, (_, i) => 1e8 + (i % 2))
  expect(of(shifted).get('var')).toBeCloseTo(of(shifted.map(v => v - 1e8)).get('var'), 10)
})

test('a shift moves the mean only', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -99, max: 99 }), { minLength: 1, maxLength: 40 }),
      fc.integer({ min: -9, max: 9 }),
      (list, by) => {
        const a = of(Float64Array.from(list))
        const b = of(Float64Array.from(list, value => value + by))
        expect(b.get('mean') - a.get('mean')).toBeCloseTo(by, 9)
        expect(b.get('var')).toBeCloseTo(a.get('var'), 8)
        expect(b.get('meanChange')).toBeCloseTo(a.get('meanChange'), 10)
      },
    ),
  )
})
