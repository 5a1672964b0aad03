import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import type { Degradation } from './dataset-augment'
import { degrade } from './dataset-augment'

const audio = { samples: Float32Array.from({ length: 11025 }, (_, i) => 0.5 * Math.sin(i / 10)), sampleRate: 22050 }

const all: Degradation[] = [
  { degrade: 'addNoise', snr: 20, noise: 'pink' },
  { degrade: 'clip', level: 0.3 },
  { degrade: 'codecLoss' },
  { degrade: 'gain', db: -6 },
  { degrade: 'limitBand', low: 300, high: 3400 },
  { degrade: 'pitchShift', steps: 1 },
  { degrade: 'reduceBitDepth', bits: 8, dither: true },
  { degrade: 'reverberate', decay: 0.2 },
]

describe('degrade', () => {
  it.each(all)('$degrade changes the sound, not its length or its original', step => {
    const before = audio.samples.slice()
    const worse = degrade(audio, [step], 1)
    expect(worse.samples).toHaveLength(before.length)
    expect(worse.samples).not.toEqual(before)
    expect(worse.samples.every(Number.isFinite)).toBe(true)
    expect(audio.samples).toEqual(before)
    expect(degrade(audio, [step], 1).samples).toEqual(worse.samples)
  })

  it('draws from the seed', () => {
    expect(degrade(audio, [all[0]], [1, 2]).samples).not.toEqual(degrade(audio, [all[0]], [1, 3]).samples)
  })

  it('applies several in their order', () => {
    const steps: Degradation[] = [
      { degrade: 'gain', db: 20 },
      { degrade: 'clip', level: 0.5 },
    ]
    expect(Math.max(...degrade(audio, steps, 0).samples)).toBeLessThanOrEqual(0.5)
    expect(Math.max(...degrade(audio, [...steps].reverse(), 0).samples)).toBeGreaterThan(0.5)
    expect(degrade(audio, [], 0)).toEqual(audio)
  })

  it('can be applied to silence', () => {
    const silence = { samples: new Float32Array(4096), sampleRate: 22050 }
    for (const step of all) expect(degrade(silence, [step], 0).samples).toHaveLength(4096)
  })

  it('refuses what it does not know', () => {
    expect(() => degrade(audio, [{ degrade: 'wow' } as never], 0)).toThrowError(InvalidParameterError)
    expect(() => degrade(audio, [undefined as never], 0)).toThrowError(TypeError)
    expect(() => degrade(audio, [{ degrade: 'clip', level: -1 }], 0)).toThrowError(InvalidParameterError)
  })
})
