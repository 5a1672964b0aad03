import { InvalidParameterError, ShapeError } from '@genre/core'

/**
 * Several channels as one: the mean of the channels, sample by sample, `sum_c y[c][i] / channels`. Equal to `librosa.to_mono` (0.11) to one unit in
 * the last place.
 *
 * @throws InvalidParameterError for no channels; ShapeError for channels of different lengths
 *
 * @example
 * ```ts
 * import { toMono } from '@genre/dsp'
 * toMono([Float32Array.of(1, 0), Float32Array.of(0, 0.5)]) // => Float32Array(2) [0.5, 0.25]
 * ```
 */
export function toMono(channels: readonly Float32Array[]): Float32Array {
  if (!Array.isArray(channels) || channels.length === 0) {
    throw new InvalidParameterError({ parameter: 'channels', received: channels, allowed: 'at least one channel' })
  }
  channels.forEach((channel, i) => {
    if (!(channel instanceof Float32Array)) {
      throw new InvalidParameterError({ parameter: `channels[${i}]`, received: channel, allowed: 'a Float32Array' })
    }
    if (channel.length !== channels[0].length) {
      throw new ShapeError({
        array: `channels[${i}]`,
        received: [channel.length],
        expected: `the length of channel 0 (${channels[0].length})`,
      })
    }
  })
  const mono = new Float32Array(channels[0].length)
  for (let i = 0; i < mono.length; i++) {
    let sum = 0
    for (let c = 0; c < channels.length; c++) sum += channels[c][i]
    mono[i] = sum / channels.length
  }
  return mono
}
