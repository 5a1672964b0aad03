import type { ChannelData } from './aac-channel'
import { NOISE_BOOK } from './aac-factors'
import type { StereoMask } from './aac-stereo'

/**
 * Noise for the bands of which only the energy was sent. The standard leaves the generator open; constants and start are
 * those of FFmpeg's decoder, so that librosa, which reads AAC through it, gets the same samples.
 */
export class AacNoise {
  #state = 0x1f2e3d4c

  /**
   * Fills the noise bands of a channel with noise of the energy that was sent. Bands of a right channel that the mask
   * couples take the very noise of the left one.
   */
  fill(channel: ChannelData, left?: ChannelData, mask?: StereoMask): void {
    const { groups, maxBand, bands } = channel.layout
    let first = 0
    for (let group = 0; group < groups.length; group++) {
      for (let band = 0; band < maxBand; band++) {
        const i = group * maxBand + band
        if (channel.books[i] !== NOISE_BOOK) continue
        const isCoupled = left !== undefined && mask?.used[i] === 1 && left.books[i] === NOISE_BOOK
        for (let window = first; window < first + groups[group]; window++) {
          const from = 128 * window + bands[band]
          const to = 128 * window + bands[band + 1]
          let energy = 0
          for (let k = from; k < to; k++) {
            const value = isCoupled ? left.lines[k] : this.#next()
            channel.lines[k] = value
            energy += value * value
          }
          const scale = energy > 0 ? 2 ** (channel.factors[i] / 4) / Math.sqrt(energy) : 0
          for (let k = from; k < to; k++) channel.lines[k] *= scale
        }
      }
      first += groups[group]
    }
  }

  #next(): number {
    this.#state = (Math.imul(this.#state, 1664525) + 1013904223) | 0
    return this.#state
  }
}
