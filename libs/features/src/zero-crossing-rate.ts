import { checkBoolean, checkInteger, checkNumber, checkOptions } from '@genre/core'
import type { Signal } from '@genre/dsp'
import { pad, samplesOf } from '@genre/dsp'
import { DEFAULT_HOP_LENGTH } from './frame-source'
import { wholeFrames } from './rms'

/** Options of {@link zeroCrossingRate}. */
export interface ZeroCrossingRateOptions {
  /** Samples in a frame; default 2048. */
  frameLength?: number
  /** Samples from one frame to the next; default 512. */
  hopLength?: number
  /** Whether frame `t` is centred at sample `t * hopLength` (default) or begins there. The ends are repeated outwards. */
  center?: boolean
  /** Samples of a magnitude up to this count as zero, and zero as positive; default 1e-10. */
  threshold?: number
}

/**
 * The zero-crossing rate of each frame: the share of its samples whose sign is not that of the sample before them in the
 * frame (the first never counts), the number of `i > 0` with `(y[i] < -threshold) != (y[i-1] < -threshold)`
 * over `frameLength`.
 *
 * Equal to `librosa.feature.zero_crossing_rate` 0.11, exactly.
 *
 * @returns one value a frame, 0 to 1
 * @throws InvalidParameterError for a bad option, no samples, NaN or infinite samples; ShapeError for a signal shorter than
 *   a frame when `center` is off
 *
 * @example
 * ```ts
 * import { zeroCrossingRate } from '@genre/features'
 * const square = Float32Array.from({ length: 8192 }, (_, i) => (i % 8 < 4 ? 1 : -1))
 * zeroCrossingRate({ samples: square, sampleRate: 22050 })[4] // about 1 / 4
 * ```
 */
export function zeroCrossingRate(source: Signal, options: ZeroCrossingRateOptions = {}): Float64Array {
  const { frameLength = 2048, hopLength = DEFAULT_HOP_LENGTH, center = true, threshold = 1e-10 } = checkOptions(options)
  checkInteger('frameLength', frameLength, { min: 1, max: 2 ** 26 })
  checkInteger('hopLength', hopLength, { min: 1, max: 2 ** 28 })
  checkBoolean('center', center)
  checkNumber('threshold', threshold, { min: 0 })
  let samples = samplesOf(source)
  if (center) samples = pad(samples, { before: Math.floor(frameLength / 2), mode: 'edge' })
  const out = new Float64Array(wholeFrames(samples.length, frameLength, hopLength))
  crossingRates(samples, 0, out.length, frameLength, hopLength, threshold, out)
  return out
}

/**
 * Zero-crossing rates of `frames` frames, the first of which begins `padding` samples before the samples do, whose ends are
 * repeated outwards (where nothing ever crosses).
 */
export function crossingRates(
  samples: Float32Array,
  padding: number,
  frames: number,
  frameLength: number,
  hopLength: number,
  threshold: number,
  out: Float64Array,
  seen: Int32Array = new Int32Array(samples.length),
): void {
  // seen[i]: crossings at samples 1 to i. A frame counts those after its first sample up to its last.
  const n = samples.length
  const limit = -threshold
  seen[0] = 0
  let negative = samples[0] < limit
  let count = 0
  for (let i = 1; i < n; i++) {
    const now = samples[i] < limit
    if (now !== negative) count++
    negative = now
    seen[i] = count
  }
  for (let t = 0; t < frames; t++) {
    const first = t * hopLength - padding
    const from = Math.min(Math.max(first, 0), n - 1)
    const to = Math.min(Math.max(first + frameLength - 1, 0), n - 1)
    out[t] = (seen[to] - seen[from]) / frameLength
  }
}
