import type { Picture } from './picture'
import { decodePng } from './png'
import { resizePicture } from './resize'

/** Options of {@link kagglePicture}. */
export interface KagglePictureOptions {
  /** Default 216. */
  readonly height?: number
  /** Default 144. */
  readonly width?: number
  /** The name of the file, for messages. */
  readonly file?: string
}

/**
 * The CS 4100 project's picture: a mel spectrogram of the Kaggle copy of GTZAN (432 x 288, axes and margins included) as
 * colours, resized to 216 high and 144 wide by Pillow's bilinear filter (torchvision's `Resize((216, 144))`, whose first number is
 * the height). {@link pixelsToInput} with `scale: 'unit'` makes the net's input of it.
 *
 * @throws DecodeError if it is no PNG or damaged
 *
 * @example
 * ```ts
 * import { encodePng, kagglePicture } from '@genre/nets'
 * const png = encodePng({ data: new Uint8Array(288 * 432 * 3), shape: [288, 432, 3] })
 * console.log(kagglePicture(png).shape) // => [ 216, 144, 3 ]
 * ```
 */
export function kagglePicture(png: Uint8Array, options: KagglePictureOptions = {}): Picture<Uint8Array> {
  const { height = 216, width = 144, file } = options
  return resizePicture(decodePng(png, { channels: 3, file }), { height, width, method: 'pillow' })
}
