import type { ArrayView } from '@genre/core'
import { checkInteger, checkNumber, DataError, InvalidParameterError, isArrayView, ShapeError } from '@genre/core'
import type { ColorMap } from './color-maps'
import { colorTable } from './color-maps'
import type { FrequencyScaleOptions } from './frequency-scale'
import { frequencyScale } from './frequency-scale'

/** A picture as `ImageData` has it: four bytes a pixel, rows from the top. */
export interface RgbaImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8ClampedArray
}

/** How {@link spectrogramImage} draws. */
export interface SpectrogramImageOptions extends Omit<FrequencyScaleOptions, 'bins'> {
  /** Default `'magma'`. */
  readonly colorMap?: ColorMap
  /** Pixels; default one a frame, at most 2000. */
  readonly width?: number
  /** Pixels; default one a row, from 128 to 512. */
  readonly height?: number
  /** The level in dB that gets the last colour; default the highest in the spectrogram. */
  readonly maxDb?: number
  /** The level in dB that gets the first colour; default `maxDb - 80`. */
  readonly minDb?: number
}

/** Larger pictures than this (in pixels) are refused. */
const MAX_PIXELS = 1 << 26

/**
 * A spectrogram in dB as a picture: time to the right, frequency upwards on a mel, linear or log axis.
 *
 * Where pixels are coarser than the spectrogram they show the mean of what they cover (in dB), where finer, straight lines
 * between rows. Works in a browser: `context.putImageData(new ImageData(image.data, image.width), 0, 0)`.
 *
 * @param spectrogramDb - levels in dB, shape (bins, frames), any strides
 * @throws ShapeError if it has other than two axes, fewer than two bins or no frame
 * @throws DataError if it holds NaN
 * @throws InvalidParameterError for a bad option
 *
 * @example
 * ```ts
 * import { NdArray } from '@genre/core'
 * import { spectrogramImage } from '@genre/viz'
 * const levels = new NdArray(Float32Array.of(0, -80, -40, -80, 0, -80), [3, 2])
 * const image = spectrogramImage(levels, { axis: 'mel', colorMap: 'gray', height: 3 })
 * console.log(image.width, image.height, image.data.length) // => 2 3 24
 * ```
 */
export function spectrogramImage(spectrogramDb: ArrayView, options: SpectrogramImageOptions = {}): RgbaImage {
  if (!isArrayView(spectrogramDb)) {
    throw new InvalidParameterError({
      parameter: 'spectrogramDb',
      received: spectrogramDb,
      allowed: 'an n-dimensional array of shape (bins, frames)',
    })
  }
  const { shape } = spectrogramDb
  if (shape.length !== 2 || shape[0] < 2 || shape[1] < 1) {
    throw new ShapeError({
      array: 'spectrogramDb',
      received: shape,
      expected: 'shape (bins, frames), two bins or more',
    })
  }
  const [bins, frames] = shape
  const scale = frequencyScale({ ...options, bins })
  const width = checkInteger('width', options.width ?? Math.min(frames, 2000), { min: 1 })
  const height = checkInteger('height', options.height ?? Math.max(128, Math.min(bins, 512)), { min: 1 })
  if (width * height > MAX_PIXELS) {
    throw new InvalidParameterError({
      parameter: 'width',
      received: width,
      allowed: `at most ${MAX_PIXELS} pixels in all`,
    })
  }
  const table = colorTable(options.colorMap ?? 'magma')
  const maxDb = options.maxDb === undefined ? highest(spectrogramDb) : checkNumber('maxDb', options.maxDb)
  const minDb = options.minDb === undefined ? maxDb - 80 : checkNumber('minDb', options.minDb)
  if (minDb >= maxDb) {
    throw new InvalidParameterError({ parameter: 'minDb', received: minDb, allowed: `below maxDb (${maxDb})` })
  }

  const rowOf = (y: number) => scale.row(scale.frequency(1 - y / height))
  const rows = cells(height, bins, y => [rowOf(y + 1), rowOf(y)])
  const columns = cells(width, frames, x => [(x / width) * frames - 0.5, ((x + 1) / width) * frames - 0.5])
  const data = new Uint8ClampedArray(4 * width * height)
  const column = new Float64Array(bins)
  const toColor = 255 / (maxDb - minDb)
  for (let x = 0; x < width; x++) {
    meanOfFrames(spectrogramDb, columns[x], { minDb, maxDb }, column)
    for (let y = 0; y < height; y++) {
      const { from, weights } = rows[y]
      let level = 0
      for (let k = 0; k < weights.length; k++) level += weights[k] * column[from + k]
      const color = 3 * Math.max(0, Math.min(255, Math.round((level - minDb) * toColor)))
      const at = 4 * (y * width + x)
      data[at] = table[color]
      data[at + 1] = table[color + 1]
      data[at + 2] = table[color + 2]
      data[at + 3] = 255
    }
  }
  return { width, height, data }
}

/** Which rows (or frames) a pixel shows, and in which shares. */
interface Cell {
  readonly from: number
  readonly weights: Float64Array
}

/** For each pixel the part [low, high] that it covers, in units of rows whose centres are whole numbers. */
function cells(pixels: number, count: number, part: (pixel: number) => [number, number]): Cell[] {
  const last = count - 1
  return Array.from({ length: pixels }, (_, pixel) => {
    const [low, high] = part(pixel)
    if (high - low <= 1) {
      const centre = Math.max(0, Math.min(last, (low + high) / 2))
      const from = Math.min(Math.floor(centre), Math.max(0, last - 1))
      const share = centre - from
      return { from, weights: count === 1 || share === 0 ? Float64Array.of(1) : Float64Array.of(1 - share, share) }
    }
    const from = Math.max(0, Math.min(last, Math.round(low)))
    const to = Math.max(from, Math.min(last, Math.round(high)))
    const weights = new Float64Array(to - from + 1)
    let sum = 0
    for (let k = from; k <= to; k++) {
      const overlap = Math.max(1e-9, Math.min(high, k + 0.5) - Math.max(low, k - 0.5))
      weights[k - from] = overlap
      sum += overlap
    }
    for (let k = 0; k < weights.length; k++) weights[k] /= sum
    return { from, weights }
  })
}

/** The weighted mean of some frames, each level within the colours' range. */
function meanOfFrames(
  { data, stride, offset, shape }: ArrayView,
  { from, weights }: Cell,
  { minDb, maxDb }: { minDb: number; maxDb: number },
  out: Float64Array,
): void {
  out.fill(0)
  for (let k = 0; k < weights.length; k++) {
    let at = offset + (from + k) * stride[1]
    for (let bin = 0; bin < shape[0]; bin++) {
      const level = data[at]
      if (Number.isNaN(level)) throw notANumber(bin, from + k)
      out[bin] += weights[k] * (level < minDb ? minDb : level > maxDb ? maxDb : level)
      at += stride[0]
    }
  }
}

function highest({ data, stride, offset, shape }: ArrayView): number {
  let max = -Infinity
  for (let frame = 0; frame < shape[1]; frame++) {
    for (let bin = 0; bin < shape[0]; bin++) {
      const level = data[offset + bin * stride[0] + frame * stride[1]]
      if (Number.isNaN(level)) throw notANumber(bin, frame)
      if (level > max && level < Infinity) max = level
    }
  }
  return max === -Infinity ? 0 : max
}

function notANumber(bin: number, frame: number): DataError {
  return new DataError({ table: 'spectrogramDb', row: bin, column: frame, reason: 'holds NaN' })
}
