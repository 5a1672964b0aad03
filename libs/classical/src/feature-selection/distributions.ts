import { logGamma } from '../base/log-gamma'

/** Lentz's method for a continued fraction `b0 + a1 / (b1 + a2 / (b2 + ...))`. */
function continuedFraction(b0: number, term: (k: number) => readonly [a: number, b: number]): number {
  const tiny = 1e-300
  let value = b0 === 0 ? tiny : b0
  let c = value
  let d = 0
  for (let k = 1; k < 10_000; k++) {
    const [a, b] = term(k)
    d = b + a * d
    c = b + a / c
    if (d === 0) d = tiny
    if (c === 0) c = tiny
    d = 1 / d
    const delta = c * d
    value *= delta
    if (Math.abs(delta - 1) < 1e-16) break
  }
  return value
}

/** The regularised incomplete beta function `I_x(a, b)` (DLMF 8.17.22). */
function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0
  if (x >= 1) return 1
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a)
  const front = a * Math.log(x) + b * Math.log1p(-x) + logGamma(a + b) - logGamma(a) - logGamma(b) - Math.log(a)
  const fraction = continuedFraction(1, k => {
    const m = Math.floor(k / 2)
    const numerator =
      k % 2 === 0
        ? (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m))
        : (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1))
    return [numerator, 1]
  })
  return Math.exp(front) / fraction
}

/** How likely an F statistic with these degrees of freedom is at least `f`. */
export function fTail(f: number, between: number, within: number): number {
  if (Number.isNaN(f)) return NaN
  if (f === Infinity) return 0
  return incompleteBeta(within / (within + between * f), within / 2, between / 2)
}

/** How likely a chi-squared statistic with these degrees of freedom is at least `x`. */
export function chiSquaredTail(x: number, degrees: number): number {
  if (Number.isNaN(x)) return NaN
  if (x <= 0) return 1
  if (x === Infinity) return 0
  const a = degrees / 2
  const z = x / 2
  const front = Math.exp(a * Math.log(z) - z - logGamma(a))
  if (z < a + 1) {
    let term = 1 / a
    let sum = term
    for (let k = 1; term > 1e-17 * sum; k++) sum += term *= z / (a + k)
    return 1 - front * sum
  }
  return front / continuedFraction(z + 1 - a, k => [-k * (k - a), z + 2 * k + 1 - a])
}
