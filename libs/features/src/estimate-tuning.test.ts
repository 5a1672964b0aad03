import { spectrogram } from '@genre/dsp'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { expectClose, expectWithin, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { estimateTuning } from './estimate-tuning'
import type { EstimateTuningOptions } from './estimate-tuning'

// The spectrum of an impulse is flat: its peaks, and with them its tuning, are rounding errors.
const tuned = goldenSignals.filter(({ name }) => name !== 'impulse')

test.each(tuned)('equals librosa.estimate_tuning on $name', ({ name, golden, audio }) => {
  const power = { spectrogram: spectrogram(audio, { power: 2, hopLength: 512 }), sampleRate: 22050, power: 2 as const }
  expectWithin('estimateTuning', [estimateTuning(power)], [golden.tuningFromPower], `${name}, power`)
  expectWithin('estimateTuning', [estimateTuning(audio)], [golden.tuningFromMagnitude], name)
  const fine = estimateTuning(audio, { binsPerOctave: 36 })
  expectWithin('estimateTuning', [fine], [golden.tuningOf36], `${name}, 36 bins`)
})

test.each(goldenVariants<EstimateTuningOptions>('estimateTuning'))('equals it with $options', c => {
  expectClose('estimateTuning', [estimateTuning(music, c.options)], c.expected, JSON.stringify(c.options))
})

test('recovers the deviation of a tone', () => {
  fc.assert(
    fc.property(fc.double({ min: -0.45, max: 0.45, noNaN: true }), deviation => {
      const found = estimateTuning(sine(880 * 2 ** (deviation / 12), 11025))
      expect(Math.abs(found - deviation)).toBeLessThan(0.03)
    }),
    { numRuns: 20, seed: 1 },
  )
})

test('is 0 without peaks', () => {
  expect(estimateTuning({ samples: new Float32Array(4096), sampleRate: 22050 })).toBe(0)
  expect(estimateTuning(sine(60))).toBe(0)
})

test('refuses bad input', () => {
  expectBadSoundRefused(estimateTuning)
  expectInvalid('resolution', () => estimateTuning(music, { resolution: 0 }))
  expectInvalid('binsPerOctave', () => estimateTuning(music, { binsPerOctave: 0 }))
})
