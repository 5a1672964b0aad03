import { InvalidParameterError, checkNumber, checkOptions } from '@genre/core'

/**
 * The A-weighting curve in dB at frequencies in Hz: how much quieter (or louder) than at 1 kHz a tone of each frequency
 * sounds to the ear, about. In dB, with `a, b, c, d = 12194.217, 20.598997, 107.65265, 737.86223` Hz:
 * `2 + 20 log10(a^2 f^4 / ((f^2 + a^2) (f^2 + b^2) sqrt((f^2 + c^2) (f^2 + d^2))))`. Equal to `librosa.A_weighting` (0.11), after IEC 61672.
 *
 * @throws InvalidParameterError for frequencies that are not finite or negative
 * @param options - `minDb`: values below it are raised to it, `null` for no limit; default -80
 *
 * @example
 * ```ts
 * import { aWeighting, fftFrequencies } from '@genre/dsp'
 * aWeighting(Float64Array.of(1000, 0)) // about [0, -80]
 * aWeighting(fftFrequencies()).length // => 1025
 * ```
 */
export function aWeighting(frequencies: ArrayLike<number>, options: { minDb?: number | null } = {}): Float64Array {
  const { minDb = -80 } = checkOptions(options)
  if (minDb !== null) checkNumber('minDb', minDb)
  if (typeof frequencies !== 'object' || typeof frequencies?.length !== 'number') {
    throw new InvalidParameterError({ parameter: 'frequencies', received: frequencies, allowed: 'an array of Hz' })
  }
  const [a, b, c, d] = [12194.217, 20.598997, 107.65265, 737.86223].map(f => f * f)
  return Float64Array.from(frequencies, f => {
    const square = checkNumber('frequencies', f, { min: 0 }) ** 2
    const weight =
      2 +
      20 *
        (Math.log10(a) +
          2 * Math.log10(square) -
          Math.log10(square + a) -
          Math.log10(square + b) -
          0.5 * Math.log10(square + c) -
          0.5 * Math.log10(square + d))
    return minDb === null ? weight : Math.max(minDb, weight)
  })
}
