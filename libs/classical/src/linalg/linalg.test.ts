import { NdArray, RandomState } from '@genre/core'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { maxDifference } from '../../test/datasets'
import type { Matrix } from '../base/validate'
import { cholesky, solveLower, solveLowerTransposed } from './cholesky'
import { gram, multiply, multiplyTransposed, transposed } from './products'
import { singularValues } from './singular-values'
import { largestEigen, symmetricEigen } from './symmetric-eigen'

/** Backward stable algorithms: a few roundings for each of up to 40 columns, relative to the largest number. */
const ROUNDING = 1e-13

function random(seed: number, rows: number, columns: number, scale = 1): Matrix {
  return new NdArray(
    new RandomState(seed).standardNormal(rows * columns).map(x => x * scale),
    [rows, columns],
  )
}

function plain(a: Matrix, b: Matrix): Float64Array {
  const [m, k] = a.shape
  const n = b.shape[1]
  return Float64Array.from({ length: m * n }, (_, at) => {
    let sum = 0
    for (let l = 0; l < k; l++) sum += a.get(Math.floor(at / n), l) * b.get(l, at % n)
    return sum
  })
}

const identity = (n: number) => Float64Array.from({ length: n * n }, (_, k) => Number(k % (n + 1) === 0))
const sizes = fc.integer({ min: 1, max: 40 })
const seeds = fc.integer({ min: 0, max: 2 ** 31 })

describe('products', () => {
  it('equal plain sums', () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, fc.oneof(sizes, fc.constantFrom(255, 256, 257, 600)), (seed, m, n, k) => {
        const a = random(seed, m, k)
        const b = random(seed + 1, k, n)
        expect(maxDifference(multiply(a, b).data, plain(a, b))).toBeLessThan(1e-12)
        expect(maxDifference(multiplyTransposed(a, transposed(b)).data, plain(a, b))).toBeLessThan(1e-12)
        const g = gram(b)
        expect(maxDifference(g.data, plain(transposed(b), b))).toBeLessThan(1e-11)
        expect(transposed(g).data).toEqual(g.data)
      }),
      { numRuns: 60 },
    )
  })
})

describe('products of large matrices', () => {
  it.each([
    [130, 70, 300],
    [129, 128, 257],
    [300, 5, 513],
    [1, 300, 260],
  ])('equal plain sums: %i by %i, %i deep', (m, n, k) => {
    const a = random(m, m, k)
    const b = random(n, k, n)
    expect(maxDifference(multiply(a, b).data, plain(a, b))).toBeLessThan(1e-11)
    const g = gram(b)
    expect(maxDifference(g.data, plain(transposed(b), b))).toBeLessThan(1e-11)
    expect(transposed(g).data).toEqual(g.data)
  })
})

describe('symmetricEigen', () => {
  it('gives A = V^T D V with orthonormal V, values ascending', () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, fc.constantFrom(1e-150, 1, 1e150), (seed, n, rank, scale) => {
        const x = random(seed, rank, n)
        const a = gram(x)
        for (let k = 0; k < a.data.length; k++) a.data[k] *= scale
        const { values, vectors } = symmetricEigen(a)
        expect(maxDifference(multiplyTransposed(vectors, vectors).data, identity(n))).toBeLessThan(ROUNDING)
        for (let i = 1; i < n; i++) expect(values[i]).toBeGreaterThanOrEqual(values[i - 1])
        const scaled = new NdArray(
          vectors.data.map((v, k) => (v * values[Math.floor(k / n)]) / scale),
          [n, n],
        )
        const back = multiply(transposed(vectors), scaled)
        const largest = Math.max(1, values[n - 1] / scale)
        expect(
          maxDifference(
            back.data,
            a.data.map(v => v / scale),
          ) / largest,
        ).toBeLessThan(ROUNDING)
      }),
      { numRuns: 80 },
    )
  })

  it('handles matrices that are diagonal, zero, or have equal eigenvalues', () => {
    const diagonal = new NdArray(Float64Array.of(3, 0, 0, 0, -1, 0, 0, 0, 3), [3, 3])
    expect([...symmetricEigen(diagonal).values]).toEqual([-1, 3, 3])
    expect([...symmetricEigen(new NdArray(new Float64Array(4), [2, 2])).values]).toEqual([0, 0])
    expect([...symmetricEigen(new NdArray(Float64Array.of(5), [1, 1])).values]).toEqual([5])
    const pair = symmetricEigen(new NdArray(Float64Array.of(2, 1, 1, 2), [2, 2]))
    expect(pair.values[0]).toBeCloseTo(1, 14)
    expect(pair.values[1]).toBeCloseTo(3, 14)
  })
})

describe('largestEigen', () => {
  it('gives what symmetricEigen gives, also for equal eigenvalues and matrices that fall apart', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 4, max: 60 }), sizes, fc.constantFrom(0, 1, 2), (seed, n, rank, kind) => {
        const a = gram(random(seed, rank, n))
        // 0: as it is; 1: twice the same block, so that every eigenvalue is double; 2: a diagonal with repeats.
        const size = kind === 1 ? 2 * n : n
        const data = new Float64Array(size * size)
        for (let i = 0; i < size; i++) {
          for (let j = 0; j < size; j++) {
            const same = Math.floor(i / n) === Math.floor(j / n)
            if (kind === 2) data[i * size + j] = i === j ? i % 3 : 0
            else if (same) data[i * size + j] = a.data[(i % n) * n + (j % n)]
          }
        }
        const matrix: Matrix = new NdArray(data, [size, size])
        const wanted = Math.max(1, Math.floor(size / 4))
        const all = symmetricEigen(matrix)
        const { values, vectors } = largestEigen(matrix, () => wanted)
        const norm = Math.max(1, values[0])
        expect(maxDifference(values, all.values.slice().reverse()) / norm).toBeLessThan(ROUNDING)
        expect(vectors.shape).toEqual([wanted, size])
        expect(maxDifference(multiplyTransposed(vectors, vectors).data, identity(wanted))).toBeLessThan(1e-10)
        const images = multiplyTransposed(vectors, matrix)
        const scaled = vectors.data.map((x, k) => x * values[Math.floor(k / size)])
        expect(maxDifference(images.data, scaled) / norm).toBeLessThan(1e-11)
      }),
      { numRuns: 80 },
    )
  })
})

describe('singularValues', () => {
  it('gives orthonormal rows with A^T A v = s^2 v, values descending', () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, fc.constantFrom(1e-100, 1, 1e100), (seed, m, n, scale) => {
        const a = random(seed, m, n, scale)
        const { values, right } = singularValues(a)
        const count = Math.min(m, n)
        expect(right.shape).toEqual([count, n])
        expect(maxDifference(multiplyTransposed(right, right).data, identity(count))).toBeLessThan(ROUNDING)
        for (let i = 1; i < count; i++) expect(values[i]).toBeLessThanOrEqual(values[i - 1])
        const images = multiplyTransposed(a, right)
        const norms = Float64Array.from({ length: count }, (_, j) => {
          return Math.sqrt(Array.from({ length: m }, (_, i) => (images.get(i, j) / scale) ** 2).reduce((p, q) => p + q))
        })
        expect(
          maxDifference(
            norms,
            values.map(s => s / scale),
          ),
        ).toBeLessThan(1e-12)
        let squares = 0
        for (const x of a.data) squares += (x / scale) ** 2
        expect(values.reduce((sum, s) => sum + (s / scale) ** 2, 0)).toBeCloseTo(squares, 9)
      }),
      { numRuns: 80 },
    )
  })

  it('finds small singular values with all digits', () => {
    // A matrix whose columns differ by 10^5 each: s are known from its exact product form.
    const q = symmetricEigen(gram(random(3, 8, 8))).vectors
    const s = Float64Array.from({ length: 8 }, (_, i) => 10 ** (-3 * i))
    const a = new NdArray(
      q.data.map((v, k) => v * s[Math.floor(k / 8)]),
      [8, 8],
    )
    singularValues(a).values.forEach((value, i) => expect(value / s[i]).toBeCloseTo(1, 12))
  })

  it('completes the vectors of singular values that are zero', () => {
    const a = new NdArray(Float64Array.of(1, 1, 0, 2, 2, 0, 3, 3, 0, 0, 0, 0), [4, 3])
    const { values, right } = singularValues(a)
    expect(values[0]).toBeCloseTo(Math.sqrt(28), 13)
    expect(values[2]).toBe(0)
    expect(maxDifference(multiplyTransposed(right, right).data, identity(3))).toBeLessThan(ROUNDING)
    expect(maxDifference(singularValues(new NdArray(new Float64Array(6), [2, 3])).right.data, [1, 0, 0, 0, 1, 0])).toBe(
      0,
    )
  })
})

describe('cholesky', () => {
  it('factors and solves', () => {
    fc.assert(
      fc.property(seeds, sizes, sizes, (seed, n, m) => {
        const a = gram(random(seed, n + 5, n))
        const l = cholesky(a)!
        const back = multiplyTransposed(l, l)
        expect(maxDifference(back.data, a.data)).toBeLessThan(1e-12 * Math.max(...a.data))
        const b = random(seed + 1, n, m)
        const y = solveLower(l, b)
        expect(maxDifference(multiply(l, y).data, b.data)).toBeLessThan(1e-11)
        expect(maxDifference(multiply(transposed(l), solveLowerTransposed(l, y)).data, y.data)).toBeLessThan(1e-9)
      }),
      { numRuns: 40 },
    )
  })

  it('gives null for what is not positive definite', () => {
    expect(cholesky(new NdArray(Float64Array.of(1, 2, 2, 1), [2, 2]))).toBe(null)
    expect(cholesky(new NdArray(Float64Array.of(0), [1, 1]))).toBe(null)
    expect(cholesky(new NdArray(Float64Array.of(NaN), [1, 1]))).toBe(null)
  })
})
