import { checkBoolean, checkInteger, checkOneOf, checkOptions } from '@genre/core'
import { DEFAULT_HOP_LENGTH } from './frame-source'
import type { FrameSource } from './frame-source'
import { logMelOf } from './log-mel'
import type { Levels, LogMel, LogMelOptions } from './log-mel'
import { select } from './select'

/** Options of {@link onsetStrength}. */
export interface OnsetStrengthOptions extends Omit<LogMelOptions, 'center'> {
  /**
   * Whether the envelope is delayed by half a transform, to line up with the frames of a centred spectrogram (default).
   * The mel spectrogram that it is made of is centred in any case, as in librosa.
   */
  center?: boolean
  /** Frames between the two that are compared; default 1. */
  lag?: number
  /** Bands over which the earlier frame's maximum is taken, which ignores vibrato; default 1. */
  maxSize?: number
  /** How the rises of the bands become one value: `'mean'` (default) or `'median'`, which the beat tracker takes. */
  aggregate?: 'mean' | 'median'
  /** Whether to remove the slow trend by the filter `y[t] = x[t] - x[t-1] + 0.99 y[t-1]`; default false. */
  detrend?: boolean
}

/**
 * The onset strength envelope (spectral flux): how much each frame's mel spectrogram in dB rises over the frame before,
 * `mean over bands of max(0, L[b, t] - L[b, t - lag])`.
 *
 * The envelope begins with `lag` zeros, and with `center` on is delayed by another `floor(nFft / (2 hopLength))` frames.
 *
 * Equal to `librosa.onset.onset_strength` 0.11 within 1e-3 dB.
 *
 * @param source - sound, a spectrogram, or a mel spectrogram in dB as `{ logMel }`
 * @returns one value a frame, in dB per frame, single precision
 * @throws InvalidParameterError for a bad option, no samples, NaN or infinite samples
 *
 * @example
 * ```ts
 * import { onsetStrength } from '@genre/features'
 * const click = new Float32Array(22050)
 * click[11025] = 1
 * onsetStrength({ samples: click, sampleRate: 22050 }).length // 44
 * ```
 */
export function onsetStrength(source: FrameSource | LogMel, options: OnsetStrengthOptions = {}): Float32Array {
  const {
    lag = 1,
    maxSize = 1,
    aggregate = 'mean',
    detrend = false,
    center = true,
    ...melOptions
  } = checkOptions(options)
  checkBoolean('detrend', detrend)
  checkBoolean('center', center)
  checkInteger('lag', lag, { min: 1 })
  checkInteger('maxSize', maxSize, { min: 1 })
  checkOneOf('aggregate', aggregate, ['mean', 'median'])
  const levels = logMelOf(source, melOptions)
  const { nFft = 2048, hopLength = DEFAULT_HOP_LENGTH } = melOptions
  const delay = lag + (center ? Math.floor(nFft / (2 * hopLength)) : 0)
  const out = new Float32Array(levels.frames)
  rises(levels, { lag, delay, aggregate, reference: maxSize === 1 ? levels.data : maxima(levels, maxSize) }, out)
  if (detrend) removeTrend(out)
  return out
}

/**
 * Aggregated rises into `out`: value `delay + i` compares frames `lag + i` and `i`; those before are 0, those after the end
 * are left off.
 */
export function rises(
  levels: Levels,
  how: { lag: number; delay: number; aggregate: 'mean' | 'median'; reference: Float32Array },
  out: Float32Array,
): void {
  const { data, bands, frames } = levels
  const { lag, delay, aggregate, reference } = how
  out.fill(0, 0, Math.min(delay, frames))
  const positive = new Float32Array(bands)
  for (let i = 0; delay + i < frames && lag + i < frames; i++) {
    const now = (lag + i) * bands
    const before = i * bands
    let count = 0
    let sum = 0
    for (let b = 0; b < bands; b++) {
      const rise = Math.fround(data[now + b] - reference[before + b])
      if (rise > 0) {
        positive[count++] = rise
        sum += rise
      }
    }
    out[delay + i] = aggregate === 'mean' ? sum / bands : medianWithZeros(positive, count, bands)
  }
}

/** The median of `count` positive values and `total - count` zeros. */
function medianWithZeros(positive: Float32Array, count: number, total: number): number {
  const zeros = total - count
  const upper = total >> 1
  if (upper < zeros) return 0
  const high = select(positive, count, upper - zeros)
  if (total % 2 === 1) return high
  let low = 0
  for (let i = 0; i < upper - zeros; i++) if (positive[i] > low) low = positive[i]
  return Math.fround(Math.fround(low + high) / 2)
}

/** Running maxima over `size` bands, mirrored at the ends (which cannot change a maximum beyond what is inside). */
function maxima({ data, bands, frames }: Levels, size: number): Float32Array {
  const out = new Float32Array(data.length)
  const before = size >> 1
  for (let t = 0; t < frames; t++) {
    for (let b = 0; b < bands; b++) {
      let largest = -Infinity
      for (let i = b - before; i < b - before + size; i++) {
        const period = 2 * bands
        const turned = ((i % period) + period) % period
        const value = data[t * bands + (turned < bands ? turned : period - 1 - turned)]
        if (value > largest) largest = value
      }
      out[t * bands + b] = largest
    }
  }
  return out
}

function removeTrend(envelope: Float32Array): void {
  let before = 0
  let value = 0
  for (let t = 0; t < envelope.length; t++) {
    const now = envelope[t]
    value = now - before + 0.99 * value
    envelope[t] = value
    before = now
  }
}
