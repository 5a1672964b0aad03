import { describe, expect, test } from 'vitest'
import { expectWithin, goldenSignals } from '../test/golden'
import { TOLERANCES } from '../test/tolerances'
import type { Quantity } from '../test/tolerances'
import type { Descriptor } from './descriptors'
import { extractFeatures } from './extract-features'
import { gtzan57 } from './gtzan57'

test("has Kaggle's 57 columns in their order", () => {
  const names = gtzan57.columns.map(column => column.name)
  const means = ['chroma_stft', 'rms', 'spectral_centroid', 'spectral_bandwidth', 'rolloff', 'zero_crossing_rate']
  const expected = [...means, 'harmony', 'perceptr'].flatMap(name => [`${name}_mean`, `${name}_var`])
  expected.push('tempo')
  for (let q = 1; q <= 20; q++) expected.push(`mfcc${q}_mean`, `mfcc${q}_var`)
  expect(names).toEqual(expected)
  expect(names.length).toBe(57)
})

const DEGENERATE = ['single-frame', 'silence', 'dc', 'impulse', 'nyquist']

describe.each(goldenSignals)('on $name', ({ name, golden, audio }) => {
  test.each([
    ['librosa', golden.gtzan57],
    ['kaggle', golden.gtzan57Kaggle],
  ] as const)('equals the columns of librosa, mode %s', (mode, expected) => {
    const record = extractFeatures(audio, gtzan57, { mode })
    gtzan57.columns.forEach((column, i) => {
      // The chroma of an impulse depends on its tuning, which is made of rounding errors.
      if (name === 'impulse' && column.name.startsWith('chroma')) return
      const value = record[column.name]
      const where = `${name}, ${mode}, ${column.name}`
      if (column.name.endsWith('_mean')) {
        // Where frames hardly differ, their spread is no measure: the function's own tolerance holds.
        const spread = Math.sqrt(expected[i + 1])
        const own = TOLERANCES[ofColumn(column.descriptor)].absolute / TOLERANCES.meanOfColumn.absolute
        const scale = Math.max(spread, DEGENERATE.includes(name) ? own : 0, 1e-9)
        expectWithin('meanOfColumn', [value / scale], [expected[i] / scale], where)
      } else if (column.name === 'tempo') expect(value, where).toBe(expected[i])
      else {
        const own = DEGENERATE.includes(name) ? 10 * TOLERANCES[ofColumn(column.descriptor)].absolute : 0
        const floor = Math.max(1e-9, 1e-9 * expected[i - 1] ** 2, own ** 2)
        if (Math.max(value, expected[i]) > floor) expectWithin('varOfColumn', [value], [expected[i]], where)
      }
    })
  })
})

function ofColumn(descriptor: Descriptor): Quantity {
  return descriptor in TOLERANCES ? (descriptor as Quantity) : 'rms'
}
