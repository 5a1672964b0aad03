import { melSpectrogram, powerToDb, spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music } from '../test/golden'
import { mfcc } from './mfcc'
import type { MfccOptions } from './mfcc'

test.each(goldenSignals)('equals librosa.feature.mfcc on $name', ({ name, array, audio }) => {
  expectClose('mfcc', mfcc(audio), array('mfcc'), name)
})

test.each(goldenVariants<MfccOptions>('mfcc'))('equals it with $options', ({ options, expected }) => {
  expectClose('mfcc', mfcc(music, options), expected, JSON.stringify(options))
})

test('takes spectrograms and mel spectrograms in dB', () => {
  const direct = mfcc(music)
  expect(mfcc({ spectrogram: spectrogram(music, { hopLength: 512 }), sampleRate: 22050 })).toEqual(direct)
  const power = spectrogram(music, { hopLength: 512, power: 2 })
  expect(mfcc({ spectrogram: power, sampleRate: 22050, power: 2 })).toEqual(direct)
  const logMel = powerToDb(melSpectrogram(music, { hopLength: 512 }))
  expect(mfcc({ logMel })).toEqual(direct)
})

test('is the level times the root of the number of bands for a flat log spectrum', () => {
  const logMel = powerToDb(melSpectrogram(music))
  logMel.data.fill(-20)
  const C = mfcc({ logMel }, { nMfcc: 3 })
  expect(C.get(0, 0)).toBeCloseTo(-20 * Math.sqrt(128), 4)
  expect(C.get(1, 0)).toBeCloseTo(0, 6)
})

test('refuses bad input', () => {
  expectBadSoundRefused(mfcc)
  expectInvalid('nMfcc', () => mfcc(music, { nMfcc: 0 }))
  expectInvalid('nMfcc', () => mfcc(music, { nMfcc: 41, nMels: 40 }))
  expectInvalid('lifter', () => mfcc(music, { lifter: -1 }))
  expectInvalid('norm', () => mfcc(music, { norm: 'forward' as never }))
  expectInvalid('logMel', () => mfcc({ logMel: [] as never }))
})
