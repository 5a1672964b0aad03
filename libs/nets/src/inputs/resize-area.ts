import type { Picture } from './picture'
import { toByte } from './picture'
import { resizeOpenCvLinear } from './resize-linear'

const f = Math.fround

/**
 * OpenCV's `INTER_AREA`: the mean of the area that a new pixel covers, where both sides shrink or stay; elsewhere a linear
 * interpolation. Sums are in single precision and in OpenCV's order, so that bytes come out the same.
 */
export function resizeArea<P extends Picture>(picture: P, height: number, width: number): Picture<P['data']> {
  const [oldHeight, oldWidth, channels] = picture.shape
  if (height === oldHeight && width === oldWidth)
    return { data: picture.data.slice() as P['data'], shape: picture.shape }
  if (oldHeight < height || oldWidth < width) return resizeOpenCvLinear(picture, height, width, true)
  const shape = [height, width, channels] as const
  const [stepY, stepX] = [oldHeight / height, oldWidth / width]
  const whole = Number.isInteger(stepY) && Number.isInteger(stepX)
  const sums = whole ? blockSums(picture, height, width) : weightedSums(picture, height, width)
  if (picture.data instanceof Float32Array) return { data: sums, shape }
  // Blocks of two by two are rounded up at a half, all else to the even number.
  const round = whole && stepX === 2 && stepY === 2 ? (value: number) => Math.floor(value + 0.5) : toByte
  return { data: Uint8Array.from(sums, round), shape }
}

/** Means of whole blocks. */
function blockSums({ data, shape }: Picture, height: number, width: number): Float32Array {
  const [oldHeight, oldWidth, channels] = shape
  const [stepY, stepX] = [oldHeight / height, oldWidth / width]
  const scale = f(1 / (stepX * stepY))
  const exact = data instanceof Uint8Array
  const out = new Float32Array(height * width * channels)
  for (let y = 0, i = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < channels; c++, i++) {
        let sum = 0
        for (let v = 0; v < stepY; v++) {
          const row = ((y * stepY + v) * oldWidth + x * stepX) * channels + c
          for (let u = 0; u < stepX; u++)
            sum = exact ? sum + data[row + u * channels] : f(sum + data[row + u * channels])
        }
        out[i] = f(sum * scale)
      }
    }
  }
  return out
}

/** One part of the area of a new place: from which old place, and with which weight. */
interface Part {
  readonly to: number
  readonly from: number
  readonly weight: number
}

function parts(oldSize: number, size: number): Part[] {
  const scale = oldSize / size
  const out: Part[] = []
  for (let to = 0; to < size; to++) {
    const start = to * scale
    const end = start + scale
    const cell = Math.min(scale, oldSize - start)
    const last = Math.min(Math.floor(end), oldSize - 1)
    const first = Math.min(Math.ceil(start), last)
    if (first - start > 1e-3) out.push({ to, from: first - 1, weight: f((first - start) / cell) })
    for (let from = first; from < last; from++) out.push({ to, from, weight: f(1 / cell) })
    if (end - last > 1e-3) out.push({ to, from: last, weight: f(Math.min(Math.min(end - last, 1), cell) / cell) })
  }
  return out
}

function weightedSums({ data, shape }: Picture, height: number, width: number): Float32Array {
  const [oldHeight, oldWidth, channels] = shape
  const columns = parts(oldWidth, width)
  const rows = parts(oldHeight, height)
  const out = new Float32Array(height * width * channels)
  const line = new Float32Array(width * channels)
  for (const { to, from, weight } of rows) {
    line.fill(0)
    for (const column of columns) {
      const source = (from * oldWidth + column.from) * channels
      const target = column.to * channels
      for (let c = 0; c < channels; c++) line[target + c] = f(line[target + c] + f(data[source + c] * column.weight))
    }
    const target = to * width * channels
    for (let i = 0; i < line.length; i++) out[target + i] = f(out[target + i] + f(weight * line[i]))
  }
  return out
}
