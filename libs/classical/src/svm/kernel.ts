/** A kernel with its numbers. */
export interface KernelSpec {
  readonly kernel: 'linear' | 'poly' | 'rbf' | 'sigmoid' | 'precomputed'
  readonly gamma: number
  readonly coef0: number
  readonly degree: number
}

/**
 * Turns scalar products x.y into values of a kernel, in place: `linear` x.y, `poly` (gamma x.y + coef0)^degree,
 * `sigmoid` tanh(gamma x.y + coef0). `rbf`, exp(-gamma |x - y|^2), needs more than the product, and stays
 * as it is, as do values that were given (`precomputed`).
 */
export function kernelOfProducts(spec: KernelSpec, products: Float64Array, from: number, to: number): void {
  const { kernel, gamma, coef0, degree } = spec
  if (kernel === 'poly') {
    for (let k = from; k < to; k++) products[k] = power(gamma * products[k] + coef0, degree)
  } else if (kernel === 'sigmoid') {
    for (let k = from; k < to; k++) products[k] = Math.tanh(gamma * products[k] + coef0)
  }
}

/** The kernel of a vector with itself, by |x|^2. */
export function kernelWithSelf(spec: KernelSpec, square: number): number {
  if (spec.kernel === 'rbf') return 1
  const value = Float64Array.of(square)
  kernelOfProducts(spec, value, 0, 1)
  return value[0]
}

/** A whole power by repeated squaring. */
function power(base: number, exponent: number): number {
  let result = 1
  let square = base
  for (let rest = exponent; rest > 0; rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) result *= square
    square *= square
  }
  return result
}
