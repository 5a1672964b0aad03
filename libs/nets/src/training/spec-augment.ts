import type { RandomState } from '@genre/core'
import { checkInteger, checkNumber, ShapeError } from '@genre/core'

/** Options of {@link specAugment}. */
export interface SpecAugmentOptions {
  /** Masks over bands (the first axis of a picture). Default 2. */
  readonly frequencyMasks?: number
  /** Widest of them, in bands. Default 16. */
  readonly frequencyWidth?: number
  /** Masks over frames (the second axis). Default 2. */
  readonly timeMasks?: number
  /** Widest of them, in frames. Default 20. */
  readonly timeWidth?: number
  /** What fills them: a number, or the mean of the picture. Default `'mean'`. */
  readonly fill?: number | 'mean'
}

/**
 * SpecAugment (Park et al. 2019) without time warping: of every picture some bands and some stretches of time are wiped out.
 * Each width is uniform in 0..width, each place uniform among those that fit.
 *
 * @param pictures - (examples, bands, frames, channels); not changed
 * @throws ShapeError if they are no pictures, InvalidParameterError
 */
export function specAugment(
  pictures: { readonly data: Float32Array; readonly shape: readonly number[] },
  random: RandomState,
  options: SpecAugmentOptions = {},
): Float32Array {
  const { frequencyMasks = 2, frequencyWidth = 16, timeMasks = 2, timeWidth = 20, fill = 'mean' } = options
  for (const [name, value] of Object.entries({ frequencyMasks, frequencyWidth, timeMasks, timeWidth })) {
    checkInteger(`specAugment.${name}`, value, { min: 0 })
  }
  if (fill !== 'mean') checkNumber('specAugment.fill', fill)
  if (pictures.shape.length !== 4) {
    throw new ShapeError({
      array: 'pictures',
      received: pictures.shape,
      expected: 'examples, bands, frames and channels, as SpecAugment needs',
    })
  }
  const [examples, bands, frames, channels] = pictures.shape
  const out = pictures.data.slice()
  const size = bands * frames * channels
  for (let example = 0; example < examples; example++) {
    const picture = out.subarray(example * size, (example + 1) * size)
    const value = fill === 'mean' ? picture.reduce((sum, x) => sum + x, 0) / size : fill
    for (let i = 0; i < frequencyMasks; i++) {
      const [start, end] = stretch(random, bands, frequencyWidth)
      picture.fill(value, start * frames * channels, end * frames * channels)
    }
    for (let i = 0; i < timeMasks; i++) {
      const [start, end] = stretch(random, frames, timeWidth)
      for (let band = 0; band < bands; band++) {
        picture.fill(value, (band * frames + start) * channels, (band * frames + end) * channels)
      }
    }
  }
  return out
}

function stretch(random: RandomState, length: number, widest: number): [number, number] {
  const width = Math.min(random.nextInteger(0, widest + 1), length)
  const start = random.nextInteger(0, length - width + 1)
  return [start, start + width]
}
