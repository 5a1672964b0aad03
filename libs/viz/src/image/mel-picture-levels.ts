import { InvalidParameterError, NdArray } from '@genre/core'
import { colorTable } from './color-maps'

/** Where the spectrogram is in one of Kaggle's pictures (432 x 288); the rest is white. */
const [TOP, LEFT, ROWS, COLUMNS] = [35, 54, 218, 336]
const [WIDTH, HEIGHT] = [432, 288]
const BANDS = 128

/** Pixels as a PNG decoder gives them: rows from the top, three or four bytes a pixel. */
export interface PixelImage {
  readonly width: number
  readonly height: number
  readonly data: ArrayLike<number>
}

/**
 * The mel spectrogram in a picture of Kaggle's copy of GTZAN (`images_original`, 432 x 288 pixels with margins) as levels
 * again: the margins are cut off, 218 x 336 pixels stay, and each colour becomes its place in magma, whose colours grow
 * lighter from end to end and span 80 dB.
 *
 * A picture shows 30 s in 336 columns, so a frame is 1 / 11.2 s. Its 218 rows show 128 bands; of each band the row in its middle
 * counts. Levels are relative to the loudest of the track, to about 0.3 dB where the picture was not smoothed. In Kaggle's own
 * pictures four bands are not read well: 0 and 127 lie under the frame of the axes, and the middle rows of 3 and 13 show the band
 * below, for bands were drawn from whole pixel to whole pixel; columns 0, 334 and 335 are frame or margin. And their decibels are
 * twice those of power, as librosa's power spectrogram was taken for an amplitude there.
 *
 * @returns levels in dB, -80 to 0, shape (128, 336), low bands first; stride (1, 128), so memory is frame by frame
 * @throws InvalidParameterError if it has another size, or its data are not of bytes for 3 or 4 channels
 *
 * @example
 * ```ts
 * import { melPictureLevels } from '@genre/viz'
 * const black = { width: 432, height: 288, data: new Uint8ClampedArray(432 * 288 * 4) }
 * const levels = melPictureLevels(black)
 * console.log(levels.shape, levels.get(0, 0)) // => [ 128, 336 ] -80
 * ```
 */
export function melPictureLevels(image: PixelImage): NdArray<Float32Array> {
  const { width, height, data: pixels } = image
  const channels = pixels.length / (WIDTH * HEIGHT)
  if (width !== WIDTH || height !== HEIGHT || (channels !== 3 && channels !== 4)) {
    throw new InvalidParameterError({
      parameter: 'image',
      received: `${width} x ${height} pixels, ${pixels.length} values`,
      allowed: "one of Kaggle's mel pictures: 432 x 288 pixels, RGB or RGBA",
    })
  }
  if (!(pixels instanceof Uint8Array || pixels instanceof Uint8ClampedArray)) {
    throw new InvalidParameterError({ parameter: 'image.data', received: pixels, allowed: 'bytes, 8 bits a channel' })
  }
  const light = magmaLight()
  const data = new Float32Array(BANDS * COLUMNS)
  for (let band = 0; band < BANDS; band++) {
    const row = TOP + ROWS - 1 - Math.floor(((band + 0.5) * ROWS) / BANDS)
    for (let frame = 0; frame < COLUMNS; frame++) {
      const at = (row * WIDTH + LEFT + frame) * channels
      data[frame * BANDS + band] = 80 * placeOf(luminance(pixels[at], pixels[at + 1], pixels[at + 2]), light) - 80
    }
  }
  return new NdArray(data, [BANDS, COLUMNS], [1, BANDS])
}

/** The luminance of each of magma's colours, rising. */
function magmaLight(): Float64Array {
  const colors = colorTable('magma')
  const light = Float64Array.from({ length: colors.length / 3 }, (_, k) =>
    luminance(colors[3 * k], colors[3 * k + 1], colors[3 * k + 2]),
  )
  for (let k = 1; k < light.length; k++) light[k] = Math.max(light[k], light[k - 1])
  return light
}

/** Where a luminance stands among rising ones, 0 to 1; between two of them in proportion. */
function placeOf(value: number, light: Float64Array): number {
  let [low, high] = [0, light.length - 1]
  if (value <= light[low]) return 0
  if (value >= light[high]) return 1
  while (high - low > 1) {
    const middle = (low + high) >> 1
    if (light[middle] <= value) low = middle
    else high = middle
  }
  return (low + (value - light[low]) / (light[high] - light[low])) / (light.length - 1)
}

/** Relative luminance of an sRGB colour. */
function luminance(red: number, green: number, blue: number): number {
  const linear = (v: number) => (v <= 10 ? v / 3294.6 : ((v / 255 + 0.055) / 1.055) ** 2.4)
  return 0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue)
}
