import { spectrogram } from '@genre/dsp'
import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { decode, expectClose, expectWithin, goldenSignals, goldenVariants, music, sine } from '../test/golden'
import { piptrack } from './piptrack'
import type { PiptrackOptions } from './piptrack'

test.each(goldenSignals)('finds the peaks of librosa.piptrack on $name', ({ name, golden, audio }) => {
  const power = { spectrogram: spectrogram(audio, { power: 2, hopLength: 512 }), sampleRate: 22050, power: 2 as const }
  const { pitches, magnitudes } = piptrack(power)
  const { frames, frame, bin, pitch, magnitude, count } = golden.piptrack
  // The spectrum of an impulse is flat: its peaks are rounding errors.
  if (name === 'impulse') return
  expect(pitches.data.reduce((n, hz) => n + Number(hz > 0), 0)).toBe(count)
  const found = frames.flatMap(t => [...Array(1025).keys()].filter(k => pitches.get(k, t) > 0).map(k => [t, k]))
  expect(found).toEqual(frame.map((t, i) => [t, bin[i]]))
  expectWithin(
    'piptrack',
    found.map(([t, k]) => pitches.get(k, t)),
    decode(pitch),
    `${name}, pitches`,
  )
  const scale = Math.max(1, ...decode(magnitude))
  const relative = (values: ArrayLike<number>) => Float64Array.from(values, value => value / scale)
  expectWithin(
    'piptrack',
    relative(found.map(([t, k]) => magnitudes.get(k, t))),
    relative(decode(magnitude)),
    `${name}, magnitudes`,
  )
})

test.each(goldenVariants<PiptrackOptions>('piptrackPitches'))('equals its pitches with $options', c => {
  expectClose('piptrack', piptrack(music, c.options).pitches, c.expected)
})

test.each(goldenVariants<PiptrackOptions>('piptrackMagnitudes'))('equals its magnitudes with $options', c => {
  expectClose('piptrack', piptrack(music, c.options).magnitudes, c.expected)
})

test('finds a sine to a tenth of a Hz', () => {
  const { pitches } = piptrack(sine(440))
  for (let t = 3; t < 40; t++) expect(Math.abs(pitches.get(41, t) - 440)).toBeLessThan(0.5)
})

test('finds a peak in the last bin, but none in the first', () => {
  const view = { spectrogram: spectrogram(sine(11025 / 2, 2048, 11025)), sampleRate: 11025 }
  const ramp = { ...view, spectrogram: { ...view.spectrogram, data: view.spectrogram.data.map((_, i) => i % 1025) } }
  const { pitches } = piptrack(ramp, { fMin: 0, fMax: 1e9 })
  expect(pitches.get(1024, 0)).toBe(0)
  const falling = { ...ramp, spectrogram: { ...ramp.spectrogram, data: ramp.spectrogram.data.map(v => 1024 - v) } }
  expect(piptrack(falling, { fMin: 0 }).pitches.data.every(v => v === 0)).toBe(true)
})

test('refuses bad input', () => {
  expectBadSoundRefused(piptrack)
  expectInvalid('fMin', () => piptrack(music, { fMin: NaN }))
  expectInvalid('fMax', () => piptrack(music, { fMax: -1 }))
  expectInvalid('threshold', () => piptrack(music, { threshold: 2 }))
})
