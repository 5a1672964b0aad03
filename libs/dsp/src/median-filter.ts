import type { ArrayView, NdArray } from '@genre/core'
import { checkInteger, checkOneOf, checkOptions } from '@genre/core'
import { wantsSimd } from './checks'
import { MedianKernels } from './median-kernels'
import type { SimdOptions } from './real-fft'
import { RunningMedian } from './running-median'
import { MEDIAN_SIZE } from './simd/median-kernel'
import type { SimdMedian } from './simd/simd-median'
import { asFrameMajor, frameMajor } from './spectrogram-layout'

/** Options of {@link medianFilter}. */
export interface MedianFilterOptions extends SimdOptions {
  /** Number of values in the window; default 31. */
  size?: number
  /** The direction in which the window runs: along time (default) or along frequency. */
  axis?: 'time' | 'frequency'
}

/** The most values in a window. */
export const LARGEST_MEDIAN = 2 ** 20

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
  const { size = 31, axis = 'time' } = checkOptions(options)
  const simd = wantsSimd(options)
  checkInteger('size', size, { min: 1, max: LARGEST_MEDIAN })
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
  kernels = new MedianKernels(),
): void {
  const [bins, frames] = S.shape
  if (bins === 0 || frames === 0) return
  const kernel = simd && size === MEDIAN_SIZE ? kernels.of(axis === 'time' ? frames : bins) : undefined
  // A number's bits, as an integer.
  const source = new Int32Array(S.data.buffer, S.data.byteOffset, S.data.length)
  const target = new Int32Array(out.buffer, out.byteOffset, out.length)
  const lines: Lines =
    axis === 'time'
      ? { count: bins, lineStep: 1, length: frames, step: bins }
      : { count: frames, lineStep: bins, length: bins, step: 1 }
  if (kernel) byKernel(source, lines, target, kernel)
  else byRunningMedian(source, lines, size, target)
}

/** Lines of values in memory: value `i` of line `k` is at `k * lineStep + i * step`. */
interface Lines {
  readonly count: number
  readonly lineStep: number
  readonly length: number
  readonly step: number
}

/** Where the values of the first line are found with `size >> 1` mirrored ones before it, `size - 1` more than it is long. */
function paddedPlaces({ length, step }: Lines, size: number): Int32Array {
  const before = size >> 1
  return Int32Array.from({ length: length + size - 1 }, (_, i) => mirror(i - before, length) * step)
}

/** The kernel takes the values of several lines at one position together. */
function byKernel(source: Int32Array, lines: Lines, target: Int32Array, kernel: SimdMedian): void {
  const { count, lineStep, length, step } = lines
  const places = paddedPlaces(lines, MEDIAN_SIZE)
  const { lanes, input, output } = kernel
  for (let first = 0; first < count; first += lanes) {
    const some = Math.min(lanes, count - first)
    const base = first * lineStep
    for (let i = 0, o = 0; i < places.length; i++, o += lanes) {
      for (let k = 0, from = base + places[i]; k < some; k++, from += lineStep) input[o + k] = source[from]
    }
    kernel.run()
    for (let i = 0, o = 0; i < length; i++, o += lanes) {
      for (let k = 0, to = base + i * step; k < some; k++, to += lineStep) target[to] = output[o + k]
    }
  }
}

function byRunningMedian(source: Int32Array, lines: Lines, size: number, target: Int32Array): void {
  const { count, lineStep, length, step } = lines
  const places = paddedPlaces(lines, size)
  const padded = places.length
  const median = new RunningMedian(size)
  const values = new Int32Array(BLOCK * padded)
  const medians = new Int32Array(BLOCK * length)
  for (let first = 0; first < count; first += BLOCK) {
    const some = Math.min(BLOCK, count - first)
    const base = first * lineStep
    for (let i = 0; i < padded; i++) {
      for (let k = 0, from = base + places[i]; k < some; k++, from += lineStep) {
        values[k * padded + i] = toKey(source[from])
      }
    }
    for (let k = 0; k < some; k++) median.run(values, k * padded, length, medians, k * length)
    for (let i = 0; i < length; i++) {
      for (let k = 0, to = base + i * step; k < some; k++, to += lineStep) {
        target[to] = toKey(medians[k * length + i])
      }
    }
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
