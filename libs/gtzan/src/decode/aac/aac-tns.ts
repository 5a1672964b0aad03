import type { BitReader } from '../bit-reader'
import type { ChannelData } from './aac-channel'
import { AacError } from './aac-error'
import type { Layout } from './aac-layout'

/** A filter of temporal noise shaping. */
export interface TnsFilter {
  readonly window: number
  /** Bands from `bottom` to `top`, exclusive. */
  readonly bottom: number
  readonly top: number
  readonly backward: boolean
  /** Reflection coefficients. */
  readonly reflection: readonly number[]
}

/** Highest band of the filters, by index of the sample rate, for long and short windows. */
const TNS_LONG = [31, 31, 34, 40, 42, 51, 46, 46, 42, 42, 42, 39]
const TNS_SHORT = [9, 9, 10, 14, 14, 14, 14, 14, 14, 14, 14, 14]
const TNS_ORDER_LONG = 12
const TNS_ORDER_SHORT = 7

/** Reads tns_data. */
export function readTns(reader: BitReader, layout: Layout, isShort: boolean, rateIndex: number): TnsFilter[] {
  const filters: TnsFilter[] = []
  const highest = Math.min((isShort ? TNS_SHORT : TNS_LONG)[rateIndex], layout.maxBand)
  for (let window = 0; window < (isShort ? 8 : 1); window++) {
    const count = reader.read(isShort ? 1 : 2)
    const resolution = count > 0 ? 3 + reader.read(1) : 0
    let bottom = layout.bands.length - 1
    for (let i = 0; i < count; i++) {
      const top = bottom
      bottom = Math.max(0, top - reader.read(isShort ? 4 : 6))
      const order = reader.read(isShort ? 3 : 5)
      if (order === 0) continue
      if (order > (isShort ? TNS_ORDER_SHORT : TNS_ORDER_LONG)) throw new AacError('a noise filter of too high order')
      const backward = reader.read(1) === 1
      const width = resolution - reader.read(1)
      const half = 2 ** (resolution - 1)
      const reflection = Array.from({ length: order }, () => {
        const value = reader.readSigned(width)
        return Math.sin((value * Math.PI) / 2 / (half + (value < 0 ? 0.5 : -0.5)))
      })
      filters.push({ window, bottom: Math.min(bottom, highest), top: Math.min(top, highest), backward, reflection })
    }
  }
  return filters
}

/** Temporal noise shaping: all-pole filters over the lines of a window, towards higher or lower ones. */
export function applyTns({ layout, tns, lines }: ChannelData): void {
  for (const { window, bottom, top, backward, reflection } of tns) {
    const start = 128 * window + layout.bands[bottom]
    const end = 128 * window + layout.bands[top]
    const coefficients = predictor(reflection)
    const step = backward ? -1 : 1
    let at = backward ? end - 1 : start
    for (let i = 0; i < end - start; i++, at += step) {
      let value = lines[at]
      for (let k = 1; k <= Math.min(i, coefficients.length - 1); k++) value -= coefficients[k] * lines[at - k * step]
      lines[at] = value
    }
  }
}

/** Coefficients of the direct form from reflection coefficients, the first of them 1. */
function predictor(reflection: readonly number[]): Float64Array {
  const a = new Float64Array(reflection.length + 1)
  const b = new Float64Array(reflection.length + 1)
  a[0] = 1
  reflection.forEach((value, i) => {
    const order = i + 1
    for (let k = 1; k < order; k++) b[k] = a[k] + value * a[order - k]
    b[order] = value
    a.set(b.subarray(1, order + 1), 1)
  })
  return a
}
