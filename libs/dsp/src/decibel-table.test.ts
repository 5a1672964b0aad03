import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DecibelTable } from './decibel-table'

const table = new DecibelTable()

function convert(values: Float32Array, amin = 1e-45): Float32Array {
  const out = new Float32Array(values.length)
  table.convert(values, 0, values.length, amin, out, 0)
  return out
}

/** The same by the engine's logarithm. */
const expected = (values: Float32Array) => values.map(value => 10 * Math.log10(value))

/** Steps of single precision between two numbers of one sign. */
function steps(a: number, b: number): number {
  const [x, y] = [a, b].map(value => new Int32Array(Float32Array.of(value).buffer)[0])
  return Math.abs(x - y)
}

test('is 10 log10, rounded to single precision, for any positive number', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ min: Math.fround(2e-45), noNaN: true }), { minLength: 1, maxLength: 50 }),
      numbers => {
        const values = Float32Array.from(numbers)
        const truth = expected(values)
        // The last step of the two ways may round to different sides.
        convert(values).forEach((db, i) => expect(Math.abs(db) < 1e-6 || steps(db, truth[i]) <= 1).toBe(true))
      },
    ),
    { numRuns: 300 },
  )
})

test('is right at the ends of each part of the table', () => {
  const values = Float32Array.from({ length: 514 }, (_, i) => 1 + (i >> 1) / 256 - (i % 2) * 2 ** -23)
  const truth = expected(values)
  convert(values).forEach((db, i) => expect(Math.abs(db - truth[i])).toBeLessThan(3e-7))
})

test('raises what is small, and keeps NaN and infinity', () => {
  expect([...convert(Float32Array.of(0, 1e-12, -5, NaN, Infinity, 10), 1e-10)]).toEqual([
    -100,
    -100,
    -100,
    NaN,
    Infinity,
    10,
  ])
})
