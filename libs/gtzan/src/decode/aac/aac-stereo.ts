import type { BitReader } from '../bit-reader'
import type { ChannelData } from './aac-channel'
import { INTENSITY, INTENSITY_INVERTED, NOISE_BOOK } from './aac-factors'
import type { Layout } from './aac-layout'

/** Which bands of a pair are coded as sum and difference: by group and band, or none. */
export interface StereoMask {
  readonly used: Uint8Array
  /** The mask was sent band by band (not for all at once); then it also turns the sign of intensity stereo. */
  readonly isExplicit: boolean
}

/** Reads ms_mask_present and ms_used; `undefined` where no band is coded so. */
export function readStereoMask(reader: BitReader, { groups, maxBand }: Layout): StereoMask | undefined {
  const present = reader.read(2)
  if (present === 0) return undefined
  const used = new Uint8Array(groups.length * maxBand)
  if (present === 1) for (let i = 0; i < used.length; i++) used[i] = reader.read(1)
  else used.fill(1)
  return { used, isExplicit: present === 1 }
}

/** Makes left and right of sum and difference, and the right channel of intensity bands from the left one. */
export function applyStereo(left: ChannelData, right: ChannelData, mask: StereoMask | undefined): void {
  const { groups, maxBand, bands } = right.layout
  let first = 0
  for (let group = 0; group < groups.length; group++) {
    for (let band = 0; band < maxBand; band++) {
      const i = group * maxBand + band
      const book = right.books[i]
      const isIntensity = book === INTENSITY || book === INTENSITY_INVERTED
      const used = mask?.used[i] === 1
      if (!isIntensity && (!used || book === NOISE_BOOK || left.books[i] === NOISE_BOOK)) continue
      const inverted = (book === INTENSITY_INVERTED) !== (used && mask!.isExplicit)
      const scale = (inverted ? -1 : 1) * 2 ** (-right.factors[i] / 4)
      for (let window = first; window < first + groups[group]; window++)
        for (let k = 128 * window + bands[band]; k < 128 * window + bands[band + 1]; k++) {
          if (isIntensity) right.lines[k] = left.lines[k] * scale
          else {
            const sum = left.lines[k]
            left.lines[k] = sum + right.lines[k]
            right.lines[k] = sum - right.lines[k]
          }
        }
    }
    first += groups[group]
  }
}
