import { InvalidParameterError } from '@genre/core'
import type { NdArray } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { expectInvalid } from '../test/bad-input'
import { expectSameBits } from '../test/same-bits'
import { noise } from '../test/signals'
import { dct } from './dct'
import { powerToDb } from './decibels'
import { estimateNoise } from './estimate-noise'
import { melSpectrogram } from './mel-spectrogram'
import { resample } from './resample'
import { spectralSubtraction, wienerFilter } from './spectral-subtraction'
import { spectrogram } from './spectrogram'
import { stft } from './stft'
import type { StftOptions } from './stft-plan'
import { StreamingSubtraction, StreamingWiener } from './streaming-denoiser'
import { StreamingMel, StreamingMfcc } from './streaming-mel'
import { StreamingResampler } from './streaming-resampler'
import { StreamingSpectrogram, StreamingStft } from './streaming-stft'
import { toTransformStream } from './transform-stream'

/** A signal in pieces: the sizes are used in turn. */
function* pieces(y: Float32Array, sizes: number[]): Generator<Float32Array> {
  for (let at = 0, i = 0; at < y.length; i++) {
    const size = sizes[i % sizes.length]
    yield y.subarray(at, at + size)
    at += size
  }
}

/** Everything a stream gives for a signal, one after the other. */
function collect<T>(
  live: { push(samples: Float32Array): T; flush(): T },
  y: Float32Array,
  sizes: number[],
  values: (result: T) => Float32Array,
): Float32Array {
  const out: number[] = []
  for (const piece of pieces(y, sizes)) out.push(...values(live.push(piece)))
  out.push(...values(live.flush()))
  return Float32Array.from(out)
}

const frames = (S: NdArray<Float32Array>) => S.data.subarray(0, S.shape[0] * S.shape[1])
const sizesOf = fc
  .array(fc.integer({ min: 0, max: 400 }), { minLength: 1, maxLength: 5 })
  .filter(s => s.some(v => v > 0))

describe('streams give the bits of the whole', () => {
  test('StreamingStft and StreamingSpectrogram, with any transform, padding and pieces', () => {
    fc.assert(
      fc.property(
        fc.record({
          nFft: fc.integer({ min: 1, max: 80 }),
          hopLength: fc.integer({ min: 1, max: 120 }),
          center: fc.boolean(),
          padMode: fc.constantFrom('constant' as const, 'reflect' as const, 'edge' as const),
        }),
        fc.integer({ min: 1, max: 900 }),
        sizesOf,
        (options: StftOptions, n, sizes) => {
          fc.pre(options.center || n >= options.nFft!)
          const y = noise(n, n, 1)
          const X = stft(y, options)
          const live = new StreamingStft(options)
          // Twice: after a flush a new signal may begin.
          for (let round = 0; round < 2; round++) {
            expectSameBits(
              collect(live, y, sizes, X => frames(X.real)),
              X.real.data,
            )
          }
          expectSameBits(
            collect(live, y, sizes, X => frames(X.imag)),
            X.imag.data,
          )
          const magnitudes = new StreamingSpectrogram(options)
          expectSameBits(collect(magnitudes, y, sizes, frames), spectrogram(y, options).data)
        },
      ),
      { numRuns: 80 },
    )
  })

  test('StreamingMel and StreamingMfcc', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3000 }), sizesOf, (n, sizes) => {
        const y = noise(n, n, 1)
        const options = { nFft: 256, nMels: 20, sampleRate: 8000, hopLength: 100 }
        const M = melSpectrogram(y, options)
        expectSameBits(collect(new StreamingMel(options), y, sizes, frames), M.data)
        const C = dct(powerToDb(M, { topDb: null }), { n: 7 })
        expectSameBits(collect(new StreamingMfcc({ ...options, nMfcc: 7 }), y, sizes, frames), C.data)
      }),
      { numRuns: 20 },
    )
  })

  test('StreamingResampler, at any rates', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 50 }),
        // Ratios that are fractions, and others.
        fc.oneof(fc.integer({ min: 1, max: 50 }), fc.double({ min: 1, max: 50, noNaN: true })),
        fc.integer({ min: 1, max: 9000 }),
        sizesOf,
        (from, to, n, sizes) => {
          fc.pre(from !== to)
          const y = noise(n, n, 1)
          const live = new StreamingResampler({ from, to })
          const whole = resample(y, { from, to })
          expectSameBits(
            collect(live, y, sizes, r => r),
            whole,
          )
          expectSameBits(
            collect(live, y, [1000], r => r),
            whole,
          )
        },
      ),
      { numRuns: 30 },
    )
  })

  test('StreamingSubtraction and StreamingWiener, with any transform', () => {
    fc.assert(
      fc.property(
        fc.record({
          nFft: fc.integer({ min: 8, max: 90 }),
          hopLength: fc.integer({ min: 1, max: 100 }),
          center: fc.boolean(),
        }),
        fc.integer({ min: 100, max: 1500 }),
        sizesOf,
        (transform, n, sizes) => {
          const y = noise(n, n, 1)
          const profile = estimateNoise(noise(500, 2, 0.3), transform)
          const options = { ...transform, noise: profile, smoothing: { time: 0.3, bins: 3 }, floor: 0.1 }
          const batch = { normalize: false, ...options }
          const live = new StreamingSubtraction(options)
          for (let round = 0; round < 2; round++) {
            expectSameBits(
              collect(live, y, sizes, r => r),
              spectralSubtraction(y, batch),
            )
          }
          const wiener = { ...transform, noise: profile }
          const expected = wienerFilter(y, { normalize: false, ...wiener })
          expectSameBits(
            collect(new StreamingWiener(wiener), y, sizes, r => r),
            expected,
          )
        },
      ),
      { numRuns: 40 },
    )
  })

  test('an empty stream gives nothing', () => {
    expect(new StreamingStft().flush().real.shape).toEqual([1025, 0])
    expect(new StreamingMel().flush().shape).toEqual([128, 0])
    expect(new StreamingResampler({ from: 2, to: 1 }).flush().length).toBe(0)
    const profile = estimateNoise(noise(500, 2, 0.3))
    expect(new StreamingSubtraction({ noise: profile }).flush().length).toBe(0)
  })
})

describe('streams', () => {
  test('lag by no more than they say', () => {
    for (const to of [22050, 22050.5, 1000 * Math.PI]) {
      const resampler = new StreamingResampler({ from: 48000, to })
      expect(resampler.push(new Float32Array(resampler.latency - 1)).length).toBe(0)
      expect(resampler.push(new Float32Array(1)).length).toBeGreaterThan(0)
    }
    const live = new StreamingStft({ nFft: 512, hopLength: 128 })
    expect(live.push(new Float32Array(255)).real.shape[1]).toBe(0)
    expect(live.push(new Float32Array(1)).real.shape[1]).toBe(1)
  })

  test('refuse bad samples before taking any, and padding that needs the end', () => {
    const y = noise(2000, 1, 1)
    const live = new StreamingSpectrogram({ nFft: 256 })
    live.push(y.subarray(0, 1000))
    expect(() => live.push(Float32Array.of(0, NaN))).toThrow(InvalidParameterError)
    expect(() => live.push(Float32Array.of(0, NaN))).toThrow('number 1001 of the stream')
    live.push(y.subarray(1000))
    live.flush()
    const resampler = new StreamingResampler({ from: 3, to: 2 })
    expectInvalid('samples', () => resampler.push(Float32Array.of(Infinity)))
    expectInvalid('padMode', () => new StreamingStft({ padMode: 'wrap' }))
    expectInvalid('nFft', () => new StreamingMel({ nFft: 0 }))
    expectInvalid('nMfcc', () => new StreamingMfcc({ nMfcc: 200 }))
    expectInvalid('noise', () => new StreamingSubtraction({} as never))
    expectInvalid('to', () => new StreamingResampler({ from: 1, to: 0 }))
  })

  test('are TransformStreams if asked', async () => {
    const y = noise(5000, 1, 1)
    const mel = toTransformStream(new StreamingMel({ nFft: 512 }), S => (S.shape[1] ? frames(S).slice() : undefined))
    const writer = mel.writable.getWriter()
    const done = (async () => {
      for (const piece of pieces(y, [700])) await writer.write(piece)
      await writer.close()
    })()
    const out: number[] = []
    const reader = mel.readable.getReader()
    for (let next = await reader.read(); !next.done; next = await reader.read()) out.push(...next.value)
    await done
    expect(out).toEqual([...melSpectrogram(y, { nFft: 512 }).data])
  })
})

describe('streams allocate nothing per block after a while', () => {
  const block = noise(128, 1, 1)
  const profile = estimateNoise(noise(3000, 2, 0.3))
  test.each([
    ['StreamingStft', new StreamingStft()],
    ['StreamingSpectrogram', new StreamingSpectrogram({ power: 2, padMode: 'reflect' })],
    ['StreamingMel', new StreamingMel()],
    ['StreamingMfcc', new StreamingMfcc()],
    ['StreamingResampler', new StreamingResampler({ from: 48000, to: 22050 })],
    ['StreamingResampler, any ratio', new StreamingResampler({ from: 48000, to: 22050.5 })],
    ['StreamingSubtraction', new StreamingSubtraction({ noise: profile })],
    ['StreamingWiener', new StreamingWiener({ noise: profile })],
  ] as [string, { push(samples: Float32Array): unknown }][])('%s', (_, live) => {
    // The heap grows by what is allocated as long as nothing is collected, and falls when something is. Early on the engine
    // allocates for its own sake (it is still compiling), so the quietest of several stretches counts: what every block
    // allocates would show in all of them.
    const blocks = 1500
    let quietest = Infinity
    for (let stretch = 0; stretch < 100 && quietest >= 8; stretch++) {
      const before = process.memoryUsage()
      for (let i = 0; i < blocks; i++) live.push(block)
      const after = process.memoryUsage()
      const grown = Math.abs(after.heapUsed - before.heapUsed) + Math.max(0, after.arrayBuffers - before.arrayBuffers)
      quietest = Math.min(quietest, grown / blocks)
    }
    // A number on the heap takes 12 bytes, an object or array more.
    expect(quietest).toBeLessThan(8)
  })
})
