import type { Seed } from '@genre/core'
import { InvalidParameterError, RandomState, checkNumber, checkOneOf, checkOptions } from '@genre/core'
import { NOISE_COLORS, makeNoise } from './noise'
import type { NoiseColor } from './noise'
import { likeSignal, samplesNamed, samplesOf } from './signal'
import type { Signal } from './signal'

/** Options of {@link addNoise}. */
export interface AddNoiseOptions {
  /** Ratio of the signal's mean power to the noise's, in dB, -400 to 1000. */
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
  const { noise = 'white', randomState, ...rest } = checkOptions(options)
  const snr = checkNumber('snr', rest.snr, { min: -400, max: 1000 })
  const random = RandomState.from(randomState)
  const added =
    typeof noise === 'string'
      ? makeNoise(samples.length, { color: checkOneOf('noise', noise, NOISE_COLORS), randomState: random })
      : repeat(recorded(noise, y), samples.length, random)
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

/** The samples of a recording, which must have the signal's rate if both have one. */
function recorded(noise: Signal, y: Signal): Float32Array {
  const samples = samplesNamed('noise', noise)
  if (!(noise instanceof Float32Array) && !(y instanceof Float32Array) && noise.sampleRate !== y.sampleRate) {
    const allowed = `a recording of the signal's rate (${y.sampleRate} Hz); resample() changes it`
    throw new InvalidParameterError({ parameter: 'noise', received: `${noise.sampleRate} Hz`, allowed })
  }
  return samples
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
