import type { ArrayView, NdArray } from '@genre/core'
import { checkInteger, checkOneOf } from '@genre/core'
import { RunningMedian } from './running-median'
import { asFrameMajor, frameMajor } from './spectrogram-layout'

/** Options of {@link medianFilter}. */
export interface MedianFilterOptions {
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
 * two elements, where SciPy reads outside its memory. NaN counts as larger than every number.
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
  const { size = 31, axis = 'time' } = options
  checkInteger('size', size, { min: 1 })
  checkOneOf('axis', axis, ['time', 'frequency'])
  const view = asFrameMajor('S', S)
  const [bins, frames] = view.shape
  const out = frameMajor(bins, frames)
  if (axis === 'time') medianAlongTime(view.data, bins, frames, size, out.data)
  else medianAlongFrequency(view.data, bins, frames, size, out.data)
  return out
}

/** Running medians over `size` frames of frame-major `data`, to `out`. */
export function medianAlongTime(
  data: Float32Array,
  bins: number,
  frames: number,
  size: number,
  out: Float32Array,
): void {
  if (frames === 0) return
  const median = new RunningMedian(size)
  const before = size >> 1
  const padded = frames + size - 1
  const source = bitsOf(data)
  const result = bitsOf(out)
  const lines = new Int32Array(BLOCK * padded)
  const medians = new Int32Array(BLOCK * frames)
  for (let bin = 0; bin < bins; bin += BLOCK) {
    const count = Math.min(BLOCK, bins - bin)
    for (let t = 0; t < padded; t++) {
      const from = mirror(t - before, frames) * bins + bin
      for (let k = 0; k < count; k++) lines[k * padded + t] = toKey(source[from + k])
    }
    for (let k = 0; k < count; k++) median.run(lines, k * padded, frames, medians, k * frames, 1)
    for (let t = 0; t < frames; t++) {
      const to = t * bins + bin
      for (let k = 0; k < count; k++) result[to + k] = toKey(medians[k * frames + t])
    }
  }
}

/** Running medians over `size` bins of frame-major `data`, to `out`. */
export function medianAlongFrequency(
  data: Float32Array,
  bins: number,
  frames: number,
  size: number,
  out: Float32Array,
): void {
  if (bins === 0) return
  const median = new RunningMedian(size)
  const before = size >> 1
  const padded = bins + size - 1
  const source = bitsOf(data)
  const result = bitsOf(out)
  const line = new Int32Array(padded)
  const medians = new Int32Array(bins)
  for (let t = 0; t < frames; t++) {
    const at = t * bins
    for (let i = 0; i < padded; i++) {
      const k = i - before
      line[i] = toKey(source[at + (k >= 0 && k < bins ? k : mirror(k, bins))])
    }
    median.run(line, 0, bins, medians, 0, 1)
    for (let k = 0; k < bins; k++) result[at + k] = toKey(medians[k])
  }
}

/**
 * The bits of a float as an integer that sorts as the float does, and back again: negative floats, whose bits grow as the
 * value falls, have all but the sign inverted.
 */
function toKey(bits: number): number {
  return bits ^ ((bits >> 31) & 0x7fffffff)
}

function bitsOf(floats: Float32Array): Int32Array {
  return new Int32Array(floats.buffer, floats.byteOffset, floats.length)
}

/** Where position `i` (any integer) of a line of `n` is found when it is mirrored with its ends repeated. */
function mirror(i: number, n: number): number {
  if (i >= 0 && i < n) return i
  const period = 2 * n
  const j = ((i % period) + period) % period
  return j < n ? j : period - 1 - j
}
