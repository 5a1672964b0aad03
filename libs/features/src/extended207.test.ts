import { expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { expectWithin, goldenSignals } from '../test/golden'
import { extended207, extended207With } from './extended207'
import { extractFeatures } from './extract-features'

test('has 207 columns, those of its source', () => {
  const names = extended207.columns.map(column => column.name)
  expect(names.length).toBe(207)
  expect(names.slice(0, 6)).toEqual([
    'RMS',
    'ZCR',
    'Spectral_Centroid',
    'Spectral_Bandwidth',
    'Spectral_Rolloff',
    'Spectral_Contrast_1',
  ])
  expect(names.slice(-5)).toEqual(['Mel_Spec_127', 'Mel_Spec_128', 'Energy_Low', 'Energy_Mid', 'Energy_High'])
})

test.each(goldenSignals)('equals librosa on $name', ({ name, golden, audio }) => {
  const { extended207: expected } = golden
  if ('error' in expected) {
    expectInvalid('samples', () => extractFeatures(audio, extended207))
    return
  }
  const record = extractFeatures(audio, extended207With({ silenceRatio: 'samples' }))
  expect(extractFeatures(audio, extended207).Silence_Ratio).toBe(expected.silence_by_frames)
  const mel = Math.max(...expected.values.slice(76, 204).map(Number), 1e-9)
  Object.entries(record).forEach(([column, value], i) => {
    const want = expected.values[i]
    const where = `${name} ${column}`
    // The chroma of an impulse depends on its tuning, which is made of rounding errors.
    if (name === 'impulse' && /Chroma|Tonnetz/.test(column)) return
    // SciPy has no skewness for a constant, or for one but for rounding.
    if (want === null) expect(value, where).toBe(0)
    else if (/Skewness/.test(column)) expect(Math.abs(value - want), where).toBeLessThan(1e-4)
    else if (/Mel|Energy_(Low|Mid|High)/.test(column)) expectWithin('extended207', [value / mel], [want / mel], where)
    else if (/MFCC/.test(column)) expectWithin('mfcc', [value], [want], where)
    else if (/Contrast/.test(column)) expectWithin('spectralContrast', [value], [want], where)
    else if (/Tonnetz/.test(column)) expectWithin('tonnetzCqt', [value], [want], where)
    else if (/Centroid|Bandwidth/.test(column)) expectWithin('spectralCentroid', [value], [want], where)
    else expectWithin('extended207', [value], [want], where)
  })
})

test('refuses another division', () => {
  expectInvalid('silenceRatio', () => extended207With({ silenceRatio: 'seconds' as never }))
})
