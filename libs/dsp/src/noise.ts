import type { Seed } from '@genre/core'
import { RandomState, checkInteger, checkOneOf, checkOptions } from '@genre/core'
import { RealFft } from './real-fft'

export const NOISE_COLORS = ['white', 'pink'] as const

/** White noise has the same power at every frequency, pink noise half as much an octave higher. */
export type NoiseColor = (typeof NOISE_COLORS)[number]

/**
 * `n` samples of Gaussian noise with a root mean square of about 1, white or pink: of the same power at every frequency, or of power
 * `1 / f`.
 *
 * @param options - `color` (default `'white'`) and `randomState`, the seed
 * @throws InvalidParameterError for a bad length or color
 *
 * @example
 * ```ts
 * import { makeNoise } from '@genre/dsp'
 * makeNoise(22050, { color: 'pink', randomState: 1 })
 * ```
 */
export function makeNoise(n: number, options: { color?: NoiseColor; randomState?: Seed } = {}): Float32Array {
  checkInteger('n', n, { min: 0, max: 2 ** 26 })
  const { color = 'white' } = checkOptions(options)
  checkOneOf('color', color, NOISE_COLORS)
  const random = RandomState.from(options.randomState)
  if (color === 'white' || n === 0) return Float32Array.from({ length: n }, () => random.nextNormal())
  let size = 2
  while (size < n) size *= 2
  const fft = new RealFft(size)
  const { signal, spectrum } = fft
  for (let i = 0; i < size; i++) signal[i] = random.nextNormal()
  fft.forward()
  let power = 0
  spectrum[0] = spectrum[1] = 0
  for (let k = 1; k < fft.bins; k++) {
    const factor = 1 / Math.sqrt(k)
    spectrum[2 * k] *= factor
    spectrum[2 * k + 1] *= factor
    // What the expected power of this bin (and of its mirror image) is.
    power += (k < size / 2 ? 2 : 1) / k
  }
  fft.inverse()
  const scale = Math.sqrt(size / power)
  return Float32Array.from({ length: n }, (_, i) => signal[i] * scale)
}
