import { expect, test } from 'vitest'
import { melSpectrogram, powerToDb } from '@genre/dsp'
import { music } from '../test/golden'
import { extractFeatures } from './extract-features'
import { extractFromLogMel } from './extract-from-log-mel'
import { melTexture } from './mel-texture'
import { timbreRhythm } from './timbre-rhythm'
import { timbreTexture } from './timbre-texture'

test('has 450 columns, patterns first', () => {
  const names = melTexture.columns.map(column => column.name)
  expect(new Set(names).size).toBe(450)
  expect([names[0], names[58], names[59], names[353], names[354], names[449]]).toEqual([
    'zone1_pattern1',
    'zone1_pattern59',
    'zone2_pattern1',
    'zone6_pattern59',
    'slope1_direction1',
    'slope8_direction12',
  ])
})

test('timbreTexture is timbreRhythm and melTexture', () => {
  expect(timbreTexture.columns).toEqual([...timbreRhythm.columns, ...melTexture.columns])
  const { zone3_pattern7, band4_std } = extractFeatures(music, timbreTexture)
  expect(zone3_pattern7).toBe(extractFeatures(music, melTexture).zone3_pattern7)
  expect(band4_std).toBe(extractFeatures(music, timbreRhythm).band4_std)
})

test('says of levels what it says of their sound', () => {
  const logMel = powerToDb(melSpectrogram(music, { hopLength: 512 }))
  expect(extractFromLogMel({ logMel }, melTexture)).toEqual(extractFeatures(music, melTexture))
})

test('is finite for any clip, and does not depend on how loud it is', () => {
  for (const length of [1, 700, 22050]) {
    const record = extractFeatures({ samples: music.samples.subarray(0, length), sampleRate: 22050 }, melTexture)
    for (const [name, value] of Object.entries(record)) expect(Number.isFinite(value), `${name}, ${length}`).toBe(true)
  }
  const loud = extractFeatures(music, melTexture)
  const quiet = extractFeatures({ ...music, samples: music.samples.map(v => v / 2) }, melTexture)
  // Rounding turns a comparison at most here and there.
  for (const name of Object.keys(loud)) expect(Math.abs(quiet[name] - loud[name]), name).toBeLessThan(0.02)
})
