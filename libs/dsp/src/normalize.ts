import type { ArrayView, NdArray } from '@genre/core'
import { InvalidParameterError, checkNumber, checkOneOf, checkOptions } from '@genre/core'
import { asFrameMajor, frameMajor } from './spectrogram-layout'

/** Options of {@link normalize}. */
export interface NormalizeOptions {
  /** The norm that becomes 1: `Infinity` for the largest magnitude (default), 2 for the Euclidean length, 1 for the sum,
   * any p > 0; 0 for the number of values that are not zero, `-Infinity` for the smallest magnitude. */
  norm?: number
  /** Smaller norms are not divided by; default the smallest normal single-precision number. */
  threshold?: number
  /** What becomes of values whose norm is below the threshold: left as they are (`'keep'`, default) or set to zero. */
  small?: 'keep' | 'zero'
}

/** Options of {@link normalize} for spectrograms. */
export interface NormalizeMatrixOptions extends NormalizeOptions {
  /** Divide each frame by the norm of its bins (`'frames'`, default), each bin by that of its frames, or all by one norm. */
  each?: 'frames' | 'bins' | 'all'
}

/**
 * Values divided by their norm: samples as a whole, an array of shape (bins, frames) frame by frame unless told otherwise.
 * The norm is computed in double precision; the results are stored in single.
 *
 * Equal to `librosa.util.normalize` (0.11), whose `axis=0` is `each: 'frames'`, `axis=1` `'bins'`, `axis=None` `'all'`, and
 * whose `fill=False` is `small: 'zero'`.
 *
 * @throws InvalidParameterError for a bad option, NaN or infinite values
 *
 * @example
 * ```ts
 * import { normalize } from '@genre/dsp'
 * normalize(Float32Array.of(0.25, -0.5)) // => Float32Array(2) [0.5, -1]
 * ```
 */
export function normalize(values: Float32Array, options?: NormalizeOptions): Float32Array
export function normalize(values: ArrayView, options?: NormalizeMatrixOptions): NdArray<Float32Array>
export function normalize(
  values: Float32Array | ArrayView,
  options: NormalizeMatrixOptions = {},
): Float32Array | NdArray<Float32Array> {
  const { norm = Infinity, threshold = 2 ** -126, small = 'keep', each = 'frames' } = checkOptions(options)
  if (norm !== Infinity && norm !== -Infinity) checkNumber('norm', norm, { min: 0 })
  checkNumber('threshold', threshold, { min: 0, exclusive: 'min' })
  checkOneOf('small', small, ['keep', 'zero'])
  checkOneOf('each', each, ['frames', 'bins', 'all'])
  if (values instanceof Float32Array) {
    const out = values.slice()
    divide(out, 0, 1, out.length, { norm, threshold, small })
    return out
  }
  const view = asFrameMajor('values', values)
  const [bins, frames] = view.shape
  const data = Float32Array.from(view.data)
  if (each === 'all') divide(data, 0, 1, data.length, { norm, threshold, small })
  else if (each === 'frames')
    for (let t = 0; t < frames; t++) divide(data, t * bins, 1, bins, { norm, threshold, small })
  else for (let k = 0; k < bins; k++) divide(data, k, bins, frames, { norm, threshold, small })
  return frameMajor(bins, frames, data)
}

function divide(
  data: Float32Array,
  from: number,
  step: number,
  count: number,
  { norm, threshold, small }: { norm: number; threshold: number; small: 'keep' | 'zero' },
): void {
  let length = norm === -Infinity ? Infinity : 0
  for (let k = 0, i = from; k < count; k++, i += step) {
    const magnitude = Math.abs(data[i])
    if (!(magnitude < Infinity)) {
      throw new InvalidParameterError({ parameter: `values (element ${i})`, received: data[i], allowed: 'finite' })
    }
    if (norm === Infinity) length = magnitude > length ? magnitude : length
    else if (norm === -Infinity) length = magnitude < length ? magnitude : length
    else if (norm === 0) length += magnitude > 0 ? 1 : 0
    else length += norm === 1 ? magnitude : norm === 2 ? magnitude * magnitude : magnitude ** norm
  }
  if (Math.abs(norm) < Infinity && norm > 0 && norm !== 1)
    length = norm === 2 ? Math.sqrt(length) : length ** (1 / norm)
  if (length < threshold) {
    if (small === 'zero') for (let k = 0, i = from; k < count; k++, i += step) data[i] = 0
  } else {
    for (let k = 0, i = from; k < count; k++, i += step) data[i] /= length
  }
}
