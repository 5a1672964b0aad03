import type { ArrayView, NdArray } from '@genre/core'
import { checkInteger, checkOneOf } from '@genre/core'
import type { SimdOptions } from './real-fft'
import { RunningMedian } from './running-median'
import { MEDIAN_SIZE } from './simd/median-kernel'
import { SimdMedian } from './simd/simd-median'
import { asFrameMajor, frameMajor } from './spectrogram-layout'

/** Options of {@link medianFilter}. */
export interface MedianFilterOptions extends SimdOptions {
  /** Number of values in the window; default 31. */
  size?: number
  /** The direction in which the window runs: along time (default) or along frequency. */
  axis?: 'time' | 'frequency'
}

/** Lines that are filtered together, so that memory is read and written in runs. */
const BLOCK = 16

/**
 * The running median of an array of shape (bins, frames) along one direction. Beyond its ends a line is mirrored with the
 * end repeated (`c b a | a b c | c b a`), as often as needed. Even sizes take the upper of the two middle values, over the
 * window that begins `size / 2` before the position.
 *
 * Equal to `scipy.ndimage.median_filter(S, size=(1, size) or (size, 1), mode='reflect')` (SciPy 1.17), except for lines of
 * two elements, where SciPy reads outside its memory. NaN counts as larger than every number. Windows of 31, the size of
 * harmonic-percussive separation, run on WebAssembly vectors.
 *
 * @throws InvalidParameterError for a size that is not a positive integer or an unknown axis
 *
 * @example
 * ```ts
 * import { NdArray } from '@genre/core'
 * import { medianFilter } from '@genre/dsp'
 * const S = new NdArray(Float32Array.of(1, 9, 2, 3, 4), [1, 5])
 * medianFilter(S, { size: 3 }).toArray() // => [[1, 2, 3, 3, 4]]
 * ```
 */
export function medianFilter(S: ArrayView, options: MedianFilterOptions = {}): NdArray<Float32Array> {
  const { size = 31, axis = 'time', simd = true } = options
  checkInteger('size', size, { min: 1 })
  checkOneOf('axis', axis, ['time', 'frequency'])
  const view = asFrameMajor('S', S)
  const out = frameMajor(view.shape[0], view.shape[1])
  runningMedians(view, size, axis, simd, out.data)
  return out
}

/** {@link medianFilter} of a checked array to memory of the caller. */
export function runningMedians(
  S: NdArray<Float32Array>,
  size: number,
  axis: 'time' | 'frequency',
  simd: boolean,
  out: Float32Array,
): void {
  const [bins, frames] = S.shape
  if (bins === 0 || frames === 0) return
  const kernel = simd && size === MEDIAN_SIZE ? SimdMedian.create(axis === 'time' ? frames : bins) : undefined
  // A number's bits, as an integer.
  const source = new Int32Array(S.data.buffer, S.data.byteOffset, S.data.length)
  const target = new Int32Array(out.buffer, out.byteOffset, out.length)
  if (axis === 'time') alongTime(source, bins, frames, size, target, kernel)
  else alongFrequency(source, bins, frames, size, target, kernel)
}

function alongTime(
  source: Int32Array,
  bins: number,
  frames: number,
  size: number,
  target: Int32Array,
  kernel: SimdMedian | undefined,
): void {
  const before = size >> 1
  const padded = frames + size - 1
  if (kernel) {
    // The kernel takes the values of all its lines at one position together.
    const { lanes, input, output } = kernel
    for (let bin = 0; bin < bins; bin += lanes) {
      const count = Math.min(lanes, bins - bin)
      for (let t = 0, i = 0; t < padded; t++, i += lanes) {
        const from = mirror(t - before, frames) * bins + bin
        for (let k = 0; k < count; k++) input[i + k] = source[from + k]
      }
      kernel.run()
      for (let t = 0, i = 0; t < frames; t++, i += lanes) {
        const to = t * bins + bin
        for (let k = 0; k < count; k++) target[to + k] = output[i + k]
      }
    }
    return
  }
  const median = new RunningMedian(size)
  const lines = new Int32Array(BLOCK * padded)
  const medians = new Int32Array(BLOCK * frames)
  for (let bin = 0; bin < bins; bin += BLOCK) {
    const count = Math.min(BLOCK, bins - bin)
    for (let t = 0; t < padded; t++) {
      const from = mirror(t - before, frames) * bins + bin
      for (let k = 0; k < count; k++) lines[k * padded + t] = toKey(source[from + k])
    }
    for (let k = 0; k < count; k++) median.run(lines, k * padded, frames, medians, k * frames)
    for (let t = 0; t < frames; t++) {
      const to = t * bins + bin
      for (let k = 0; k < count; k++) target[to + k] = toKey(medians[k * frames + t])
    }
  }
}

function alongFrequency(
  source: Int32Array,
  bins: number,
  frames: number,
  size: number,
  target: Int32Array,
  kernel: SimdMedian | undefined,
): void {
  const before = size >> 1
  const padded = bins + size - 1
  if (kernel) {
    const { lanes, input, output } = kernel
    for (let t = 0; t < frames; t += lanes) {
      const count = Math.min(lanes, frames - t)
      for (let f = 0; f < count; f++) {
        const at = (t + f) * bins
        for (let i = 0, o = f; i < padded; i++, o += lanes) input[o] = source[at + mirror(i - before, bins)]
      }
      kernel.run()
      for (let f = 0; f < count; f++) {
        const at = (t + f) * bins
        for (let k = 0, o = f; k < bins; k++, o += lanes) target[at + k] = output[o]
      }
    }
    return
  }
  const median = new RunningMedian(size)
  const line = new Int32Array(padded)
  const medians = new Int32Array(bins)
  for (let t = 0; t < frames; t++) {
    const at = t * bins
    for (let i = 0; i < padded; i++) line[i] = toKey(source[at + mirror(i - before, bins)])
    median.run(line, 0, bins, medians, 0)
    for (let k = 0; k < bins; k++) target[at + k] = toKey(medians[k])
  }
}

/**
 * The bits of a float as an integer that sorts as the float does, and back again: negative floats, whose bits grow as the
 * value falls, have all but the sign inverted.
 */
function toKey(bits: number): number {
  return bits ^ ((bits >> 31) & 0x7fffffff)
}

/** Where position `i` (any integer) of a line of `n` is found when it is mirrored with its ends repeated. */
function mirror(i: number, n: number): number {
  if (i >= 0 && i < n) return i
  const period = 2 * n
  const j = ((i % period) + period) % period
  return j < n ? j : period - 1 - j
}
