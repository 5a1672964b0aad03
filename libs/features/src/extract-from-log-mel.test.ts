import { melSpectrogram, powerToDb } from '@genre/dsp'
import { expect, test } from 'vitest'
import { music } from '../test/golden'
import { bandRhythm } from './band-rhythm'
import { extractFeatures } from './extract-features'
import { extractFromLogMel } from './extract-from-log-mel'
import { gtzan57 } from './gtzan57'

const logMel = powerToDb(melSpectrogram(music, { hopLength: 512 }))

test('gives the values that the sound gives', () => {
  expect(bandRhythm.columns.length).toBe(387)
  expect(extractFromLogMel({ logMel }, bandRhythm)).toEqual(extractFeatures(music, bandRhythm))
  const levels = {
    name: 'levels',
    columns: [{ name: 'high', descriptor: 'logMelSpectrogram', row: [90, 128] }],
  } as const
  expect(extractFromLogMel({ logMel }, levels)).toEqual(extractFeatures(music, levels))
})

test('rates are those of the frames', () => {
  const one = { name: 'one', columns: [{ name: 'slow', descriptor: 'bandModulation', row: 5 }] } as const
  const at = (frameRate?: number) => extractFromLogMel({ logMel }, one, { frameRate }).slow
  expect(at()).toBe(at(22050 / 512))
  expect(at(20)).not.toBe(at())
})

test('refuses what levels do not tell', () => {
  expect(() => extractFromLogMel({ logMel }, gtzan57)).toThrow(/columns\[0\]\.descriptor.*chromaStft/)
  expect(() => extractFromLogMel({ logMel }, bandRhythm, { frameRate: 0 })).toThrow(/frameRate/)
  const perSample = { name: 'x', columns: [{ name: 'x', descriptor: 'bandLevels', statistic: 'perSample' }] } as const
  expect(() => extractFromLogMel({ logMel }, perSample)).toThrow(/columns\[0\]\.statistic/)
  const few = powerToDb(melSpectrogram(music, { nMels: 17 }))
  expect(() => extractFromLogMel({ logMel: few }, bandRhythm)).toThrow(/logMel.*18/)
  expect(() => extractFromLogMel({ logMel: new Float32Array(4) } as never, bandRhythm)).toThrow(/logMel/)
})
