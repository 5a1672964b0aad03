import { createHash } from 'node:crypto'
import { InvalidParameterError } from '@genre/core'
import { describe, expect, it } from 'vitest'
import { GENRES } from '../table/genres'
import { encodePcm16 } from './encode-wav'
import { synthesizeTrack } from './synthesize-track'

const sha256 = (samples: Float32Array) => createHash('sha256').update(encodePcm16(samples)).digest('hex')

describe('synthesizeTrack', () => {
  // Seen to be the same in V8, JavaScriptCore and SpiderMonkey. A change of any generator changes them: then raise
  // COLLECTION_VERSION as well.
  it('gives these bytes on every machine', () => {
    const hashes = GENRES.map(genre => {
      const { samples } = synthesizeTrack({ genre, track: 3, seed: 1, seconds: 6 })
      return [genre, sha256(samples).slice(0, 16)]
    })
    expect(Object.fromEntries(hashes)).toEqual({
      blues: '606d495505abb2ba',
      classical: 'c3998c6b89a15df7',
      country: '88742de44fd82682',
      disco: '1e099b4e9ff35766',
      hiphop: '4131b402b32a689b',
      jazz: '3f5b2b16a09151b6',
      metal: 'ab73d3542e1b2871',
      pop: 'f0274ff199faf473',
      reggae: 'ac2d8f4d21bbd116',
      rock: '405bdc42f6d5086f',
    })
    const whole = synthesizeTrack({ genre: 'blues', track: 0, seed: 1 })
    expect(sha256(whole.samples)).toBe('362f03b0b18e9450dcfca0b25dc36212df9af14156bb27a0e547edd05750a7ac')
  })

  it('has the length and rate asked for, on the 16-bit grid, neither clipped nor silent', () => {
    for (const genre of GENRES) {
      const { samples, sampleRate } = synthesizeTrack({
        genre,
        track: 11,
        seed: 4_000_000_000,
        seconds: 2.5,
        sampleRate: 16000,
      })
      expect(sampleRate).toBe(16000)
      expect(samples.length).toBe(40000)
      expect(samples.every(x => Number.isInteger(x * 32768) && Math.abs(x) < 1)).toBe(true)
      const power = samples.reduce((sum, x) => sum + x * x, 0)
      const level = 10 * Math.log10(power / samples.length)
      expect(level).toBeGreaterThan(-36)
      expect(level).toBeLessThan(-8)
    }
    expect(synthesizeTrack({ genre: 'jazz', track: 0, seed: 1 }).samples.length).toBe(661794)
  })

  it('depends on genre, track and seed', () => {
    const hash = (options: Partial<Parameters<typeof synthesizeTrack>[0]>) =>
      sha256(synthesizeTrack({ genre: 'pop', track: 0, seed: 1, seconds: 1, ...options }).samples)
    const hashes = [hash({}), hash({ track: 1 }), hash({ seed: 2 }), hash({ genre: 'rock' }), hash({ seconds: 1.5 })]
    expect(new Set(hashes).size).toBe(5)
    expect(hash({})).toBe(hashes[0])
  })

  it('plays at every rate', () => {
    for (const sampleRate of [8000, 96000]) {
      for (const genre of GENRES) {
        const { samples } = synthesizeTrack({ genre, track: 2, seed: 7, seconds: 0.3, sampleRate })
        expect(samples.every(x => Math.abs(x) < 1)).toBe(true)
      }
    }
  })

  it('refuses what it cannot make', () => {
    const good = { genre: 'jazz', track: 0, seed: 1, seconds: 1 } as const
    const bad: [string, object][] = [
      ['genre', { genre: 'techno' }],
      ['track', { track: -1 }],
      ['track', { track: 1.5 }],
      ['seed', { seed: 2 ** 32 }],
      ['seed', { seed: undefined }],
      ['seconds', { seconds: 0 }],
      ['seconds', { seconds: Number.NaN }],
      ['sampleRate', { sampleRate: 100 }],
    ]
    for (const [parameter, options] of bad) {
      try {
        synthesizeTrack({ ...good, ...options } as never)
        expect.unreachable(parameter)
      } catch (error) {
        expect(error).toBeInstanceOf(InvalidParameterError)
        expect((error as InvalidParameterError).parameter).toBe(parameter)
      }
    }
  })
})
