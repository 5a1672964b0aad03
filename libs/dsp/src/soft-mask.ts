/** Values below this are silence: the smallest normal single-precision number. */
const TINY = 2 ** -126

/**
 * `X^p / (X^p + R^p)` element by element, both divided by the larger of the two first; where that is (nearly) zero, a half
 * or zero. For `p = Infinity` it is `X > R`. That is `librosa.util.softmask` (0.11), in its single precision.
 */
export function softMask(
  X: Float32Array,
  reference: Float32Array,
  options: { margin: number; power: number; splitZeros: boolean },
  out: Float32Array,
): void {
  const { margin, power, splitZeros } = options
  const silent = splitZeros ? 0.5 : 0
  const fround = Math.fround
  for (let i = 0; i < X.length; i++) {
    const x = X[i]
    const r = fround(reference[i] * margin)
    if (power === Infinity) {
      out[i] = x > r ? 1 : 0
      continue
    }
    const z = x > r ? x : r
    if (z < TINY) {
      out[i] = silent
    } else {
      const a = x / z
      const b = r / z
      const aa = power === 2 ? a * a : a ** power
      const bb = power === 2 ? b * b : b ** power
      out[i] = aa / (aa + bb)
    }
  }
}

/**
 * `X^p / (X^p + R^p)` to `X`: the soft mask with margin 1, where zeros are split in halves, in double precision, in which
 * powers of single-precision numbers neither overflow nor vanish for `p` up to 3.
 */
export function halfPowerMask(X: Float32Array, reference: Float32Array, power: number): void {
  if (power > 3) {
    softMask(X, reference, { margin: 1, power, splitZeros: true }, X)
    return
  }
  for (let i = 0; i < X.length; i++) {
    const x = X[i]
    const r = reference[i]
    const a = power === 2 ? x * x : x ** power
    const b = power === 2 ? r * r : r ** power
    X[i] = x < TINY && r < TINY ? 0.5 : a / (a + b)
  }
}
