import { expect, test } from 'vitest'
import { expectBadSoundRefused, expectInvalid } from '../test/bad-input'
import { clicks, expectClose, expectWithin, goldenSignals, goldenVariants, music } from '../test/golden'
import { onsetStrength } from './onset-strength'
import { localTempo, tempo } from './tempo'
import type { TempoOptions } from './tempo'

const envelope = { onsetEnvelope: onsetStrength(clicks, { aggregate: 'median' }), sampleRate: 22050 }

test.each(goldenSignals)('equals librosa.feature.tempo on $name', ({ name, golden, audio }) => {
  expectWithin('tempo', [tempo(audio)], [golden.tempo], name)
})

test.each(goldenVariants<TempoOptions & { aggregate?: null }>('tempo'))('equals it with $options', c => {
  const { aggregate, ...options } = c.options
  const found = aggregate === null ? localTempo(envelope, options) : [tempo(envelope, options)]
  expectClose('tempo', found, c.expected, JSON.stringify(c.options))
})

test('is that of the clicks', () => {
  expect(Math.abs(tempo(clicks) - 140)).toBeLessThan(4)
  expect(Math.abs(tempo({ ...clicks, sampleRate: 44100 }, { startBpm: 280, maxTempo: 400 }) - 280)).toBeLessThan(8)
})

test('refuses bad input', () => {
  expectBadSoundRefused(tempo)
  expectBadSoundRefused(localTempo)
  expectInvalid('startBpm', () => tempo(music, { startBpm: 0 }))
  expectInvalid('stdBpm', () => tempo(music, { stdBpm: -1 }))
  expectInvalid('acSize', () => tempo(music, { acSize: 0 }))
  expectInvalid('maxTempo', () => tempo(music, { maxTempo: 0 }))
})
