import { InvalidParameterError, ShapeError } from '@genre/core'
import { resample } from '@genre/dsp'
import { describe, expect, it } from 'vitest'
import { floats, goldenLoads } from '../../test/golden-audio'
import { toAudio } from './to-audio'

describe('toAudio', () => {
  it.each(goldenLoads.mono.map(golden => [golden.channels.length, golden] as const))(
    'the mean of %i channels to the bit of librosa.to_mono',
    (_, golden) => {
      const { samples } = toAudio({ channels: golden.channels.map(floats), sampleRate: 22050 })
      expect(samples).toEqual(floats(golden.mono))
    },
  )

  it('resamples the mean, to 22050 Hz unless told otherwise', () => {
    const left = Float32Array.from({ length: 4410 }, (_, i) => Math.sin(i / 9))
    const right = Float32Array.from({ length: 4410 }, (_, i) => Math.cos(i / 7))
    const mean = left.map((x, i) => Math.fround(x + right[i]) / 2)
    const decoded = { channels: [left, right], sampleRate: 44100 }
    expect(toAudio(decoded)).toEqual({ samples: resample(mean, { from: 44100, to: 22050 }), sampleRate: 22050 })
    expect(toAudio(decoded, { sampleRate: 16000 }).samples.length).toBe(1600)
    expect(toAudio(decoded, { sampleRate: null })).toEqual({ samples: mean, sampleRate: 44100 })
  })

  it('leaves its input alone', () => {
    const mono = Float32Array.of(1, 2)
    const { samples } = toAudio({ channels: [mono], sampleRate: 22050 })
    samples[0] = 9
    expect(mono[0]).toBe(1)
  })

  it('refuses nothing, and channels of different lengths', () => {
    expect(() => toAudio({ channels: [], sampleRate: 22050 })).toThrow(InvalidParameterError)
    expect(() => toAudio({ channels: [new Float32Array(0)], sampleRate: 22050 })).toThrow(InvalidParameterError)
    expect(() => toAudio({ channels: [new Float32Array(2), new Float32Array(3)], sampleRate: 22050 })).toThrow(
      ShapeError,
    )
    expect(() => toAudio({ channels: [new Float32Array(2)], sampleRate: 22050 }, { sampleRate: -1 })).toThrow(
      'sampleRate',
    )
  })
})
