import { NdArray, ShapeError } from '@genre/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music, readGolden } from '../test/golden'
import type { GoldenArray } from '../test/golden'
import { delta } from './delta'
import type { DeltaOptions } from './delta'
import { mfcc } from './mfcc'

test.each(goldenSignals)('equals librosa.feature.delta of MFCC on $name', ({ name, golden, audio }) => {
  const coefficients = mfcc(audio)
  for (const [order, expected] of [[1, golden.mfccDelta] as const, [2, golden.mfccDelta2] as const]) {
    if ('error' in expected) expectInvalid('width', () => delta(coefficients, { order }))
    else expectClose('delta', delta(coefficients, { order }), expected, `${name}, order ${order}`)
  }
})

test.each(goldenVariants<DeltaOptions>('delta'))('equals it with $options', ({ options, expected }) => {
  expectClose('delta', delta(mfcc(music), options), expected, JSON.stringify(options))
})

test('equals it for one row in double precision', () => {
  const { delta: golden } = readGolden<{ delta: { x: number[]; order1: GoldenArray; order2: GoldenArray } }>(
    'banks.json',
  )
  expectClose('delta', delta(golden.x), golden.order1)
  expectClose('delta', delta(golden.x, { order: 2 }), golden.order2)
})

test('is the derivative of a polynomial, exactly up to its order', () => {
  fc.assert(
    fc.property(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: -9, max: 9, noNaN: true }), (a, b) => {
      const line = Float64Array.from({ length: 15 }, (_, t) => a * t + b)
      delta(line).forEach(value => expect(value).toBeCloseTo(a, 10))
      const square = Float64Array.from({ length: 15 }, (_, t) => a * t * t + b * t)
      delta(square, { order: 2 }).forEach(value => expect(value).toBeCloseTo(2 * a, 9))
    }),
  )
})

test('continues the data by the mode', () => {
  const x = Float64Array.of(5, 1, 2, 4)
  // Weights of width 3 are -1/2, 0, 1/2.
  const ends = (mode: DeltaOptions['mode']) => {
    const d = delta(x, { width: 3, mode })
    return [d[0], d[3]].map(value => Math.round(value * 1e9) / 1e9)
  }
  expect(ends('nearest')).toEqual([-2, 1])
  expect(ends('mirror')).toEqual([0, 0])
  expect(ends('constant')).toEqual([0.5, -1])
  expect(ends('wrap')).toEqual([-1.5, 1.5])
  expect(ends('interp')).toEqual([-1.5, 1.5])
  expect(delta(Float64Array.of(3), { mode: 'mirror' })[0]).toBeCloseTo(0, 12)
})

test('keeps precision and shape, and its input', () => {
  const x = new NdArray(
    Float64Array.from({ length: 24 }, (_, i) => i),
    [2, 12],
  )
  expect(delta(x).data).toBeInstanceOf(Float64Array)
  expect(delta(x).shape).toEqual([2, 12])
  expect(delta(x).get(1, 11)).toBeCloseTo(1, 12)
  expect(delta(new Float32Array(9))).toBeInstanceOf(Float32Array)
  expect(x.get(1, 11)).toBe(23)
})

test('refuses bad input', () => {
  expectInvalid('width', () => delta(new Float32Array(20), { width: 4 }))
  expectInvalid('width', () => delta(new Float32Array(20), { width: 1 }))
  expectInvalid('width', () => delta(new Float32Array(8)))
  expectInvalid('order', () => delta(new Float32Array(20), { order: 0 }))
  expectInvalid('mode', () => delta(new Float32Array(20), { mode: 'reflect' as never }))
  expectInvalid('data', () => delta('x' as never))
  expect(() => delta(new NdArray(new Float32Array(8), [2, 2, 2]))).toThrow(ShapeError)
})
