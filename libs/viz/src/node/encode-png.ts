import { encode } from 'fast-png'
import { InvalidParameterError, ShapeError } from '@genre/core'
import type { RgbaImage } from '../image/spectrogram-image'

/**
 * A picture as the bytes of a PNG file (8-bit RGBA, lossless).
 *
 * @throws ShapeError if the data do not fit the size
 *
 * @example
 * ```ts
 * import { encodePng } from '@genre/viz/node'
 * const png = encodePng({ width: 1, height: 1, data: Uint8ClampedArray.of(255, 0, 0, 255) })
 * console.log(png[1], png[2], png[3]) // => 80 78 71
 * ```
 */
export function encodePng({ width, height, data }: RgbaImage): Uint8Array {
  for (const [parameter, received] of Object.entries({ width, height })) {
    if (!Number.isInteger(received) || received < 1) {
      throw new InvalidParameterError({ parameter, received, allowed: 'a positive integer' })
    }
  }
  if (data.length !== 4 * width * height) {
    throw new ShapeError({ array: 'data', received: [data.length], expected: `4 x ${width} x ${height} bytes` })
  }
  return encode({ width, height, data, depth: 8, channels: 4 })
}
