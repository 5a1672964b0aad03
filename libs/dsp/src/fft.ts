import { InvalidParameterError, checkInteger } from '@genre/core'
import { LARGEST_DIRECT_PRIME, factorize } from './factorize'
import { cosTurn, sinTurn } from './twiddles'

/**
 * The discrete Fourier transform of one size, in double precision: `X[k] = sum_i x[i] exp(-2 pi j k i / n)`.
 *
 * Holds its twiddle factors and scratch memory, so that transforming allocates nothing. Complex numbers are interleaved:
 * `re0, im0, re1, im1, ...`. Sizes whose prime factors are at most 31 use a mixed-radix Stockham transform (radix 4
 * where possible); any other size, prime ones included, uses Bluestein's algorithm at roughly five to ten times the
 * cost of the next power of two.
 *
 * Matches `numpy.fft.fft` to rounding (relative error below 1e-15 times the root mean square of the spectrum for
 * the sizes tested).
 *
 * @example
 * ```ts
 * import { Fft } from '@genre/dsp'
 * const fft = new Fft(4)
 * const x = Float64Array.of(1, 0, 2, 0, 3, 0, 4, 0)
 * fft.forward(x) // x is now [10, 0, -2, 2, -2, 0, -2, -2]
 * ```
 */
export class Fft {
  /** Number of complex points. */
  readonly size: number
  readonly #transform: Transform

  /**
   * @param size - number of complex points, at least 1
   * @throws InvalidParameterError unless `size` is an integer from 1 to 2^26
   */
  constructor(size: number) {
    this.size = checkInteger('size', size, { min: 1, max: 2 ** 26 })
    const radices = factorize(size)
    this.#transform = radices ? new Stockham(size, radices) : new Bluestein(size)
  }

  /** Transforms `size` interleaved complex numbers in place. */
  forward(data: Float64Array): void {
    this.#check(data)
    const result = this.#transform.run(data)
    if (result !== data) data.set(result.subarray(0, 2 * this.size))
  }

  /**
   * Transforms `data` and returns the array that holds the result: `data` itself or scratch memory of this object, which
   * the next call overwrites. `data` is overwritten too. Saves the copy that {@link forward} may need.
   */
  forwardInto(data: Float64Array): Float64Array {
    this.#check(data)
    return this.#transform.run(data)
  }

  /** The inverse transform in place, divided by `size`, so that it undoes {@link forward}. */
  inverse(data: Float64Array): void {
    this.#check(data)
    const n = this.size
    for (let i = 1; i < 2 * n; i += 2) data[i] = -data[i]
    this.forward(data)
    const scale = 1 / n
    for (let i = 0; i < 2 * n; i += 2) {
      data[i] *= scale
      data[i + 1] *= -scale
    }
  }

  #check(data: Float64Array): void {
    if (data instanceof Float64Array && data.length >= 2 * this.size) return
    const allowed = `a Float64Array of ${this.size} interleaved complex numbers`
    throw new InvalidParameterError({ parameter: 'data', received: data, allowed })
  }
}

interface Transform {
  run(data: Float64Array): Float64Array
}

/** Mixed-radix decimation in frequency; each pass reads one array and writes the other, in natural order at the end. */
class Stockham implements Transform {
  readonly #size: number
  readonly #radices: number[]
  readonly #twiddles: Float64Array[] = []
  readonly #scratch: Float64Array
  readonly #roots: Float64Array[] = []
  readonly #folded = new Float64Array(2 * LARGEST_DIRECT_PRIME)

  constructor(size: number, radices: number[]) {
    this.#size = size
    this.#radices = radices
    this.#scratch = new Float64Array(2 * size)
    let n = size
    for (const radix of radices) {
      this.#twiddles.push(twiddles(n, radix))
      this.#roots.push(radix > 7 ? unitRoots(radix) : new Float64Array(0))
      n /= radix
    }
  }

  run(data: Float64Array): Float64Array {
    let x = data
    let y = this.#scratch
    let n = this.#size
    let s = 1
    for (let i = 0; i < this.#radices.length; i++) {
      const radix = this.#radices[i]
      const w = this.#twiddles[i]
      if (radix === 4) {
        if (n === 4) lastPass4(x, y, s)
        else if (s === 1) firstPass4(x, y, n, w)
        else pass4(x, y, n, s, w)
      } else if (radix === 2) pass2(x, y, n, s, w)
      else if (radix === 3) pass3(x, y, n, s, w)
      else if (radix === 5) pass5(x, y, n, s, w)
      else if (radix === 7) pass7(x, y, n, s, w)
      else passAny(x, y, n, s, w, radix, this.#roots[i], this.#folded)
      const swap = x
      x = y
      y = swap
      n /= radix
      s *= radix
    }
    return x
  }
}

/** exp(-2 pi j p r / n) for p = 0..n/radix-1 (outer) and r = 1..radix-1 (inner), interleaved. */
function twiddles(n: number, radix: number): Float64Array {
  const m = n / radix
  const table = new Float64Array(2 * m * (radix - 1))
  let at = 0
  for (let p = 0; p < m; p++) {
    for (let r = 1; r < radix; r++) {
      const k = (p * r) % n
      table[at++] = cosTurn(k, n)
      table[at++] = -sinTurn(k, n)
    }
  }
  return table
}

/** exp(-2 pi j k / radix), interleaved. */
function unitRoots(radix: number): Float64Array {
  const roots = new Float64Array(2 * radix)
  for (let k = 0; k < radix; k++) {
    roots[2 * k] = cosTurn(k, radix)
    roots[2 * k + 1] = -sinTurn(k, radix)
  }
  return roots
}

/** Radix 4, stride 1: every butterfly has its own twiddle factors. */
function firstPass4(x: Float64Array, y: Float64Array, n: number, w: Float64Array): void {
  const quarter = n >> 1 // n / 4 complex numbers
  for (let p = 0, o = 0, t = 0; p < quarter; p += 2, o += 8, t += 6) {
    const ar = x[p]
    const ai = x[p + 1]
    const br = x[p + quarter]
    const bi = x[p + quarter + 1]
    const cr = x[p + 2 * quarter]
    const ci = x[p + 2 * quarter + 1]
    const dr = x[p + 3 * quarter]
    const di = x[p + 3 * quarter + 1]
    const acr = ar + cr
    const aci = ai + ci
    const amr = ar - cr
    const ami = ai - ci
    const bdr = br + dr
    const bdi = bi + di
    const bmr = br - dr
    const bmi = bi - di
    y[o] = acr + bdr
    y[o + 1] = aci + bdi
    const r1 = amr + bmi
    const i1 = ami - bmr
    const r2 = acr - bdr
    const i2 = aci - bdi
    const r3 = amr - bmi
    const i3 = ami + bmr
    y[o + 2] = r1 * w[t] - i1 * w[t + 1]
    y[o + 3] = r1 * w[t + 1] + i1 * w[t]
    y[o + 4] = r2 * w[t + 2] - i2 * w[t + 3]
    y[o + 5] = r2 * w[t + 3] + i2 * w[t + 2]
    y[o + 6] = r3 * w[t + 4] - i3 * w[t + 5]
    y[o + 7] = r3 * w[t + 5] + i3 * w[t + 4]
  }
}

function pass4(x: Float64Array, y: Float64Array, n: number, s: number, w: Float64Array): void {
  const m = n >> 2
  const s2 = 2 * s
  const quarter = s2 * m
  let t = 0
  for (let p = 0; p < m; p++) {
    const w1r = w[t]
    const w1i = w[t + 1]
    const w2r = w[t + 2]
    const w2i = w[t + 3]
    const w3r = w[t + 4]
    const w3i = w[t + 5]
    t += 6
    const end = s2 * (p + 1)
    let o = 4 * s2 * p
    for (let i = s2 * p; i < end; i += 2, o += 2) {
      const ar = x[i]
      const ai = x[i + 1]
      const br = x[i + quarter]
      const bi = x[i + quarter + 1]
      const cr = x[i + 2 * quarter]
      const ci = x[i + 2 * quarter + 1]
      const dr = x[i + 3 * quarter]
      const di = x[i + 3 * quarter + 1]
      const acr = ar + cr
      const aci = ai + ci
      const amr = ar - cr
      const ami = ai - ci
      const bdr = br + dr
      const bdi = bi + di
      const bmr = br - dr
      const bmi = bi - di
      y[o] = acr + bdr
      y[o + 1] = aci + bdi
      const r1 = amr + bmi
      const i1 = ami - bmr
      const r2 = acr - bdr
      const i2 = aci - bdi
      const r3 = amr - bmi
      const i3 = ami + bmr
      y[o + s2] = r1 * w1r - i1 * w1i
      y[o + s2 + 1] = r1 * w1i + i1 * w1r
      y[o + 2 * s2] = r2 * w2r - i2 * w2i
      y[o + 2 * s2 + 1] = r2 * w2i + i2 * w2r
      y[o + 3 * s2] = r3 * w3r - i3 * w3i
      y[o + 3 * s2 + 1] = r3 * w3i + i3 * w3r
    }
  }
}

/** The last radix-4 pass (n = 4): all its twiddle factors are 1. */
function lastPass4(x: Float64Array, y: Float64Array, s: number): void {
  const s2 = 2 * s
  for (let i = 0; i < s2; i += 2) {
    const ar = x[i]
    const ai = x[i + 1]
    const br = x[i + s2]
    const bi = x[i + s2 + 1]
    const cr = x[i + 2 * s2]
    const ci = x[i + 2 * s2 + 1]
    const dr = x[i + 3 * s2]
    const di = x[i + 3 * s2 + 1]
    const acr = ar + cr
    const aci = ai + ci
    const amr = ar - cr
    const ami = ai - ci
    const bdr = br + dr
    const bdi = bi + di
    const bmr = br - dr
    const bmi = bi - di
    y[i] = acr + bdr
    y[i + 1] = aci + bdi
    y[i + s2] = amr + bmi
    y[i + s2 + 1] = ami - bmr
    y[i + 2 * s2] = acr - bdr
    y[i + 2 * s2 + 1] = aci - bdi
    y[i + 3 * s2] = amr - bmi
    y[i + 3 * s2 + 1] = ami + bmr
  }
}

function pass2(x: Float64Array, y: Float64Array, n: number, s: number, w: Float64Array): void {
  const m = n >> 1
  const s2 = 2 * s
  const half = s2 * m
  for (let p = 0; p < m; p++) {
    const wr = w[2 * p]
    const wi = w[2 * p + 1]
    const end = s2 * (p + 1)
    let o = 2 * s2 * p
    for (let i = s2 * p; i < end; i += 2, o += 2) {
      const ar = x[i]
      const ai = x[i + 1]
      const br = x[i + half]
      const bi = x[i + half + 1]
      y[o] = ar + br
      y[o + 1] = ai + bi
      const r = ar - br
      const j = ai - bi
      y[o + s2] = r * wr - j * wi
      y[o + s2 + 1] = r * wi + j * wr
    }
  }
}

const SIN_THIRD = Math.sqrt(3) / 2

function pass3(x: Float64Array, y: Float64Array, n: number, s: number, w: Float64Array): void {
  const m = n / 3
  const s2 = 2 * s
  const third = s2 * m
  for (let p = 0; p < m; p++) {
    const w1r = w[4 * p]
    const w1i = w[4 * p + 1]
    const w2r = w[4 * p + 2]
    const w2i = w[4 * p + 3]
    const end = s2 * (p + 1)
    let o = 3 * s2 * p
    for (let i = s2 * p; i < end; i += 2, o += 2) {
      const ar = x[i]
      const ai = x[i + 1]
      const br = x[i + third]
      const bi = x[i + third + 1]
      const cr = x[i + 2 * third]
      const ci = x[i + 2 * third + 1]
      const sumr = br + cr
      const sumi = bi + ci
      const dr = SIN_THIRD * (br - cr)
      const di = SIN_THIRD * (bi - ci)
      const er = ar - 0.5 * sumr
      const ei = ai - 0.5 * sumi
      y[o] = ar + sumr
      y[o + 1] = ai + sumi
      const r1 = er + di
      const i1 = ei - dr
      const r2 = er - di
      const i2 = ei + dr
      y[o + s2] = r1 * w1r - i1 * w1i
      y[o + s2 + 1] = r1 * w1i + i1 * w1r
      y[o + 2 * s2] = r2 * w2r - i2 * w2i
      y[o + 2 * s2 + 1] = r2 * w2i + i2 * w2r
    }
  }
}

const COS_FIFTH = Math.cos((2 * Math.PI) / 5)
const SIN_FIFTH = Math.sin((2 * Math.PI) / 5)
const COS_TWO_FIFTHS = Math.cos((4 * Math.PI) / 5)
const SIN_TWO_FIFTHS = Math.sin((4 * Math.PI) / 5)

function pass5(x: Float64Array, y: Float64Array, n: number, s: number, w: Float64Array): void {
  const m = n / 5
  const s2 = 2 * s
  const fifth = s2 * m
  for (let p = 0; p < m; p++) {
    const t = 8 * p
    const end = s2 * (p + 1)
    let o = 5 * s2 * p
    for (let i = s2 * p; i < end; i += 2, o += 2) {
      const ar = x[i]
      const ai = x[i + 1]
      const p1r = x[i + fifth] + x[i + 4 * fifth]
      const p1i = x[i + fifth + 1] + x[i + 4 * fifth + 1]
      const m1r = x[i + fifth] - x[i + 4 * fifth]
      const m1i = x[i + fifth + 1] - x[i + 4 * fifth + 1]
      const p2r = x[i + 2 * fifth] + x[i + 3 * fifth]
      const p2i = x[i + 2 * fifth + 1] + x[i + 3 * fifth + 1]
      const m2r = x[i + 2 * fifth] - x[i + 3 * fifth]
      const m2i = x[i + 2 * fifth + 1] - x[i + 3 * fifth + 1]
      const e1r = ar + COS_FIFTH * p1r + COS_TWO_FIFTHS * p2r
      const e1i = ai + COS_FIFTH * p1i + COS_TWO_FIFTHS * p2i
      const e2r = ar + COS_TWO_FIFTHS * p1r + COS_FIFTH * p2r
      const e2i = ai + COS_TWO_FIFTHS * p1i + COS_FIFTH * p2i
      const f1r = SIN_FIFTH * m1r + SIN_TWO_FIFTHS * m2r
      const f1i = SIN_FIFTH * m1i + SIN_TWO_FIFTHS * m2i
      const f2r = SIN_TWO_FIFTHS * m1r - SIN_FIFTH * m2r
      const f2i = SIN_TWO_FIFTHS * m1i - SIN_FIFTH * m2i
      y[o] = ar + p1r + p2r
      y[o + 1] = ai + p1i + p2i
      store(y, o + s2, e1r + f1i, e1i - f1r, w[t], w[t + 1])
      store(y, o + 2 * s2, e2r + f2i, e2i - f2r, w[t + 2], w[t + 3])
      store(y, o + 3 * s2, e2r - f2i, e2i + f2r, w[t + 4], w[t + 5])
      store(y, o + 4 * s2, e1r - f1i, e1i + f1r, w[t + 6], w[t + 7])
    }
  }
}

const COS_7 = [1, 2, 3].map(k => Math.cos((2 * Math.PI * k) / 7))
const SIN_7 = [1, 2, 3].map(k => Math.sin((2 * Math.PI * k) / 7))

function pass7(x: Float64Array, y: Float64Array, n: number, s: number, w: Float64Array): void {
  const m = n / 7
  const s2 = 2 * s
  const step = s2 * m
  const [c1, c2, c3] = COS_7
  const [s1, s2_, s3] = SIN_7
  for (let p = 0; p < m; p++) {
    const t = 12 * p
    const end = s2 * (p + 1)
    let o = 7 * s2 * p
    for (let i = s2 * p; i < end; i += 2, o += 2) {
      const ar = x[i]
      const ai = x[i + 1]
      const p1r = x[i + step] + x[i + 6 * step]
      const p1i = x[i + step + 1] + x[i + 6 * step + 1]
      const m1r = x[i + step] - x[i + 6 * step]
      const m1i = x[i + step + 1] - x[i + 6 * step + 1]
      const p2r = x[i + 2 * step] + x[i + 5 * step]
      const p2i = x[i + 2 * step + 1] + x[i + 5 * step + 1]
      const m2r = x[i + 2 * step] - x[i + 5 * step]
      const m2i = x[i + 2 * step + 1] - x[i + 5 * step + 1]
      const p3r = x[i + 3 * step] + x[i + 4 * step]
      const p3i = x[i + 3 * step + 1] + x[i + 4 * step + 1]
      const m3r = x[i + 3 * step] - x[i + 4 * step]
      const m3i = x[i + 3 * step + 1] - x[i + 4 * step + 1]
      y[o] = ar + p1r + p2r + p3r
      y[o + 1] = ai + p1i + p2i + p3i
      const e1r = ar + c1 * p1r + c2 * p2r + c3 * p3r
      const e1i = ai + c1 * p1i + c2 * p2i + c3 * p3i
      const f1r = s1 * m1r + s2_ * m2r + s3 * m3r
      const f1i = s1 * m1i + s2_ * m2i + s3 * m3i
      store(y, o + s2, e1r + f1i, e1i - f1r, w[t], w[t + 1])
      store(y, o + 6 * s2, e1r - f1i, e1i + f1r, w[t + 10], w[t + 11])
      const e2r = ar + c2 * p1r + c3 * p2r + c1 * p3r
      const e2i = ai + c2 * p1i + c3 * p2i + c1 * p3i
      const f2r = s2_ * m1r - s3 * m2r - s1 * m3r
      const f2i = s2_ * m1i - s3 * m2i - s1 * m3i
      store(y, o + 2 * s2, e2r + f2i, e2i - f2r, w[t + 2], w[t + 3])
      store(y, o + 5 * s2, e2r - f2i, e2i + f2r, w[t + 8], w[t + 9])
      const e3r = ar + c3 * p1r + c1 * p2r + c2 * p3r
      const e3i = ai + c3 * p1i + c1 * p2i + c2 * p3i
      const f3r = s3 * m1r - s1 * m2r + s2_ * m3r
      const f3i = s3 * m1i - s1 * m2i + s2_ * m3i
      store(y, o + 3 * s2, e3r + f3i, e3i - f3r, w[t + 4], w[t + 5])
      store(y, o + 4 * s2, e3r - f3i, e3i + f3r, w[t + 6], w[t + 7])
    }
  }
}

function store(y: Float64Array, at: number, r: number, i: number, wr: number, wi: number): void {
  y[at] = r * wr - i * wi
  y[at + 1] = r * wi + i * wr
}

/** A pass of any odd radix: inputs `j` and `radix - j` are folded into sum and difference, (radix - 1)^2 products. */
function passAny(
  x: Float64Array,
  y: Float64Array,
  n: number,
  s: number,
  w: Float64Array,
  radix: number,
  roots: Float64Array,
  folded: Float64Array,
): void {
  const m = n / radix
  const step = 2 * s * m
  const half = (radix - 1) / 2
  const s2 = 2 * s
  for (let p = 0; p < m; p++) {
    for (let q = 0; q < s; q++) {
      const from = 2 * (s * p + q)
      const to = 2 * (s * radix * p + q)
      const ar = x[from]
      const ai = x[from + 1]
      let sumr = ar
      let sumi = ai
      for (let j = 1, f = 0; j <= half; j++, f += 4) {
        const b = from + j * step
        const c = from + (radix - j) * step
        sumr += folded[f] = x[b] + x[c]
        sumi += folded[f + 1] = x[b + 1] + x[c + 1]
        folded[f + 2] = x[b] - x[c]
        folded[f + 3] = x[b + 1] - x[c + 1]
      }
      y[to] = sumr
      y[to + 1] = sumi
      for (let k = 1; k <= half; k++) {
        let er = ar
        let ei = ai
        let dr = 0
        let di = 0
        for (let j = 0, turn = k; j < 4 * half; j += 4) {
          const cos = roots[2 * turn]
          const sin = roots[2 * turn + 1]
          er += cos * folded[j]
          ei += cos * folded[j + 1]
          dr += sin * folded[j + 3]
          di += sin * folded[j + 2]
          turn += k
          if (turn >= radix) turn -= radix
        }
        const t = 2 * (p * (radix - 1) - 1)
        store(y, to + s2 * k, er - dr, ei + di, w[t + 2 * k], w[t + 2 * k + 1])
        const l = radix - k
        store(y, to + s2 * l, er + dr, ei - di, w[t + 2 * l], w[t + 2 * l + 1])
      }
    }
  }
}

/** A transform of any size as a convolution with a chirp, done with power-of-two transforms. */
class Bluestein implements Transform {
  readonly #size: number
  readonly #chirp: Float64Array
  readonly #kernel: Float64Array
  readonly #inner: Fft
  readonly #work: Float64Array

  constructor(size: number) {
    this.#size = size
    let padded = 1
    while (padded < 2 * size - 1) padded *= 2
    this.#inner = new Fft(padded)
    this.#work = new Float64Array(2 * padded)
    this.#chirp = new Float64Array(2 * size)
    this.#kernel = new Float64Array(2 * padded)
    for (let i = 0; i < size; i++) {
      // i^2 modulo 2n, kept an integer: exact up to n = 2^26.
      const k = (i * i) % (2 * size)
      const re = cosTurn(k, 2 * size)
      const im = -sinTurn(k, 2 * size)
      this.#chirp[2 * i] = re
      this.#chirp[2 * i + 1] = im
      const mirrored = i === 0 ? 0 : padded - i
      this.#kernel[2 * i] = this.#kernel[2 * mirrored] = re / padded
      this.#kernel[2 * i + 1] = this.#kernel[2 * mirrored + 1] = -im / padded
    }
    this.#inner.forward(this.#kernel)
  }

  run(data: Float64Array): Float64Array {
    const n = this.#size
    const chirp = this.#chirp
    const kernel = this.#kernel
    const work = this.#work
    work.fill(0)
    for (let i = 0; i < 2 * n; i += 2) {
      work[i] = data[i] * chirp[i] - data[i + 1] * chirp[i + 1]
      work[i + 1] = data[i] * chirp[i + 1] + data[i + 1] * chirp[i]
    }
    this.#inner.forward(work)
    // The conjugate of the product, transformed forward, is the conjugate of the inverse transform.
    for (let i = 0; i < work.length; i += 2) {
      const r = work[i] * kernel[i] - work[i + 1] * kernel[i + 1]
      work[i + 1] = -(work[i] * kernel[i + 1] + work[i + 1] * kernel[i])
      work[i] = r
    }
    this.#inner.forward(work)
    for (let i = 0; i < 2 * n; i += 2) {
      const r = work[i]
      const j = -work[i + 1]
      data[i] = r * chirp[i] - j * chirp[i + 1]
      data[i + 1] = r * chirp[i + 1] + j * chirp[i]
    }
    return data
  }
}
