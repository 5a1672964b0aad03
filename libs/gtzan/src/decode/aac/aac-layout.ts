import type { BitReader } from '../bit-reader'
import { AacError } from './aac-error'
import { LONG_BANDS, SHORT_BANDS } from './aac-tables'

/** Window sequences. */
export const ONLY_LONG = 0
export const LONG_START = 1
export const EIGHT_SHORT = 2
export const LONG_STOP = 3

/** How the lines of a frame are arranged: ics_info. */
export interface Layout {
  readonly sequence: number
  /** 0: sine, 1: Kaiser-Bessel derived. */
  readonly shape: number
  readonly maxBand: number
  /** How many windows each group has; one of one for long sequences. */
  readonly groups: readonly number[]
  /** Edges of the bands within a window. */
  readonly bands: readonly number[]
}

/** Reads ics_info. */
export function readLayout(reader: BitReader, rateIndex: number): Layout {
  reader.skip(1)
  const sequence = reader.read(2)
  const shape = reader.read(1)
  if (sequence === EIGHT_SHORT) {
    const maxBand = reader.read(4)
    const groups = [1]
    for (let i = 0; i < 7; i++) {
      if (reader.read(1)) groups[groups.length - 1]++
      else groups.push(1)
    }
    return checkBands({ sequence, shape, maxBand, groups, bands: SHORT_BANDS[rateIndex] })
  }
  const maxBand = reader.read(6)
  if (reader.read(1)) throw new AacError('prediction, which AAC-LC does not have')
  return checkBands({ sequence, shape, maxBand, groups: [1], bands: LONG_BANDS[rateIndex] })
}

function checkBands(layout: Layout): Layout {
  if (layout.maxBand >= layout.bands.length) throw new AacError('more bands than there are')
  return layout
}
