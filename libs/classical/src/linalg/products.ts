import { NdArray } from '@genre/core'
import type { Matrix } from '../base/validate'
import { Products } from '../linear/products/products'

const DEPTH = 256
const WIDTH = 64
/** Rows of the left matrix that are handled at a time where vector instructions are used. */
const ROWS = 128
/** From so many multiplications on, setting up vector instructions pays. */
const LARGE = 1 << 18

/** A times B transposed: `out[i, j] = a[i] . b[j]`, for (m, k) and (n, k) matrices. */
export function multiplyTransposed(a: Matrix, b: Matrix): Matrix {
  const [m, k] = a.shape
  const n = b.shape[0]
  const out = new Float64Array(m * n)
  addProducts(a.data, m, b.data, n, k, out, false)
  return new NdArray(out, [m, n])
}

/** A times B, for (m, k) and (k, n) matrices. */
export function multiply(a: Matrix, b: Matrix): Matrix {
  return multiplyTransposed(a, transposed(b))
}

/** X transposed times X: (n, n), exactly symmetric, for an (m, n) matrix. */
export function gram(x: Matrix): Matrix {
  const columns = transposed(x)
  const [n, m] = columns.shape
  const out = new Float64Array(n * n)
  addProducts(columns.data, n, columns.data, n, m, out, true)
  for (let i = 0; i < n; i++) for (let j = i + 1; j < n; j++) out[i * n + j] = out[j * n + i]
  return new NdArray(out, [n, n])
}

/** The transposed matrix in memory of its own. */
export function transposed(x: Matrix): Matrix {
  const [m, n] = x.shape
  const out = new Float64Array(m * n)
  // In squares that fit the cache: row by row one of the two sides would always be read far apart.
  for (let i0 = 0; i0 < m; i0 += 32) {
    const i1 = Math.min(m, i0 + 32)
    for (let j0 = 0; j0 < n; j0 += 32) {
      const j1 = Math.min(n, j0 + 32)
      for (let i = i0; i < i1; i++) for (let j = j0; j < j1; j++) out[j * m + i] = x.data[i * n + j]
    }
  }
  return new NdArray(out, [n, m])
}

/**
 * Adds `a[i] . b[j]` to `out[i, j]`, in blocks that stay in the cache and of 4 by 4 results that stay in registers.
 * With `lower` only results with `j <= i` (and some more) are made.
 */
function addProducts(
  a: Float64Array,
  m: number,
  b: Float64Array,
  n: number,
  k: number,
  out: Float64Array,
  lower: boolean,
): void {
  if (m * n * k >= LARGE) {
    addLargeProducts(a, m, b, n, k, out, lower)
    return
  }
  const m4 = m - (m % 4)
  const n4 = n - (n % 4)
  for (let k0 = 0; k0 < k; k0 += DEPTH) {
    const k1 = Math.min(k, k0 + DEPTH)
    for (let j0 = 0; j0 < n4; j0 += WIDTH) {
      const j1 = Math.min(n4, j0 + WIDTH)
      for (let i = 0; i < m4; i += 4) {
        for (let j = j0; j < j1 && !(lower && j > i + 3); j += 4) addBlock(a, i, b, j, k, k0, k1, out, n)
      }
    }
    for (let i = 0; i < m; i++) {
      for (let j = i < m4 ? n4 : 0; j < n && !(lower && j > i); j++) {
        let sum = 0
        for (let l = k0; l < k1; l++) sum += a[i * k + l] * b[j * k + l]
        out[i * n + j] += sum
      }
    }
  }
}

/** The same for large matrices, in panels of columns that fit the cache, by vector instructions where there are any. */
function addLargeProducts(
  a: Float64Array,
  m: number,
  b: Float64Array,
  n: number,
  k: number,
  out: Float64Array,
  lower: boolean,
): void {
  const depth = Math.min(k, DEPTH)
  const rows = Math.min(m, ROWS)
  const unit = Products.create(8 * (rows * depth + n * depth + rows * n) + 64)
  const left = unit.float64(rows * depth)
  const right = unit.float64(n * depth)
  const part = unit.float64(rows * n)
  for (let k0 = 0; k0 < k; k0 += depth) {
    const width = Math.min(depth, k - k0)
    copyPanel(b, 0, n, k, k0, width, right)
    for (let i0 = 0; i0 < m; i0 += rows) {
      const count = Math.min(rows, m - i0)
      const columns = lower ? Math.min(n, i0 + count) : n
      copyPanel(a, i0, count, k, k0, width, left)
      unit.products(left, count, right, columns, width, part)
      for (let i = 0; i < count; i++) {
        for (let j = 0, from = i * columns, to = (i0 + i) * n; j < columns; j++) out[to + j] += part[from + j]
      }
    }
  }
}

/** Columns `k0` to `k0 + width` of some rows, as a matrix of their own. */
function copyPanel(
  data: Float64Array,
  row: number,
  count: number,
  k: number,
  k0: number,
  width: number,
  out: Float64Array,
): void {
  for (let i = 0; i < count; i++) {
    const from = (row + i) * k + k0
    out.set(data.subarray(from, from + width), i * width)
  }
}

function addBlock(
  a: Float64Array,
  i: number,
  b: Float64Array,
  j: number,
  k: number,
  k0: number,
  k1: number,
  out: Float64Array,
  n: number,
): void {
  let [s00, s01, s02, s03] = [0, 0, 0, 0]
  let [s10, s11, s12, s13] = [0, 0, 0, 0]
  let [s20, s21, s22, s23] = [0, 0, 0, 0]
  let [s30, s31, s32, s33] = [0, 0, 0, 0]
  const a0 = i * k
  const a1 = a0 + k
  const a2 = a1 + k
  const a3 = a2 + k
  const b0 = j * k
  const b1 = b0 + k
  const b2 = b1 + k
  const b3 = b2 + k
  for (let l = k0; l < k1; l++) {
    const y0 = b[b0 + l]
    const y1 = b[b1 + l]
    const y2 = b[b2 + l]
    const y3 = b[b3 + l]
    let x = a[a0 + l]
    s00 += x * y0
    s01 += x * y1
    s02 += x * y2
    s03 += x * y3
    x = a[a1 + l]
    s10 += x * y0
    s11 += x * y1
    s12 += x * y2
    s13 += x * y3
    x = a[a2 + l]
    s20 += x * y0
    s21 += x * y1
    s22 += x * y2
    s23 += x * y3
    x = a[a3 + l]
    s30 += x * y0
    s31 += x * y1
    s32 += x * y2
    s33 += x * y3
  }
  let at = i * n + j
  out[at] += s00
  out[at + 1] += s01
  out[at + 2] += s02
  out[at + 3] += s03
  at += n
  out[at] += s10
  out[at + 1] += s11
  out[at + 2] += s12
  out[at + 3] += s13
  at += n
  out[at] += s20
  out[at + 1] += s21
  out[at + 2] += s22
  out[at + 3] += s23
  at += n
  out[at] += s30
  out[at + 1] += s31
  out[at + 2] += s32
  out[at + 3] += s33
}
