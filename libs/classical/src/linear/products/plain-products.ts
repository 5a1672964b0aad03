/**
 * `out[k] = x . y[rows[k]]` for `k` in `[from, to)`: scalar products of the vector at `x[xAt]` with rows of `width`
 * numbers. As everywhere here, even and odd columns are summed apart, and the last column of an odd width goes to the
 * even ones: so much that two numbers can be handled at a time.
 */
export function dotRows(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  width: number,
  rows: Int32Array,
  from: number,
  to: number,
  out: Float64Array,
): void {
  let k = from
  for (; k + 3 < to; k += 4) {
    dot4(x, xAt, y, rows[k] * width, rows[k + 1] * width, rows[k + 2] * width, rows[k + 3] * width, width, out, k)
  }
  for (; k < to; k++) out[k] = dot(x, xAt, y, rows[k] * width, width)
}

/** `out[i, j] = a[i] . b[j]` for row-major (m, width) and (n, width) matrices: A times B transposed. */
export function products(
  a: Float64Array,
  m: number,
  b: Float64Array,
  n: number,
  width: number,
  out: Float64Array,
): void {
  for (let i = 0; i < m; i++) {
    let j = 0
    for (; j + 3 < n; j += 4) {
      const at = j * width
      dot4(a, i * width, b, at, at + width, at + 2 * width, at + 3 * width, width, out, i * n + j)
    }
    for (; j < n; j++) out[i * n + j] = dot(a, i * width, b, j * width, width)
  }
}

/** `out[j] += p[i, j] a[i]`, row after row, for (m, n) and (m, width) matrices: P transposed times A. */
export function addWeightedRows(
  p: Float64Array,
  m: number,
  n: number,
  a: Float64Array,
  width: number,
  out: Float64Array,
): void {
  let i = 0
  for (; i + 1 < m; i += 2) {
    const first = i * width
    const second = first + width
    for (let j = 0; j < n; j++) {
      const weight1 = p[i * n + j]
      const weight2 = p[i * n + n + j]
      const to = j * width
      for (let k = 0; k < width; k++) out[to + k] = out[to + k] + weight1 * a[first + k] + weight2 * a[second + k]
    }
  }
  for (; i < m; i++) {
    for (let j = 0; j < n; j++) {
      const weight = p[i * n + j]
      for (let k = 0; k < width; k++) out[j * width + k] += weight * a[i * width + k]
    }
  }
}

/**
 * Numbers of {@link exponentials}: x = n ln 2 + r with a whole n and |r| at most half of ln 2, exp x = 2^n exp r, and exp r
 * by its series. Adding `shift` rounds to a whole number, which then stands in the lowest bits.
 */
export const EXP = {
  lowest: -708,
  highest: 709,
  log2e: Math.LOG2E,
  shift: 6755399441055744,
  /** ln 2 in two parts; the high one has so few bits that its product with n is exact. */
  ln2High: 0.69314718036912381649,
  ln2Low: 1.90821492927058770002e-10,
  /** 1 / k! from k = 13 down to 0. */
  coefficients: [6227020800, 479001600, 39916800, 3628800, 362880, 40320, 5040, 720, 120, 24, 6, 2, 1, 1].map(
    factorial => 1 / factorial,
  ),
} as const

/**
 * `x[k] = exp(x[k])` for the first `count` numbers, within 2 units in the last place. What is below -708 is taken for
 * -708, above 709 for 709: there are no infinities, zeros or subnormal numbers.
 */
export function exponentials(x: Float64Array, count: number): void {
  const power = new Float64Array(1)
  const words = new Int32Array(power.buffer)
  const { lowest, highest, log2e, shift, ln2High, ln2Low, coefficients } = EXP
  // The word with the exponent, whichever order the machine stores them in.
  power[0] = 1
  const high = words[1] === 0 ? 0 : 1
  for (let k = 0; k < count; k++) {
    const value = Math.min(Math.max(x[k], lowest), highest)
    const whole = value * log2e + shift - shift
    const rest = value - whole * ln2High - whole * ln2Low
    let sum = coefficients[0]
    for (let c = 1; c < coefficients.length; c++) sum = sum * rest + coefficients[c]
    words[high] = (whole + 1023) << 20
    x[k] = sum * power[0]
  }
}

function dot(x: Float64Array, xAt: number, y: Float64Array, yAt: number, width: number): number {
  let even = 0
  let odd = 0
  const last = width - 1
  let k = 0
  for (; k < last; k += 2) {
    even += x[xAt + k] * y[yAt + k]
    odd += x[xAt + k + 1] * y[yAt + k + 1]
  }
  if (k === last) even += x[xAt + k] * y[yAt + k]
  return even + odd
}

/** Four rows, at `a` to `d`: every number of `x` is read once for all. */
function dot4(
  x: Float64Array,
  xAt: number,
  y: Float64Array,
  a: number,
  b: number,
  c: number,
  d: number,
  width: number,
  out: Float64Array,
  at: number,
): void {
  let even1 = 0
  let even2 = 0
  let even3 = 0
  let even4 = 0
  let odd1 = 0
  let odd2 = 0
  let odd3 = 0
  let odd4 = 0
  const last = width - 1
  let k = 0
  for (; k < last; k += 2) {
    const value = x[xAt + k]
    const next = x[xAt + k + 1]
    even1 += value * y[a + k]
    even2 += value * y[b + k]
    even3 += value * y[c + k]
    even4 += value * y[d + k]
    odd1 += next * y[a + k + 1]
    odd2 += next * y[b + k + 1]
    odd3 += next * y[c + k + 1]
    odd4 += next * y[d + k + 1]
  }
  if (k === last) {
    const value = x[xAt + k]
    even1 += value * y[a + k]
    even2 += value * y[b + k]
    even3 += value * y[c + k]
    even4 += value * y[d + k]
  }
  out[at] = even1 + odd1
  out[at + 1] = even2 + odd2
  out[at + 2] = even3 + odd3
  out[at + 3] = even4 + odd4
}
