import { InvalidParameterError, checkInteger, checkOneOf, checkOptions } from '@genre/core'
import { MOST_SAMPLES, checkFloats, checkRoom } from './checks'

const PAD_MODES = ['constant', 'reflect', 'edge', 'wrap'] as const

/** How a signal goes on beyond its ends: zeros, mirrored without repeating the end, the end repeated, or periodically. */
export type PadMode = (typeof PAD_MODES)[number]

/** `mode`, checked. */
export function checkPadMode(mode: unknown, parameter = 'padMode'): PadMode {
  return checkOneOf(parameter, mode, PAD_MODES)
}

/**
 * Where sample `i` (any integer) of the padded signal is found in the `n` samples, or -1 for a zero. `reflect` bounces
 * as often as needed, as NumPy does.
 */
export function paddedIndex(i: number, n: number, mode: PadMode): number {
  if (i >= 0 && i < n) return i
  switch (mode) {
    case 'constant':
      return -1
    case 'edge':
      return i < 0 ? 0 : n - 1
    case 'wrap':
      return ((i % n) + n) % n
    case 'reflect': {
      if (n === 1) return 0
      const period = 2 * (n - 1)
      const j = ((i % period) + period) % period
      return j < n ? j : period - j
    }
  }
}

/** Options of {@link pad}. */
export interface PadOptions {
  /** Samples to add before the first. */
  before: number
  /** Samples to add after the last; default `before`. */
  after?: number
  /** What to add: zeros (`'constant'`, default), `'reflect'`, `'edge'` or `'wrap'`. */
  mode?: PadMode
  /** Memory for the result, as long as it or longer; default new memory. */
  out?: Float32Array
}

/**
 * A copy of the samples with more at both ends, equal to `numpy.pad` with the mode of the same name (`reflect` is its
 * default `reflect_type='even'`, which bounces to and fro where the padding is longer than the signal).
 *
 * @throws InvalidParameterError for negative lengths, an unknown mode, or no samples with a mode that needs one
 *
 * @example
 * ```ts
 * import { pad } from '@genre/dsp'
 * pad(Float32Array.of(1, 2, 3), { before: 2, after: 3, mode: 'reflect' }) // => Float32Array(8) [3, 2, 1, 2, 3, 2, 1, 2]
 * ```
 */
export function pad(samples: Float32Array, options: PadOptions): Float32Array {
  const { before, after = before, mode = 'constant', out: memory } = checkOptions(options)
  checkInteger('before', before, { min: 0, max: MOST_SAMPLES })
  checkInteger('after', after, { min: 0, max: MOST_SAMPLES })
  checkPadMode(mode, 'mode')
  checkFloats('samples', samples)
  const n = samples.length
  if (n === 0 && mode !== 'constant') {
    throw new InvalidParameterError({ parameter: 'samples', received: samples, allowed: 'at least one sample' })
  }
  const length = before + n + after
  const out = memory === undefined ? new Float32Array(length) : checkRoom('out', memory, length).subarray(0, length)
  out.set(samples, before)
  if (mode === 'constant') {
    if (memory !== undefined) out.fill(0, 0, before).fill(0, before + n)
  } else {
    for (let i = 0; i < before; i++) out[i] = samples[paddedIndex(i - before, n, mode)]
    for (let i = before + n; i < out.length; i++) out[i] = samples[paddedIndex(i - before, n, mode)]
  }
  return out
}
