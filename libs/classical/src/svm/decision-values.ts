import { PlainProducts, Products } from '../linear/products/products'
import type { KernelSpec } from './kernel'
import { kernelOfProducts } from './kernel'
import { dot, squaredDistance } from '../linalg/row-products'

/** A fitted one-vs-one machine, as far as decisions need it; see `OneVsOne` for the order of coefficients. */
export interface Machine {
  readonly spec: KernelSpec
  /** Support vectors, one after the other, by class; none for `'precomputed'`. */
  readonly vectors: Float64Array
  /** For `'precomputed'`: the columns that hold the kernel of a row and each support vector. */
  readonly support: Int32Array
  readonly nSupport: Int32Array
  readonly coefficients: Float64Array
  readonly intercepts: Float64Array
}

/** How many rows are worked on together. */
const BLOCK = 32

/** For each row of `data` the decision value of each pair of classes: (rows, pairs). */
export function decisionValues(machine: Machine, data: Float64Array, width: number): Float64Array {
  const { spec, vectors, support, nSupport, coefficients, intercepts } = machine
  const rows = data.length / width
  const nClasses = nSupport.length
  const isGiven = spec.kernel === 'precomputed'
  const nVectors = isGiven ? support.length : vectors.length / width
  const others = nClasses - 1
  const most = nSupport.reduce((max, count) => Math.max(max, count), 0)
  const block = Math.min(BLOCK, rows)

  const floats = vectors.length + coefficients.length + block * (width + most + others)
  const bytes = 8 * floats + 16 * (4 + nClasses)
  // For a few rows, copying the support vectors would take longer than the products.
  const unit = rows < 8 ? new PlainProducts() : Products.create(bytes)
  const allVectors = unit.float64(vectors.length)
  allVectors.set(vectors)
  const x = unit.float64(block * width)
  const kernel = unit.float64(block * most)
  const sums = unit.float64(block * others)
  const squares = squaredNorms(vectors, width)
  // Coefficients by class: (classes - 1, support vectors of the class) each.
  const own: Float64Array[] = []
  for (let c = 0, from = 0; c < nClasses; from += nSupport[c++]) {
    const part = unit.float64(others * nSupport[c])
    for (let r = 0; r < others; r++) {
      const at = r * nVectors + from
      part.set(coefficients.subarray(at, at + nSupport[c]), r * nSupport[c])
    }
    own.push(part)
  }

  const pairs = intercepts.length
  const out = new Float64Array(rows * pairs)
  for (let row = 0; row < rows; row += block) {
    const count = Math.min(block, rows - row)
    x.set(data.subarray(row * width, (row + count) * width))
    for (let i = 0; i < count; i++) out.set(intercepts, (row + i) * pairs)
    for (let c = 0, from = 0; c < nClasses; from += nSupport[c++]) {
      const size = nSupport[c]
      const part = allVectors.subarray(from * width, (from + size) * width)
      if (isGiven) takeColumns(x, count, width, support.subarray(from, from + size), kernel)
      else unit.products(x, count, part, size, width, kernel)
      if (spec.kernel === 'rbf') rbfOfProducts(spec.gamma, x, count, part, squares, from, width, kernel, unit)
      else kernelOfProducts(spec, kernel, 0, count * size)
      unit.products(kernel, count, own[c], others, size, sums)
      for (let i = 0; i < count; i++) {
        const to = (row + i) * pairs
        for (let r = 0; r < others; r++) {
          const pair = r < c ? pairIndex(r, c, nClasses) : pairIndex(c, r + 1, nClasses)
          out[to + pair] += sums[i * others + r]
        }
      }
    }
  }
  return out
}

/** Where the pair (i, j), i < j, stands among (0, 1), (0, 2), ... */
export function pairIndex(i: number, j: number, nClasses: number): number {
  return i * nClasses - (i * (i + 1)) / 2 + (j - i - 1)
}

/** exp(-gamma |x - y|^2) from x.y, in place; |x - y|^2 is expanded, except where nearly everything would cancel. */
function rbfOfProducts(
  gamma: number,
  x: Float64Array,
  rows: number,
  y: Float64Array,
  squares: Float64Array,
  from: number,
  width: number,
  products: Float64Array,
  unit: Products,
): void {
  const size = y.length / width
  for (let i = 0, k = 0; i < rows; i++) {
    const square = dot(x, i * width, x, i * width, width)
    for (let j = 0; j < size; j++, k++) {
      const sum = square + squares[from + j]
      let distance = sum - 2 * products[k]
      if (distance < 1e-3 * sum) distance = squaredDistance(x, i * width, y, j * width, width)
      products[k] = -gamma * distance
    }
  }
  unit.exponentials(products, rows * size)
}

/** Some columns of rows, one row after the other. */
function takeColumns(x: Float64Array, rows: number, width: number, columns: Int32Array, out: Float64Array): void {
  for (let i = 0, k = 0; i < rows; i++) for (const column of columns) out[k++] = x[i * width + column]
}

function squaredNorms(vectors: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: vectors.length / width }, (_, i) =>
    dot(vectors, i * width, vectors, i * width, width),
  )
}
