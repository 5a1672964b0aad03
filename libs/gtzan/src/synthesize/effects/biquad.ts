import { cosTurns, gain, sinTurns } from '../exact-math'

/** Coefficients of `y = b0 x + b1 x1 + b2 x2 - a1 y1 - a2 y2`. */
export interface Biquad {
  readonly b0: number
  readonly b1: number
  readonly b2: number
  readonly a1: number
  readonly a2: number
}

export type BiquadType = 'lowpass' | 'highpass' | 'lowShelf' | 'highShelf' | 'peak'

/** A second-order filter after R. Bristow-Johnson's cookbook; `decibels` is for shelves and peaks. */
export function biquad(
  type: BiquadType,
  {
    frequency,
    sampleRate,
    q = 0.7071067811865476,
    decibels = 0,
  }: {
    frequency: number
    sampleRate: number
    q?: number
    decibels?: number
  },
): Biquad {
  const turns = Math.min(0.49, frequency / sampleRate)
  const cosine = cosTurns(turns)
  const alpha = sinTurns(turns) / (2 * q)
  const a = gain(decibels / 2)
  if (type === 'lowpass' || type === 'highpass') {
    const edge = type === 'lowpass' ? 1 - cosine : -1 - cosine
    const scale = type === 'lowpass' ? 1 : -1
    return normalised((edge * scale) / 2, edge, (edge * scale) / 2, 1 + alpha, -2 * cosine, 1 - alpha)
  }
  if (type === 'peak') {
    return normalised(1 + alpha * a, -2 * cosine, 1 - alpha * a, 1 + alpha / a, -2 * cosine, 1 - alpha / a)
  }
  const root = 2 * Math.sqrt(a) * alpha
  const sign = type === 'lowShelf' ? 1 : -1
  const up = a + 1
  const down = sign * (a - 1)
  return normalised(
    a * (up - down * cosine + root),
    sign * 2 * a * (a - 1 - sign * up * cosine),
    a * (up - down * cosine - root),
    up + down * cosine + root,
    -sign * 2 * (a - 1 + sign * up * cosine),
    up + down * cosine - root,
  )
}

/** Runs the filter over `samples` in place. The bias of 1e-18 keeps silence out of the slow subnormal numbers. */
export function filterInPlace(samples: Float64Array, { b0, b1, b2, a1, a2 }: Biquad): void {
  let s1 = 0
  let s2 = 0
  for (let i = 0; i < samples.length; i++) {
    const x = samples[i] + 1e-18
    const y = b0 * x + s1
    s1 = b1 * x - a1 * y + s2
    s2 = b2 * x - a2 * y
    samples[i] = y
  }
}

function normalised(b0: number, b1: number, b2: number, a0: number, a1: number, a2: number): Biquad {
  return { b0: b0 / a0, b1: b1 / a0, b2: b2 / a0, a1: a1 / a0, a2: a2 / a0 }
}
