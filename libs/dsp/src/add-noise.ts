import type { Seed } from '@genre/core'
import { InvalidParameterError, RandomState, checkNumber } from '@genre/core'
import { makeNoise } from './noise'
import type { NoiseColor } from './noise'
import { likeSignal, samplesOf } from './signal'
import type { Signal } from './signal'

/** Options of {@link addNoise}. */
export interface AddNoiseOptions {
  /** Ratio of the signal's mean power to the noise's, in dB. */
  snr: number
  /** Which noise: `'white'` (default), `'pink'`, or a recording (of the signal's rate), which is repeated as needed. */
  noise?: NoiseColor | Signal
  /** Seed of the noise, or of where in the recording to begin. */
  randomState?: Seed
}

/**
 * The signal with noise added at a signal-to-noise ratio: `y + g v` with `g^2 = mean(y^2) / (mean(v^2) 10^(snr / 10))`. The means are
 * over the whole signal and over the piece of noise `v` used, so the ratio is exact. A silent signal comes back as it is.
 *
 * @returns audio for audio, samples for samples
 * @throws InvalidParameterError for a bad ratio or signal, or a silent recording
 *
 * @example
 * ```ts
 * import { addNoise } from '@genre/dsp'
 * const y = Float32Array.from({ length: 22050 }, (_, i) => Math.sin(0.1 * i))
 * const noisy = addNoise(y, { snr: 10, noise: 'pink', randomState: 0 })
 * ```
 */
export function addNoise<S extends Signal>(y: S, options: AddNoiseOptions): S {
  const samples = samplesOf(y)
  const snr = checkNumber('snr', options?.snr)
  const random = RandomState.from(options.randomState)
  const { noise = 'white' } = options
  const added =
    typeof noise === 'string'
      ? makeNoise(samples.length, { color: noise, randomState: random })
      : repeat(samplesOf(noise), samples.length, random)
  const noisePower = meanSquare(added)
  if (noisePower === 0) {
    throw new InvalidParameterError({ parameter: 'noise', received: noise, allowed: 'a recording that is not silent' })
  }
  const scale = Math.sqrt(meanSquare(samples) / noisePower) * 10 ** (-snr / 20)
  return likeSignal(
    y,
    samples.map((value, i) => value + scale * added[i]),
  )
}

/** `n` samples of a recording from a random place on, around its end. */
function repeat(recording: Float32Array, n: number, random: RandomState): Float32Array {
  const start = random.nextInteger(0, recording.length)
  return Float32Array.from({ length: n }, (_, i) => recording[(start + i) % recording.length])
}

function meanSquare(samples: Float32Array): number {
  let sum = 0
  for (let i = 0; i < samples.length; i++) sum += samples[i] * samples[i]
  return sum / samples.length
}
