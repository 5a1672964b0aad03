import { ShapeError } from '@genre/core'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { zeroCrossingRate } from './zero-crossing-rate'
import type { ZeroCrossingRateOptions } from './zero-crossing-rate'

test.each(goldenSignals)('equals librosa.feature.zero_crossing_rate on $name', ({ name, array, audio }) => {
  expectClose('zeroCrossingRate', zeroCrossingRate(audio), array('zeroCrossingRate'), name)
})

test.each(goldenVariants<ZeroCrossingRateOptions>('zeroCrossingRate'))('equals it with $options', c => {
  expectClose('zeroCrossingRate', zeroCrossingRate(music, c.options), c.expected, JSON.stringify(c.options))
})

test('counts twice a period of a sine', () => {
  expect(zeroCrossingRate(sine(1000))[20]).toBeCloseTo(2000 / 22050, 3)
})

test('counts zero and what is tiny as positive', () => {
  const samples = Float32Array.of(-1, 0, -1, -1e-11, 1, -1)
  expect(zeroCrossingRate({ samples, sampleRate: 8000 }, { frameLength: 6, hopLength: 6, center: false })).toEqual(
    Float64Array.of(4 / 6),
  )
})

test('refuses bad input', () => {
  expectBadSoundRefused(zeroCrossingRate)
  expectInvalid('frameLength', () => zeroCrossingRate(music, { frameLength: -1 }))
  expectInvalid('hopLength', () => zeroCrossingRate(music, { hopLength: 0 }))
  expectInvalid('threshold', () => zeroCrossingRate(music, { threshold: NaN }))
  const short = { samples: new Float32Array(100), sampleRate: 22050 }
  expect(() => zeroCrossingRate(short, { center: false })).toThrow(ShapeError)
})
