import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { clicks, expectClose, expectWithin, goldenSignals, goldenVariants, music } from '../test/golden'
import { beatTrack } from './beat-track'
import type { BeatTrackOptions } from './beat-track'
import { onsetStrength } from './onset-strength'

test.each(goldenSignals)('equals librosa.beat.beat_track on $name', ({ name, golden, audio }) => {
  const { tempo, beats } = beatTrack(audio)
  expectWithin('tempo', [tempo], [golden.beatTrack.tempo], name)
  expectWithin('beatTrack', beats, golden.beatTrack.beats, name)
})

test.each(goldenVariants<BeatTrackOptions>('beatTrack'))('equals it with $options', ({ options, expected }) => {
  const envelope = { onsetEnvelope: onsetStrength(clicks, { aggregate: 'median' }), sampleRate: 22050 }
  expectClose('beatTrack', beatTrack(envelope, options).beats, expected, JSON.stringify(options))
})

test('beats on the clicks', () => {
  const { times, beats } = beatTrack(clicks)
  expect(times.length).toBeGreaterThan(18)
  times.forEach((second, i) => {
    expect(second).toBe((beats[i] * 512) / 22050)
    const nearest = (Math.round((second * 22050) / 9450) * 9450) / 22050
    expect(Math.abs(second - nearest)).toBeLessThan(0.06)
  })
})

test('finds nothing in silence, and copes with tiny and constant envelopes', () => {
  expect(beatTrack({ samples: new Float32Array(9000), sampleRate: 22050 })).toEqual({
    tempo: 0,
    beats: new Int32Array(0),
    times: new Float64Array(0),
  })
  expect(beatTrack({ onsetEnvelope: Float32Array.of(1) }).beats.length).toBeLessThanOrEqual(1)
  expect(beatTrack({ onsetEnvelope: new Float32Array(300).fill(1) }).tempo).toBeGreaterThan(0)
  expect(beatTrack({ onsetEnvelope: Float32Array.of(0, 1, 0, 1) }, { bpm: 2584 }).tempo).toBe(2584)
})

test('refuses bad input', () => {
  expectBadSoundRefused(beatTrack)
  expectInvalid('startBpm', () => beatTrack(music, { startBpm: 0 }))
  expectInvalid('tightness', () => beatTrack(music, { tightness: 0 }))
  expectInvalid('bpm', () => beatTrack(music, { bpm: -1 }))
})
