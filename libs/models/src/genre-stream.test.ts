import { RandomState } from '@genre/core'
import { beforeAll, describe, expect, it } from 'vitest'
import { GenreClassifier } from './genre-classifier'

let classifier: GenreClassifier
beforeAll(async () => {
  classifier = await GenreClassifier.load()
})

function sound(seconds: number, sampleRate: number): Float32Array {
  const random = new RandomState(5)
  return Float32Array.from({ length: Math.round(seconds * sampleRate) }, (_, i) => {
    const t = i / sampleRate
    return 0.3 * Math.sin(2 * Math.PI * (220 + 60 * Math.floor(t)) * t) + 0.02 * (2 * random.next() - 1)
  })
}

describe('GenreStream', () => {
  it.each([22050, 32000])('says bit for bit what classify says, whatever the pieces, at %i Hz', sampleRate => {
    const samples = sound(9.3, sampleRate)
    samples.fill(0, 2 * sampleRate, 5 * sampleRate)
    const options = { chunk: 2, overlap: 0.5 }
    const whole = classifier.classify({ samples, sampleRate }, options)
    expect(whole.chunks.length).toBeGreaterThan(2)
    // The filter that changes the rate rings into the silence.
    if (sampleRate === 22050) expect(whole.warnings.join()).toMatch(/silent/)
    const stream = classifier.stream({ ...options, sampleRate })
    for (const piece of [1, 997, 60_000, samples.length]) {
      for (let i = 0; i < samples.length; i += piece) stream.push(samples.subarray(i, i + piece))
      expect(stream.finish()).toEqual(whole)
      if (sampleRate !== 22050) break // resampling one sample at a time is slow and tried elsewhere
    }
  })

  it('refuses what has no genre, and begins anew', () => {
    const stream = classifier.stream({ sampleRate: 22050 })
    expect(() => stream.finish()).toThrow(/0\.00 s of audio are too short/)
    stream.push(sound(0.5, 22050))
    expect(() => stream.finish()).toThrow(/0\.50 s of audio are too short/)
    stream.push(new Float32Array(5 * 22050))
    expect(() => stream.finish()).toThrow(/silence has no genre/)
    stream.push(new Float32Array(22050))
    expect(() => stream.push(Float32Array.of(0, NaN))).toThrow(/sample 22051 is NaN/)
    expect(() => stream.finish()).toThrow(/silence/)
    stream.push(sound(2, 22050))
    expect(stream.finish().segments).toBe(1)
  })

  it.each([0, NaN, -1])('refuses a rate of %d', sampleRate => {
    expect(() => classifier.stream({ sampleRate })).toThrow(/sampleRate/)
  })
})
