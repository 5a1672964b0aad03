import type { Audio } from '@genre/core'
import { NdArray } from '@genre/core'
import type { NoiseProfile, Seconds } from '@genre/dsp'
import { amplitudeToDb, estimateNoise, normalize, spectralSubtraction, spectrogram, wienerFilter } from '@genre/dsp'
import { pictureOfLevels } from './picture-of'

/** Ways to take noise away. */
export const METHODS = ['subtraction', 'wiener'] as const

/** What {@link clean} makes of a recording. */
export interface Cleaned {
  readonly audio: Audio
  readonly noise: NoiseProfile
  /** Signal to noise in dB, before and after; null where there is nothing but the noise stretch, or no noise in it. */
  readonly snr: { readonly before: number | null; readonly after: number | null }
}

/** The transform of all that is done here. */
const STFT = { nFft: 1024 }

/** A recording without the stationary noise of one of its stretches (system A6 of the literature: 1024 samples every 256). */
export function clean(
  audio: Audio,
  options: { noise: Seconds; method?: (typeof METHODS)[number]; normalize?: boolean },
): Cleaned {
  const noise = estimateNoise(audio, { ...STFT, segment: options.noise })
  const filter = options.method === 'wiener' ? wienerFilter : spectralSubtraction
  const denoised = filter(audio, { ...STFT, noise, normalize: false })
  const snr = { before: snrOf(audio, options.noise), after: snrOf(denoised, options.noise) }
  const samples = options.normalize ? normalize(denoised.samples) : denoised.samples
  return { audio: { samples, sampleRate: audio.sampleRate }, noise, snr }
}

/**
 * Signal to noise in dB: the noise's power is that of its stretch, the signal's that of the rest less the noise's.
 */
export function snrOf({ samples, sampleRate }: Audio, { start = 0, end = Infinity }: Seconds): number | null {
  const from = Math.round(start * sampleRate)
  const to = Math.min(samples.length, end === Infinity ? samples.length : Math.round(end * sampleRate))
  let noise = 0
  let rest = 0
  for (let i = 0; i < samples.length; i++) {
    if (i >= from && i < to) noise += samples[i] * samples[i]
    else rest += samples[i] * samples[i]
  }
  const others = samples.length - (to - from)
  if (others <= 0 || to <= from || noise === 0) return null
  const noisePower = noise / (to - from)
  return 10 * Math.log10(Math.max(1e-12, rest / others / noisePower - 1))
}

/** Pictures of the recording, of what was taken for noise, and of what is left, on one scale: 0 dB is the recording's loudest. */
export function cleaningPictures(
  noisy: Audio,
  { audio, noise }: Cleaned,
): Record<'noisy' | 'noise' | 'denoised', Uint8Array> {
  const { sampleRate } = noisy
  const before = spectrogram(noisy, STFT)
  const after = spectrogram(audio, STFT)
  const loudest = before.data.reduce((most, value) => Math.max(most, value), 1e-5)
  const loudestAfter = after.data.reduce((most, value) => Math.max(most, value), 1e-5)
  const draw = (levels: NdArray<Float32Array>, ref: number) =>
    pictureOfLevels(amplitudeToDb(levels, { ref, amin: 1e-7, topDb: null }), sampleRate).png
  const [bins, frames] = before.shape
  const width = Math.max(2, Math.min(frames, 2000))
  const tiled = new Float32Array(bins * width)
  for (let t = 0; t < width; t++) tiled.set(noise.magnitude, t * bins)
  return {
    noisy: draw(before, loudest),
    noise: draw(new NdArray(tiled, [bins, width], [1, bins]), loudest),
    // a normalised result is as much louder as it was made
    denoised: draw(after, Math.max(loudest, loudestAfter)),
  }
}
