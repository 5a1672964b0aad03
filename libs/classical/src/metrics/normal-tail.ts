/**
 * The probability that a standard normal number is above `z >= 0`, to about 1e-14 relative: the series of the error
 * function near 0, Laplace's continued fraction in the tail.
 */
export function normalTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z < 3) {
    // P(0 < Z < z) = density * (z + z^3 / 3 + z^5 / (3 * 5) + ...)
    let term = z
    let sum = 0
    for (let k = 1; term > 1e-17 * sum; k += 2) {
      sum += term
      term *= (z * z) / (k + 2)
    }
    return 0.5 - density * sum
  }
  let fraction = z
  for (let k = 200; k >= 1; k--) fraction = z + k / fraction
  return density / fraction
}
