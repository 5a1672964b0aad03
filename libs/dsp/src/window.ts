import { InvalidParameterError, checkBoolean, checkInteger, checkNumber, checkOneOf, checkOptions } from '@genre/core'

const NAMED = ['hann', 'hamming', 'blackman', 'blackmanharris', 'bartlett', 'boxcar'] as const
const SHAPED = ['kaiser', 'gaussian', 'tukey'] as const

/** A window without a parameter. */
export type WindowName = (typeof NAMED)[number]

/**
 * A window: a name, a name with its parameter (`kaiser` beta, `gaussian` standard deviation in samples, `tukey` tapered
 * fraction 0..1), or the values themselves.
 */
export type WindowSpec = WindowName | readonly [(typeof SHAPED)[number], number] | Float64Array | Float32Array

/** Options of {@link getWindow}. */
export interface WindowOptions {
  /** Periodic, for spectral analysis (default), or symmetric, for filter design. */
  periodic?: boolean
}

/**
 * The `n` values of a window in double precision, equal to `scipy.signal.get_window(spec, n, fftbins=periodic)`
 * (SciPy 1.17; deviation below 1e-14).
 *
 * A periodic window is the symmetric one of `n + 1` points without its last. One point is always `[1]`. Given values
 * are copied; they must be `n`.
 *
 * @throws InvalidParameterError for an unknown window, a parameter out of range or values of another length
 *
 * @example
 * ```ts
 * import { getWindow } from '@genre/dsp'
 * getWindow('hann', 4) // => ≈ Float64Array(4) [0.0, 0.5, 1, 0.5]
 * getWindow(['kaiser', 8.6], 512, { periodic: false })
 * ```
 */
export function getWindow(spec: WindowSpec, n: number, options: WindowOptions = {}): Float64Array {
  const { periodic = true } = checkOptions(options)
  checkBoolean('periodic', periodic)
  checkInteger('n', n, { min: 1, max: 2 ** 26 })
  if (spec instanceof Float64Array || spec instanceof Float32Array) {
    if (spec.length !== n || !spec.every(Number.isFinite)) {
      throw new InvalidParameterError({ parameter: 'window', received: spec, allowed: `${n} finite values` })
    }
    return Float64Array.from(spec)
  }
  const at = shape(spec)
  if (n === 1) return Float64Array.of(1)
  const points = periodic ? n + 1 : n
  const window = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    // The right half mirrors the left, so that symmetry holds to the last bit.
    window[i] = at(Math.min(i, points - 1 - i), points)
  }
  return window
}

/** The value of a window at `i` (left half) of `points`. */
function shape(spec: Exclude<WindowSpec, Float64Array | Float32Array>): (i: number, points: number) => number {
  if (Array.isArray(spec)) {
    const [name, value] = spec as readonly [unknown, unknown]
    switch (checkOneOf('window', name, SHAPED)) {
      case 'kaiser': {
        const beta = checkNumber('beta', value, { min: 0, max: 700 })
        const scale = 1 / besselI0(beta)
        return (i, points) => {
          const x = (2 * i) / (points - 1) - 1
          return besselI0(beta * Math.sqrt(Math.max(0, 1 - x * x))) * scale
        }
      }
      case 'gaussian': {
        const deviation = checkNumber('std', value, { min: 0, exclusive: 'min' })
        return (i, points) => {
          const x = (i - (points - 1) / 2) / deviation
          return Math.exp(-0.5 * x * x)
        }
      }
      case 'tukey': {
        const alpha = checkNumber('alpha', value, { min: 0, max: 1 })
        return (i, points) => {
          const width = Math.floor((alpha * (points - 1)) / 2)
          if (alpha === 0 || i > width) return 1
          return 0.5 * (1 + Math.cos(Math.PI * (-1 + (2 * i) / alpha / (points - 1))))
        }
      }
    }
  }
  switch (checkOneOf('window', spec, NAMED)) {
    case 'boxcar':
      return () => 1
    case 'bartlett':
      return (i, points) => (2 * i) / (points - 1)
    case 'hann':
      return cosines([0.5, 0.5])
    case 'hamming':
      return cosines([0.54, 0.46])
    case 'blackman':
      return cosines([0.42, 0.5, 0.08])
    case 'blackmanharris':
      return cosines([0.35875, 0.48829, 0.14128, 0.01168])
  }
}

/** a0 - a1 cos(x) + a2 cos(2x) - ..., x = 2 pi i / (points - 1). */
function cosines(coefficients: readonly number[]): (i: number, points: number) => number {
  return (i, points) => {
    const x = (2 * Math.PI * i) / (points - 1)
    let value = coefficients[0]
    for (let k = 1; k < coefficients.length; k++) value += (k % 2 ? -1 : 1) * coefficients[k] * Math.cos(k * x)
    return value
  }
}

/** The modified Bessel function of the first kind and order zero, by its power series (all terms are positive). */
export function besselI0(x: number): number {
  const quarter = (x * x) / 4
  let term = 1
  let sum = 1
  for (let k = 1; term > sum * 1e-17; k++) {
    term *= quarter / (k * k)
    sum += term
  }
  return sum
}
