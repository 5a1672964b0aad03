import { checkInteger, checkOneOf } from '@genre/core'
import type { Picture } from './picture'
import { checkPicture } from './picture'
import { resizeArea } from './resize-area'
import { resizeBilinear, resizeOpenCvLinear } from './resize-linear'
import { resizePillow } from './resize-pillow'

/**
 * A way to resize: `'area'` and `'linear'` are OpenCV's `INTER_AREA` and `INTER_LINEAR`, `'bilinear'` is `tf.image.resize`
 * (floats), `'pillow'` Pillow's `BILINEAR` (bytes), which averages where it shrinks and which torchvision's `Resize` of pictures is.
 */
export type ResizeMethod = 'area' | 'linear' | 'bilinear' | 'pillow'

/** Options of {@link resizePicture}. */
export interface ResizeOptions {
  readonly height: number
  readonly width: number
  readonly method: ResizeMethod
}

/**
 * A picture at another size. Bytes give bytes, floats floats, as in the library that the method names; `'bilinear'` gives
 * floats always, and `'pillow'` takes bytes only.
 *
 * Matches OpenCV 5.0 (the algorithms of 4.x), TensorFlow 2.21 and Pillow 12.3: bytes exactly, floats within 1e-6 of the largest.
 *
 * @throws ShapeError for no picture, InvalidParameterError for a wrong size or method
 *
 * @example
 * ```ts
 * import { resizePicture } from '@genre/nets'
 * const picture = { data: Uint8Array.of(0, 100, 200, 60), shape: [2, 2, 1] as const }
 * console.log(resizePicture(picture, { height: 1, width: 1, method: 'area' }).data) // => Uint8Array(1) [ 90 ]
 * ```
 */
export function resizePicture<P extends Picture>(picture: P, options: ResizeOptions): Picture<P['data']> {
  checkPicture(picture)
  const height = checkInteger('height', options?.height, { min: 1, max: 65536 })
  const width = checkInteger('width', options?.width, { min: 1, max: 65536 })
  switch (checkOneOf('method', options.method, ['area', 'linear', 'bilinear', 'pillow'] as const)) {
    case 'area':
      return resizeArea(picture, height, width)
    case 'linear':
      return resizeOpenCvLinear(picture, height, width, false)
    case 'bilinear':
      return resizeBilinear(picture, height, width)
    case 'pillow':
      return resizePillow(picture, height, width)
  }
}
