import type { ArrayView } from '@genre/core'
import { InvalidParameterError, NdArray, ShapeError, checkInteger, checkView, isArrayView } from '@genre/core'
import { checkRoom } from './checks'

/** Elements of the largest array: 4 GB. */
const MOST_VALUES = 2 ** 30

/** A complex spectrogram of shape (bins, frames): real and imaginary parts, each frame contiguous in memory. */
export interface ComplexSpectrogram {
  /** The real parts. */
  readonly real: NdArray<Float32Array>
  /** The imaginary parts. */
  readonly imag: NdArray<Float32Array>
}

/**
 * An array of shape (bins, frames) over memory that is laid out frame by frame: stride (1, bins), so that bin `k` of frame `t` is
 * `data[k + bins t]`.
 *
 * @example
 * ```ts
 * import { frameMajor } from '@genre/dsp'
 * const S = frameMajor(3, 2, Float32Array.of(1, 2, 3, 4, 5, 6))
 * S.get(0, 1) // => 4
 * ```
 */
export function frameMajor(bins: number, frames: number, data?: Float32Array): NdArray<Float32Array> {
  checkInteger('bins', bins, { min: 0, max: MOST_VALUES })
  checkInteger('frames', frames, { min: 0, max: MOST_VALUES / Math.max(1, bins) })
  if (data === undefined) return new NdArray(new Float32Array(bins * frames), [bins, frames], [1, bins])
  checkRoom('data', data, bins * frames)
  return new NdArray(data, [bins, frames], [1, bins])
}

/**
 * A two-dimensional float array as frame-major memory: the very elements `data[bin + bins * frame]`. What already is laid
 * out so is viewed, anything else is copied.
 *
 * @param name - what errors call the array
 * @throws ShapeError for another number of axes than two, InvalidParameterError for something that is no array
 *
 * @example
 * ```ts
 * import { NdArray } from '@genre/core'
 * import { asFrameMajor } from '@genre/dsp'
 * const rowByRow = new NdArray(Float32Array.of(1, 2, 3, 4), [2, 2])
 * Array.from(asFrameMajor('S', rowByRow).data) // => [1, 3, 2, 4]
 * ```
 */
export function asFrameMajor(name: string, view: ArrayView): NdArray<Float32Array> {
  checkView(name, view)
  if (view.shape.length !== 2) {
    throw new ShapeError({ array: name, received: view.shape, expected: 'two axes (bins, frames)' })
  }
  const [bins, frames] = view.shape
  const { data, stride, offset } = view
  const size = bins * frames
  if (data instanceof Float32Array && (bins <= 1 || stride[0] === 1) && (frames <= 1 || stride[1] === bins)) {
    return frameMajor(bins, frames, offset === 0 && data.length === size ? data : data.subarray(offset, offset + size))
  }
  const out = new Float32Array(size)
  for (let t = 0, o = 0; t < frames; t++) {
    for (let k = 0, i = offset + t * stride[1]; k < bins; k++, i += stride[0]) out[o++] = data[i]
  }
  return frameMajor(bins, frames, out)
}

/** A complex spectrogram in frame-major memory, its parts of one shape. */
export function asComplexFrameMajor(spectrogram: ComplexSpectrogram, name = 'spectrogram'): ComplexSpectrogram {
  if (!spectrogram || !isArrayView(spectrogram.real) || !isArrayView(spectrogram.imag)) {
    throw new InvalidParameterError({
      parameter: name,
      received: spectrogram,
      allowed: 'a complex spectrogram ({ real, imag })',
    })
  }
  const real = asFrameMajor(`${name}.real`, spectrogram.real)
  const imag = asFrameMajor(`${name}.imag`, spectrogram.imag)
  if (real.shape[0] !== imag.shape[0] || real.shape[1] !== imag.shape[1]) {
    throw new ShapeError({
      array: `${name}.imag`,
      received: imag.shape,
      expected: `the shape of ${name}.real (${real.shape.join(', ')})`,
    })
  }
  return { real, imag }
}

/** The size of the transform that made so many bins: the one given, or the even one. */
export function sizeOf(bins: number, options: { nFft?: number }): number {
  const { nFft = Math.max(1, 2 * (bins - 1)) } = options
  return nFft
}
