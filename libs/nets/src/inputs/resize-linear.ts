import type { Picture } from './picture'

/** For each place of the new axis: the two old places it lies between, and how far towards the second. */
interface Places {
  readonly first: Int32Array
  readonly second: Int32Array
  readonly share: Float32Array
}

const f = Math.fround

/** `tf.image.resize` of TensorFlow 2: bilinear between pixel centres, no averaging where it shrinks. Floats. */
export function resizeBilinear(picture: Picture, height: number, width: number): Picture<Float32Array> {
  const [oldHeight, oldWidth, channels] = picture.shape
  const rows = centres(oldHeight, height)
  const columns = centres(oldWidth, width)
  const { data } = picture
  const out = new Float32Array(height * width * channels)
  for (let y = 0, i = 0; y < height; y++) {
    const top = rows.first[y] * oldWidth * channels
    const bottom = rows.second[y] * oldWidth * channels
    for (let x = 0; x < width; x++) {
      const left = columns.first[x] * channels
      const right = columns.second[x] * channels
      for (let c = 0; c < channels; c++, i++) {
        const above = f(data[top + left + c] + f(f(data[top + right + c] - data[top + left + c]) * columns.share[x]))
        const below = f(
          data[bottom + left + c] + f(f(data[bottom + right + c] - data[bottom + left + c]) * columns.share[x]),
        )
        out[i] = f(above + f(f(below - above) * rows.share[y]))
      }
    }
  }
  return { data: out, shape: [height, width, channels] }
}

/** TensorFlow's places: half pixel centres. */
function centres(oldSize: number, size: number): Places {
  const first = new Int32Array(size)
  const second = new Int32Array(size)
  const share = new Float32Array(size)
  const scale = f(oldSize / size)
  for (let i = 0; i < size; i++) {
    const place = f(f(f(i + 0.5) * scale) - 0.5)
    const floor = Math.floor(place)
    first[i] = Math.max(floor, 0)
    second[i] = Math.min(Math.ceil(place), oldSize - 1)
    share[i] = f(place - floor)
  }
  return { first, second, share }
}

/**
 * OpenCV's linear interpolation. Bytes go through fixed point numbers of 11 bits. `area` takes the places that `INTER_AREA`
 * has where it does not shrink in both directions.
 */
export function resizeOpenCvLinear<P extends Picture>(
  picture: P,
  height: number,
  width: number,
  area: boolean,
): Picture<P['data']> {
  const [oldHeight, oldWidth, channels] = picture.shape
  const floats = picture.data instanceof Float32Array
  // OpenCV's builds take the places of floats in double precision, those of bytes in single.
  const round = floats ? (place: number) => place : f
  const rows = openCvPlaces(oldHeight, height, area, round, false)
  const columns = openCvPlaces(oldWidth, width, area, round, true)
  const shape = [height, width, channels] as const
  if (picture.data instanceof Float32Array) {
    return { data: interpolateFloats(picture.data, oldWidth, channels, rows, columns), shape }
  }
  return { data: interpolateBytes(picture.data, oldWidth, channels, rows, columns), shape }
}

function openCvPlaces(
  oldSize: number,
  size: number,
  area: boolean,
  round: (place: number) => number,
  settled: boolean,
): Places {
  const first = new Int32Array(size)
  const second = new Int32Array(size)
  const share = new Float32Array(size)
  const inverse = size / oldSize
  const scale = 1 / inverse
  for (let i = 0; i < size; i++) {
    let place: number
    let rest: number
    if (area) {
      place = Math.floor(i * scale)
      rest = f(i + 1 - (place + 1) * inverse)
      rest = rest <= 0 ? 0 : f(rest - Math.floor(rest))
    } else {
      const exact = round((i + 0.5) * scale - 0.5)
      place = Math.floor(exact)
      rest = f(exact - place)
    }
    // Beyond the edge both places are the edge. Only along rows is the share settled too, which shows in the dropped bits.
    if (settled && (place < 0 || place >= oldSize - 1)) rest = 0
    first[i] = Math.min(Math.max(place, 0), oldSize - 1)
    second[i] = Math.min(Math.max(place + 1, 0), oldSize - 1)
    share[i] = rest
  }
  return { first, second, share }
}

function interpolateFloats(
  data: Float32Array,
  oldWidth: number,
  channels: number,
  rows: Places,
  columns: Places,
): Float32Array {
  const width = columns.first.length
  const out = new Float32Array(rows.first.length * width * channels)
  for (let y = 0, i = 0; y < rows.first.length; y++) {
    const top = rows.first[y] * oldWidth * channels
    const bottom = rows.second[y] * oldWidth * channels
    const down = rows.share[y]
    const up = f(1 - down)
    for (let x = 0; x < width; x++) {
      const left = columns.first[x] * channels
      const right = columns.second[x] * channels
      const ahead = columns.share[x]
      const back = f(1 - ahead)
      for (let c = 0; c < channels; c++, i++) {
        const above = f(f(data[top + left + c] * back) + f(data[top + right + c] * ahead))
        const below = f(f(data[bottom + left + c] * back) + f(data[bottom + right + c] * ahead))
        out[i] = f(f(above * up) + f(below * down))
      }
    }
  }
  return out
}

function interpolateBytes(
  data: Uint8Array,
  oldWidth: number,
  channels: number,
  rows: Places,
  columns: Places,
): Uint8Array {
  const width = columns.first.length
  const out = new Uint8Array(rows.first.length * width * channels)
  for (let y = 0, i = 0; y < rows.first.length; y++) {
    const top = rows.first[y] * oldWidth * channels
    const bottom = rows.second[y] * oldWidth * channels
    const down = fixed(rows.share[y])
    const up = fixed(f(1 - rows.share[y]))
    for (let x = 0; x < width; x++) {
      const left = columns.first[x] * channels
      const right = columns.second[x] * channels
      const ahead = fixed(columns.share[x])
      const back = fixed(f(1 - columns.share[x]))
      for (let c = 0; c < channels; c++, i++) {
        const above = data[top + left + c] * back + data[top + right + c] * ahead
        const below = data[bottom + left + c] * back + data[bottom + right + c] * ahead
        // The bits that OpenCV drops on the way.
        out[i] = (((up * (above >> 4)) >> 16) + ((down * (below >> 4)) >> 16) + 2) >> 2
      }
    }
  }
  return out
}

/** A share of 1 as a whole number of 1 / 2048, halves to the even one. */
function fixed(share: number): number {
  const value = f(share * 2048)
  const floor = Math.floor(value)
  const rest = value - floor
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor
}
