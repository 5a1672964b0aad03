import { InvalidParameterError } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { deviation } from '../test/golden'
import { makeSignal, noise } from '../test/signals'
import { addNoise } from './add-noise'
import { clip } from './clip'
import { codecLoss } from './codec-loss'
import { convolve } from './convolve'
import { gain } from './gain'
import { limitBand } from './limit-band'
import { makeNoise } from './noise'
import { reduceBitDepth } from './reduce-bit-depth'
import { reverberate } from './reverberate'
import { spectrogram } from './spectrogram'

const music = makeSignal('music').subarray(0, 20000)
const meanSquare = (v: Float32Array) => v.reduce((sum, a) => sum + a * a, 0) / v.length
const minus = (a: Float32Array, b: Float32Array) => a.map((v, i) => v - b[i])
const db = (ratio: number) => 10 * Math.log10(ratio)

/** Mean power of each bin over the frames. */
function meanPower(y: Float32Array, nFft = 2048): Float64Array {
  // Frames that reach beyond the ends see an edge, which has power at all frequencies.
  const P = spectrogram(y, { nFft, power: 2, center: false })
  const mean = new Float64Array(P.shape[0])
  P.data.forEach((v, i) => (mean[i % mean.length] += v / P.shape[1]))
  return mean
}

describe('addNoise', () => {
  test('adds noise at exactly the ratio asked for, of any colour', () => {
    for (const snr of [-5, 0, 20]) {
      for (const kind of ['white', 'pink', noise(777, 3, 0.2)] as const) {
        const noisy = addNoise(music, { snr, noise: kind, randomState: 1 })
        expect(db(meanSquare(music) / meanSquare(minus(noisy, music)))).toBeCloseTo(snr, 3)
      }
    }
  })

  test('is the same for the same seed and another one for another', () => {
    const make = (randomState: number) => addNoise(music, { snr: 10, randomState })
    expect(make(1)).toEqual(make(1))
    expect(make(1)).not.toEqual(make(2))
  })

  test('leaves silence, keeps audio', () => {
    const silence = { samples: new Float32Array(100), sampleRate: 8000, title: 'nothing' }
    expect(addNoise(silence, { snr: 0, randomState: 0 })).toEqual(silence)
  })

  test('refuses bad parameters', () => {
    expectInvalid('snr', () => addNoise(music, undefined as never))
    expectInvalid('snr', () => addNoise(music, { snr: Infinity }))
    expectInvalid('noise', () => addNoise(music, { snr: 1, noise: new Float32Array(5) }))
    expectInvalid('color', () => addNoise(music, { snr: 1, noise: 'brown' as 'pink' }))
    expectInvalid('y', () => addNoise(music, { snr: 1, noise: new Float32Array(0) }))
  })
})

describe('makeNoise', () => {
  test('has unit power, flat or falling by 3 dB an octave', () => {
    for (const color of ['white', 'pink'] as const) {
      const y = makeNoise(2 ** 17, { color, randomState: 7 })
      // A few of the lowest bins carry a third of the power of pink noise, so that it varies.
      expect(Math.abs(db(meanSquare(y)))).toBeLessThan(1)
      const P = meanPower(y)
      const band = (low: number) => P.slice(low, 2 * low).reduce((a, b) => a + b) / low
      for (const low of [16, 64, 256]) {
        expect(Math.abs(db(band(low) / band(2 * low)) - (color === 'white' ? 0 : 3))).toBeLessThan(0.7)
      }
    }
  })

  test('refuses bad parameters', () => {
    expectInvalid('n', () => makeNoise(-1))
    expectInvalid('color', () => makeNoise(1, { color: 'red' as 'pink' }))
    expect(makeNoise(0, { color: 'pink' }).length).toBe(0)
    expect(makeNoise(1, { color: 'pink', randomState: 0 }).length).toBe(1)
  })
})

describe('convolve', () => {
  test('equals the definition for any lengths, in every mode', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 300 }), fc.integer({ min: 1, max: 200 }), (n, m) => {
        const x = noise(n, n, 1)
        const kernel = noise(m, m + 1, 1)
        const full = new Float32Array(n + m - 1)
        for (let i = 0; i < n; i++) for (let j = 0; j < m; j++) full[i + j] += x[i] * kernel[j]
        expect(deviation(convolve(x, kernel), full)).toBeLessThan(1e-4)
        expect(deviation(convolve(x, kernel, { mode: 'causal' }), full.subarray(0, n))).toBeLessThan(1e-4)
        const from = (m - 1) >> 1
        expect(deviation(convolve(x, kernel, { mode: 'same' }), full.subarray(from, from + n))).toBeLessThan(1e-4)
      }),
      { numRuns: 50 },
    )
  })

  test('refuses bad parameters', () => {
    expectInvalid('samples', () => convolve(new Float32Array(0), music))
    expectInvalid('kernel', () => convolve(music, new Float32Array(0)))
    expectInvalid('mode', () => convolve(music, music, { mode: 'valid' as 'full' }))
  })
})

describe('limitBand', () => {
  test('keeps the band and removes the rest', () => {
    const y = makeNoise(2 ** 16, { randomState: 2 })
    const before = meanPower(y)
    const after = meanPower(limitBand(y, { low: 1000, high: 5000 }))
    const bin = (f: number) => Math.round((f * 2048) / 22050)
    for (const f of [1300, 2000, 4000, 4700]) expect(Math.abs(db(after[bin(f)] / before[bin(f)]))).toBeLessThan(0.2)
    for (const f of [100, 600, 5400, 9000]) expect(db(after[bin(f)] / before[bin(f)])).toBeLessThan(-60)
  })

  test('does not delay, and does nothing without limits', () => {
    const pulse = new Float32Array(501)
    pulse[250] = 1
    const wide = limitBand(pulse, { high: 5000 })
    expect(wide.indexOf(Math.max(...wide))).toBe(250)
    for (let i = 1; i < 200; i++) expect(wide[250 + i]).toBeCloseTo(wide[250 - i], 6)
    expect(limitBand(music)).toEqual(music)
  })

  test('refuses bad parameters', () => {
    expectInvalid('high', () => limitBand(music, { high: 20000 }))
    expectInvalid('high', () => limitBand(music, { high: 0 }))
    expectInvalid('low', () => limitBand(music, { low: 5000, high: 4000 }))
    expectInvalid('transition', () => limitBand(music, { high: 4000, transition: 0 }))
  })
})

describe('clip, gain and reduceBitDepth', () => {
  test('clip keeps within the level', () => {
    expect([...clip(Float32Array.of(0.25, -2, 0.75), { level: 0.5 })]).toEqual([0.25, -0.5, 0.5])
    const driven = clip(music, { drive: 30, shape: 'soft', level: 0.8 })
    expect(Math.max(...driven.map(Math.abs))).toBeLessThanOrEqual(Math.fround(0.8))
    expect(Math.sign(driven[500])).toBe(Math.sign(music[500]))
    expectInvalid('level', () => clip(music, { level: 0 }))
    expectInvalid('drive', () => clip(music, { drive: NaN }))
    expectInvalid('shape', () => clip(music, { shape: 'tube' as 'soft' }))
  })

  test('gain multiplies', () => {
    expect(deviation(gain(Float32Array.of(0.1, -0.2), { db: 20 }), [1, -2])).toBeLessThan(1e-6)
    expect(gain({ samples: music, sampleRate: 1 }, { db: -6 }).sampleRate).toBe(1)
    expectInvalid('db', () => gain(music, {} as never))
  })

  test('reduceBitDepth rounds to steps, with an error of a twelfth of a step squared', () => {
    const eight = reduceBitDepth(music, { bits: 8 })
    for (const v of eight) expect(Number.isInteger(v * 128)).toBe(true)
    expect(Math.max(...minus(eight, music).map(Math.abs))).toBeLessThanOrEqual(1 / 256 + 1e-7)
    const loud = noise(20000, 1, 0.9)
    expect(meanSquare(minus(reduceBitDepth(loud, { bits: 6 }), loud)) / (1 / 32 ** 2 / 12)).toBeCloseTo(1, 1)
    const dithered = reduceBitDepth(loud, { bits: 6, dither: true, randomState: 1 })
    expect(meanSquare(minus(dithered, loud)) / (1 / 32 ** 2 / 12)).toBeCloseTo(3, 0)
    expect(reduceBitDepth(Float32Array.of(2, -2), { bits: 2 })).toEqual(Float32Array.of(0.5, -1))
    expectInvalid('bits', () => reduceBitDepth(music, { bits: 1 }))
    expectInvalid('bits', () => reduceBitDepth(music, { bits: 8.5 }))
  })
})

describe('codecLoss', () => {
  test('leaves an error of about the ratio asked for, and nothing above the cutoff', () => {
    const low = limitBand(music, { high: 4000 })
    for (const snr of [6, 12, 20]) {
      const ratio = db(meanSquare(low) / meanSquare(minus(codecLoss(low, { snr }), low)))
      expect(ratio).toBeGreaterThan(snr - 2)
      expect(ratio).toBeLessThan(snr + 6)
    }
    const P = meanPower(codecLoss(makeNoise(30000, { randomState: 1 }), { cutoff: 5000 }))
    const bin = (f: number) => Math.round((f * 2048) / 22050)
    expect(db(P[bin(7000)] / P[bin(3000)])).toBeLessThan(-40)
  })

  test('refuses bad parameters', () => {
    expectInvalid('snr', () => codecLoss(music, { snr: NaN }))
    expectInvalid('cutoff', () => codecLoss(music, { cutoff: -1 }))
  })
})

describe('reverberate', () => {
  const pulse = new Float32Array(22050)
  pulse[0] = 1

  test('adds a tail that falls by 60 dB in the decay time, at the ratio asked for', () => {
    const room = reverberate(pulse, { decay: 0.8, directToReverberant: 3, randomState: 4 })
    expect(room[0]).toBeCloseTo(1, 5)
    const tail = room.slice(1)
    expect(db(1 / (meanSquare(tail) * tail.length))).toBeCloseTo(3, 1)
    const level = (t: number) => meanSquare(room.slice(t * 22050, t * 22050 + 2000))
    expect(Math.abs(db(level(0.1) / level(0.5)) - 30)).toBeLessThan(3)
    expect(reverberate(pulse, { randomState: 4 })).toEqual(reverberate(pulse, { randomState: 4 }))
  })

  test('uses the room that is given', () => {
    const response = Float32Array.of(1, 0, 0.5)
    const out = reverberate(Float32Array.of(1, 2, 3), { impulseResponse: response })
    expect(deviation(out, [1, 2, 3.5])).toBeLessThan(1e-6)
  })

  test('refuses bad parameters', () => {
    expectInvalid('decay', () => reverberate(pulse, { decay: 0 }))
    expectInvalid('delay', () => reverberate(pulse, { delay: -1 }))
    expectInvalid('directToReverberant', () => reverberate(pulse, { directToReverberant: NaN }))
  })
})

test('every degradation refuses bad signals and leaves its input', () => {
  const copy = music.slice()
  const all: ((y: Float32Array) => unknown)[] = [
    y => addNoise(y, { snr: 3 }),
    y => clip(y),
    y => codecLoss(y),
    y => gain(y, { db: 1 }),
    y => limitBand(y),
    y => reduceBitDepth(y, { bits: 8 }),
    y => reverberate(y),
  ]
  for (const degrade of all) {
    expect(() => degrade(Float32Array.of(0, NaN))).toThrow(InvalidParameterError)
    expect(() => degrade(new Float32Array(0))).toThrow(InvalidParameterError)
    degrade(music)
    expect(music).toEqual(copy)
  }
})
