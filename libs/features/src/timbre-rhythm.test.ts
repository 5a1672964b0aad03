import { expect, test } from 'vitest'
import { music } from '../test/golden'
import { extractFeatures } from './extract-features'
import { gtzan57 } from './gtzan57'
import { timbreRhythm } from './timbre-rhythm'

test('has 444 columns, those of gtzan57 first', () => {
  const names = timbreRhythm.columns.map(column => column.name)
  expect(new Set(names).size).toBe(444)
  expect(names.slice(0, 57)).toEqual(gtzan57.columns.map(column => column.name))
  expect([names[57], names[110], names[111], names[290], names[291], names[443]]).toEqual([
    'band1_mean',
    'band18_change',
    'band1_modulation1',
    'band18_modulation10',
    'band1_band2_correlation',
    'band17_band18_correlation',
  ])
})

test('agrees with gtzan57 where they overlap, and is finite for any clip', () => {
  const own = extractFeatures(music, timbreRhythm)
  expect(own).toMatchObject(extractFeatures(music, gtzan57))
  for (const length of [1, 700, 22050]) {
    const record = extractFeatures({ samples: music.samples.subarray(0, length), sampleRate: 22050 }, timbreRhythm)
    for (const [name, value] of Object.entries(record)) expect(Number.isFinite(value), `${name}, ${length}`).toBe(true)
  }
  const silence = extractFeatures({ samples: new Float32Array(66149), sampleRate: 22050 }, timbreRhythm)
  expect([silence.band3_mean, silence.band3_std, silence.band1_band2_correlation]).toEqual([-100, 0, 0])
})

test('does not change with the loudness of a clip, but for its level', () => {
  const loud = extractFeatures(music, timbreRhythm)
  const quiet = extractFeatures({ ...music, samples: music.samples.map(v => v / 2) }, timbreRhythm)
  expect(quiet.band5_mean).toBeCloseTo(loud.band5_mean - 20 * Math.log10(2), 3)
  for (const name of ['band5_std', 'band5_change', 'band5_modulation7', 'band5_band9_correlation']) {
    expect(quiet[name], name).toBeCloseTo(loud[name], 3)
  }
})
