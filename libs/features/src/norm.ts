import { InvalidParameterError } from '@genre/core'

/** A vector norm: a positive exponent p, `Infinity` for the largest magnitude, or `null` for no normalisation. */
export type Norm = number | null

/** Smallest normal number of single precision: what librosa takes for zero when it divides by a norm of float32 data. */
export const TINY_FLOAT32 = 1.1754943508222875e-38

/** Smallest normal number of double precision. */
export const TINY_FLOAT64 = 2.2250738585072014e-308

/** A checked norm as a function from a vector to its length; 1 where there is nothing to divide by. */
export interface VectorNorm {
  length(vector: ArrayLike<number>, start?: number, count?: number): number
}

/** The norm asked for, or an {@link InvalidParameterError}. Lengths under `tiny` become 1, so that zeros stay zeros. */
export function checkNorm(value: Norm | undefined, byDefault: Norm, tiny = TINY_FLOAT64): VectorNorm {
  const p = value === undefined ? byDefault : value
  if (p === null) return { length: () => 1 }
  if (typeof p !== 'number' || !(p > 0)) {
    throw new InvalidParameterError({ parameter: 'norm', received: p, allowed: 'a positive number, Infinity or null' })
  }
  return {
    length(vector, start = 0, count = vector.length - start) {
      let sum = 0
      if (p === Infinity) {
        for (let i = start; i < start + count; i++) sum = Math.max(sum, Math.abs(vector[i]))
      } else if (p === 1) {
        for (let i = start; i < start + count; i++) sum += Math.abs(vector[i])
      } else if (p === 2) {
        // As below, without the general power, which takes ten times as long.
        for (let i = start; i < start + count; i++) sum += vector[i] * vector[i]
        sum = Math.sqrt(sum)
      } else {
        for (let i = start; i < start + count; i++) sum += Math.abs(vector[i]) ** p
        sum **= 1 / p
      }
      return sum < tiny ? 1 : sum
    },
  }
}
