import type { Audio } from '@genre/core'
import { InvalidParameterError, ShapeError } from '@genre/core'
import { resample } from '@genre/dsp'
import { checkTargetRate } from './target-rate'
import type { DecodedAudio } from './decode-audio'
import { mixToMono } from './mix-to-mono'

/**
 * Decoded channels as mono audio at one rate: the mean of the channels in float32 (`librosa.to_mono`), then band-limited
 * resampling. What `librosa.load(file, sr=sampleRate)` does (librosa 0.11).
 *
 * @param decoded what {@link decodeAudio} returns, or channels of Web Audio's `AudioBuffer` with their rate
 * @param options.sampleRate Hz; default 22050; `null` keeps the file's own rate
 * @throws InvalidParameterError for an impossible rate or no samples, ShapeError for channels of different lengths
 *
 * @example
 * ```ts
 * import { toAudio } from '@genre/gtzan'
 * const channels = [Float32Array.of(0.5, 0.25), Float32Array.of(0, 0.75)]
 * const { samples, sampleRate } = toAudio({ channels, sampleRate: 22050 })
 * console.log(Array.from(samples), sampleRate) // => [ 0.25, 0.5 ] 22050
 * ```
 */
export function toAudio(
  decoded: Pick<DecodedAudio, 'channels' | 'sampleRate'>,
  options: { sampleRate?: number | null } = {},
): Audio {
  const target = checkTargetRate(options.sampleRate) ?? decoded.sampleRate
  const { channels, sampleRate } = decoded
  if (channels.length === 0 || channels[0].length === 0)
    throw new InvalidParameterError({
      parameter: 'channels',
      received: channels,
      allowed: 'at least one channel of at least one sample',
    })
  const { length } = channels[0]
  const odd = channels.find(channel => channel.length !== length)
  if (odd)
    throw new ShapeError({ array: 'channels', received: [odd.length], expected: `one length for all, here ${length}` })
  const mono = new Float32Array(length)
  mixToMono(channels, mono)
  const samples = target === sampleRate ? mono : resample(mono, { from: sampleRate, to: target })
  return { samples, sampleRate: target }
}
