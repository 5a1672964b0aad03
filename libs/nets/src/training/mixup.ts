import type { RandomState } from '@genre/core'

/** Which example each is mixed with, and how much of itself it keeps. */
export interface Mixing {
  readonly partner: Int32Array
  readonly share: number
}

/**
 * mixup (Zhang et al. 2018): one share from Beta(alpha, alpha) for the batch, and a partner for every example. Inputs and
 * targets become `share * own + (1 - share) * partner's`.
 */
export function drawMixing(examples: number, alpha: number, random: RandomState): Mixing {
  const a = gamma(alpha, random)
  const b = gamma(alpha, random)
  // Both can be zero in floating point where alpha is tiny; then it is a coin's throw.
  const share = a + b > 0 ? a / (a + b) : random.next() < 0.5 ? 0 : 1
  return { share, partner: random.permutation(examples) }
}

/** Mixes rows of values. */
export function mixRows(values: Float32Array, rows: number, { partner, share }: Mixing): Float32Array {
  const size = values.length / rows
  const out = new Float32Array(values.length)
  for (let row = 0; row < rows; row++) {
    const own = row * size
    const other = partner[row] * size
    for (let i = 0; i < size; i++) out[own + i] = share * values[own + i] + (1 - share) * values[other + i]
  }
  return out
}

/** A gamma-distributed number by the method of Marsaglia and Tsang. */
function gamma(shape: number, random: RandomState): number {
  if (shape < 1) return gamma(shape + 1, random) * random.next() ** (1 / shape)
  const d = shape - 1 / 3
  const c = 1 / Math.sqrt(9 * d)
  for (;;) {
    const x = random.nextNormal()
    const v = (1 + c * x) ** 3
    if (v > 0 && Math.log(1 - random.next()) < (x * x) / 2 + d * (1 - v + Math.log(v))) return d * v
  }
}
