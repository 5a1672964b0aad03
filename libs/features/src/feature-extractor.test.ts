import { harmonicPercussive } from '@genre/dsp'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { music } from '../test/golden'
import { signal } from '../test/signals'
import { beatTrack } from './beat-track'
import { chromaStft } from './chroma-stft'
import { extended207 } from './extended207'
import { extractFeatures } from './extract-features'
import { FeatureExtractor } from './feature-extractor'
import { gtzan57 } from './gtzan57'
import { mfcc } from './mfcc'
import { rms } from './rms'
import { spectralBandwidth } from './spectral-bandwidth'
import { spectralCentroid } from './spectral-centroid'
import { spectralRolloff } from './spectral-rolloff'
import { zeroCrossingRate } from './zero-crossing-rate'

const mean = (values: ArrayLike<number>) => {
  let sum = 0
  for (let i = 0; i < values.length; i++) sum += values[i]
  return sum / values.length
}
const variance = (values: ArrayLike<number>) => {
  const centre = mean(values)
  return mean(Float64Array.from(values, value => (value - centre) ** 2))
}

describe.each(['librosa', 'kaggle'] as const)('mode %s', mode => {
  test('gives the numbers of the functions', () => {
    const padMode = mode === 'kaggle' ? 'reflect' : 'constant'
    const { harmonic, percussive } = harmonicPercussive(music, { padMode })
    if (mode === 'kaggle') for (const part of [harmonic, percussive]) part.fill(0, 512 * Math.floor(66149 / 512))
    const coefficients = mfcc(music, { padMode })
    const expected: Record<string, ArrayLike<number>> = {
      chroma_stft: chromaStft(music, { padMode }).data,
      rms: rms(music, { padMode }),
      spectral_centroid: spectralCentroid(music, { padMode }),
      spectral_bandwidth: spectralBandwidth(music, { padMode }),
      rolloff: spectralRolloff(music, { padMode }),
      zero_crossing_rate: zeroCrossingRate(music),
      harmony: harmonic,
      perceptr: percussive,
      mfcc1: coefficients.pick(0, null).toArray() as number[],
      mfcc20: coefficients.pick(19, null).toArray() as number[],
    }
    const record = extractFeatures(music, gtzan57, { mode })
    for (const [name, values] of Object.entries(expected)) {
      const spread = Math.sqrt(variance(values))
      // The same numbers; only the order in which they are added differs.
      expect(Math.abs(record[`${name}_mean`] - mean(values)) / spread, name).toBeLessThan(1e-12)
      expect(record[`${name}_var`] / variance(values), name).toBeCloseTo(1, 11)
    }
    expect(record.tempo).toBe(beatTrack(music, { padMode }).tempo)
  })

  test('gives the same numbers again, whatever came in between', () => {
    const extractor = new FeatureExtractor(gtzan57, { mode })
    const clips = [music.samples, signal('short'), signal('chirp'), signal('single-frame'), signal('silence')]
    const fresh = clips.map(clip => new FeatureExtractor(gtzan57, { mode }).extract(clip))
    for (const i of [0, 1, 2, 3, 4, 2, 0, 3, 1]) expect(extractor.extract(clips[i])).toEqual(fresh[i])
  })

  test('takes clips as short as one sample', () => {
    for (const length of [1, 2, 3, 511, 512, 513, 1023, 1024, 1025, 2047]) {
      const values = new FeatureExtractor(gtzan57, { mode }).extract(signal('noise').slice(0, length))
      expect(values.every(Number.isFinite), `${length} samples`).toBe(true)
    }
  })
})

test('documents silence', () => {
  const record = extractFeatures({ samples: new Float32Array(22050), sampleRate: 22050 }, gtzan57)
  const { mfcc1_mean, ...rest } = record
  expect(mfcc1_mean).toBeCloseTo(-100 * Math.sqrt(128), 3)
  for (const [name, value] of Object.entries(rest)) expect(Math.abs(value), name).toBeLessThan(1e-6)
  expect(rest.tempo).toBe(0)
})

test('gives no samples away and keeps its input', () => {
  const samples = signal('chirp')
  const before = samples.slice()
  const extractor = new FeatureExtractor(gtzan57)
  const first = extractor.extract(samples)
  const copy = first.slice()
  extractor.extract(signal('noise'))
  expect(first).toEqual(copy)
  expect(samples).toEqual(before)
})

test('cuts segments', () => {
  const extractor = new FeatureExtractor(gtzan57, { segment: 3 })
  expect(extractor.segments(661794).length).toBe(10)
  expect(extractor.segments(new Float32Array(132301))).toEqual([
    { start: 0, end: 66149 },
    { start: 66150, end: 132299 },
  ])
  expect(new FeatureExtractor(gtzan57).segments(1000)).toEqual([{ start: 0, end: 1000 }])
})

test('extractFeatures gives a record for each segment', () => {
  const noise = { samples: signal('noise'), sampleRate: 22050 }
  const records = extractFeatures(noise, gtzan57, { segment: 0.5 })
  expect(records.length).toBe(3)
  const extractor = new FeatureExtractor(gtzan57)
  expect(Object.keys(records[1])).toEqual(extractor.columns)
  expect(Object.values(records[1])).toEqual([...extractor.extract(noise.samples.subarray(11025, 22049))])
  expect(extractFeatures(noise, gtzan57, { segment: 3 })).toEqual([])
})

test('takes frequencies from the sampling rate', () => {
  const samples = signal('chirp')
  const at = (sampleRate: number) => extractFeatures({ samples, sampleRate }, gtzan57).spectral_centroid_mean
  expect(at(44100) / at(22050)).toBeCloseTo(2, 10)
})

test('refuses bad input', () => {
  expectInvalid('y', () => extractFeatures({ samples: new Float32Array(0), sampleRate: 22050 }, gtzan57))
  const notFinite = new Float32Array(4096).fill(NaN, 7, 8)
  expectInvalid('y (sample 7 of 4096)', () => extractFeatures({ samples: notFinite, sampleRate: 22050 }, gtzan57))
  expectInvalid('y (sample 7 of 4096)', () => new FeatureExtractor(gtzan57).extract(notFinite))
  expectInvalid('audio', () => extractFeatures(new Float32Array(9) as never, gtzan57))
  expectInvalid('audio', () => extractFeatures(undefined as never, gtzan57))
  expectInvalid('sampleRate', () => extractFeatures({ samples: new Float32Array(9), sampleRate: 0 }, gtzan57))
  expectInvalid('mode', () => new FeatureExtractor(gtzan57, { mode: 'today' as never }))
  expectInvalid('segment', () => new FeatureExtractor(gtzan57, { segment: 0 }))
  expectInvalid('nBands', () => new FeatureExtractor(extended207, { sampleRate: 8000 }))
  expectInvalid('samples', () => new FeatureExtractor(extended207).extract(new Float32Array(4095)))
})
