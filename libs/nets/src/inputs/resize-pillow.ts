import { InvalidParameterError } from '@genre/core'
import type { Picture } from './picture'

/** Bits after the point of Pillow's weights. */
const PRECISION = 22

/**
 * Pillow's `Image.resize(..., BILINEAR)` of bytes: a triangle as wide as the shrinking asks for, first along rows, then along
 * columns, each pass rounded to bytes.
 */
export function resizePillow<P extends Picture>(picture: P, height: number, width: number): Picture<P['data']> {
  if (!(picture.data instanceof Uint8Array)) {
    throw new InvalidParameterError({ parameter: 'method', received: 'pillow', allowed: 'used for bytes, not floats' })
  }
  const [oldHeight, oldWidth, channels] = picture.shape
  const across = width === oldWidth ? picture.data : pass(picture.data, oldHeight, oldWidth, width, channels, channels)
  // Columns: the picture's rows are its steps, a whole row of values its channels.
  const row = width * channels
  const out = height === oldHeight ? across.slice() : pass(across, 1, oldHeight, height, row, row)
  return { data: out, shape: [height, width, channels] }
}

/** Resizes the middle axis of (outer, length, channels). */
function pass(
  data: Uint8Array,
  outer: number,
  length: number,
  newLength: number,
  channels: number,
  stride: number,
): Uint8Array {
  const out = new Uint8Array(outer * newLength * channels)
  const scale = length / newLength
  const support = Math.max(scale, 1)
  for (let to = 0; to < newLength; to++) {
    const centre = (to + 0.5) * scale
    const first = Math.max(Math.trunc(centre - support + 0.5), 0)
    const end = Math.min(Math.trunc(centre + support + 0.5), length)
    const exact = Array.from({ length: end - first }, (_, i) =>
      Math.max(0, 1 - Math.abs((i + first - centre + 0.5) / support)),
    )
    const total = exact.reduce((sum, weight) => sum + weight, 0)
    const weights = exact.map(weight => Math.trunc((weight / total) * 2 ** PRECISION + 0.5))
    for (let o = 0; o < outer; o++) {
      for (let c = 0; c < channels; c++) {
        let sum = 2 ** (PRECISION - 1)
        for (let i = 0; i < weights.length; i++) sum += data[(o * length + first + i) * stride + c] * weights[i]
        out[(o * newLength + to) * channels + c] = Math.min(255, Math.floor(sum / 2 ** PRECISION))
      }
    }
  }
  return out
}
