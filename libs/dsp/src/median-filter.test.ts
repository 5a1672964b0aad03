import { NdArray } from '@genre/core'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { at, deviation, expectWithin, golden, goldenSignals, largest } from '../test/golden'
import { medianFilter } from './median-filter'
import { spectrogram } from './spectrogram'

const { medians } = golden<{ medians: { in: number[]; size: number; out: number[] }[] }>('hpss')

test('equals scipy.ndimage.median_filter in both directions, ties, signs and even sizes included', () => {
  for (const { in: line, size, out } of medians) {
    const data = Float32Array.from(line)
    const along = medianFilter(new NdArray(data, [1, data.length]), { size })
    expect([...along.toContiguous()].map(v => v + 0)).toEqual(out.map(v => v + 0))
    const down = medianFilter(new NdArray(data, [data.length, 1]), { size, axis: 'frequency' })
    expect([...down.toContiguous()].map(v => v + 0)).toEqual(out.map(v => v + 0))
  }
})

test.each(goldenSignals)('equals scipy.ndimage.median_filter on the spectrogram of $name', ({ name, y, reference }) => {
  const S = spectrogram(y)
  const scale = largest(S.data)
  const { bins, frames } = reference
  expectWithin('medianFilter', deviation(at(medianFilter(S), bins, frames), reference.median_time.values, scale), name)
  const down = medianFilter(S, { axis: 'frequency' })
  expectWithin('medianFilter', deviation(at(down, bins, frames), reference.median_frequency.values, scale), name)
})

test('is what sorting every window gives', () => {
  fc.assert(
    fc.property(
      fc.array(fc.float({ noNaN: true, noDefaultInfinity: true }), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 40 }),
      fc.integer({ min: 1, max: 3 }),
      (line, size, rows) => {
        // Several lines at once: each multiplied by its own factor, so that a mixed-up line would show.
        const data = Float32Array.from({ length: rows * line.length }, (_, i) => {
          return (1 - Math.floor(i / line.length)) * line[i % line.length]
        })
        const result = medianFilter(new NdArray(data, [rows, line.length]), { size }).toContiguous()
        const turned = medianFilter(new NdArray(data, [rows, line.length]).transpose(), { size, axis: 'frequency' })
        for (let row = 0; row < rows; row++) {
          const n = line.length
          const value = (i: number) => {
            const j = ((i % (2 * n)) + 2 * n) % (2 * n)
            return data[row * n + (j < n ? j : 2 * n - 1 - j)]
          }
          for (let i = 0; i < n; i++) {
            const window = Float64Array.from({ length: size }, (_, k) => value(i - (size >> 1) + k)).sort()
            expect(result[row * n + i] + 0).toBe(window[size >> 1] + 0)
            expect(turned.get(i, row) + 0).toBe(window[size >> 1] + 0)
          }
        }
      },
    ),
    { numRuns: 100 },
  )
})

test('keeps what is constant and what rises', () => {
  const rising = new NdArray(
    Float32Array.from({ length: 50 }, (_, i) => i),
    [1, 50],
  )
  const out = medianFilter(rising, { size: 5 })
  for (let i = 2; i < 48; i++) expect(out.get(0, i)).toBe(i)
})

test('counts NaN as large and takes empty arrays', () => {
  const out = medianFilter(new NdArray(Float32Array.of(1, NaN, 2, 3, 4), [1, 5]), { size: 3 })
  expect(out.toArray()).toEqual([[1, 2, 3, 3, 4]])
  expect(medianFilter(new NdArray(new Float32Array(0), [4, 0])).shape).toEqual([4, 0])
})

test('refuses bad parameters', () => {
  const S = new NdArray(new Float32Array(4), [2, 2])
  expectInvalid('size', () => medianFilter(S, { size: 0 }))
  expectInvalid('axis', () => medianFilter(S, { axis: 'bins' as 'time' }))
  expectInvalid('S', () => medianFilter(new Float32Array(4) as never))
})
